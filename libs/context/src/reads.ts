import { applyDecorators, createParamDecorator, Get, HttpCode, type ExecutionContext } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import {
  ApiBearerAuth,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiResponse,
  ApiTags,
  type ApiResponseOptions,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TSchema } from 'typebox';
import type { FieldSpec, JsonSchema } from '#kernel';
import { callerOf } from '#web';
import { readQuery, type Shape } from './query.js';
import { audience } from './audience.js';
import type { PathShape } from './readers.js';
import type { Question, Route } from './route.js';
import type { Answer } from './schemas.js';

type Handler<Scope, Query extends Shape, Path extends PathShape, Schema extends TSchema> = (
  question: Question<Scope, Query, Path>,
) => Answer<Schema> | Promise<Answer<Schema>>;

type Serving = <Scope, Query extends Shape, Path extends PathShape, Schema extends TSchema>(
  at: string,
  route: Route<Scope, Query, Path, Schema>,
) => <Of extends Handler<Scope, Query, Path, Schema>>(
  target: object,
  name: string,
  descriptor: TypedPropertyDescriptor<Of>,
) => void;

/**
 * Serves a declared route at a method of the controller's path and `at`. The handler gets the checked question as its only argument,
 * whatever else its parameters are decorated with, and must answer what the route's schema says.
 */
export const serving =
  (method: (at: string) => MethodDecorator, tag: string): Serving =>
  (at, route) =>
  (target, name, descriptor) => {
    lookedAfter(descriptor);
    Reflect.defineMetadata(ROUTE_ARGS_METADATA, {}, target.constructor, name);
    Asking(route)(target, name, 0);
    applyDecorators(
      method(at),
      audience(route.readers.audience),
      ApiTags(tag),
      Documented(route),
    )(target, name, descriptor);
  };

/** Makes a handler fail that answers somebody who sees a part only without having looked which part that is. */
function lookedAfter<Of extends (question: never) => unknown>(descriptor: TypedPropertyDescriptor<Of>): void {
  const handler = descriptor.value;
  if (handler === undefined) throw new Error('a route is served by a method');
  const guarded = async function (this: unknown, question: never): Promise<unknown> {
    const answer: unknown = await handler.call(this, question);
    if (!scopesLookedAt.has(question)) throw new Error('a route answered without its scope being looked at');
    return answer;
  };
  // Its name is the operation's id.
  Object.defineProperty(guarded, 'name', { value: handler.name });
  for (const key of Reflect.getMetadataKeys(handler))
    Reflect.defineMetadata(key, Reflect.getMetadata(key, handler), guarded);
  descriptor.value = guarded as unknown as Of;
}

/** Questions whose scope was looked at, or which have none. */
const scopesLookedAt = new WeakSet<object>();

/** A read: `GET`. */
export const Reads = serving(Get, '查询 reading');

const Asking = createParamDecorator((route: Route, context: ExecutionContext) => {
  const http = context.switchToHttp();
  return questionOf(route, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
});

/** Refuses with invalid-query, and as the route's readers do. */
function questionOf(
  { readers, query = {} }: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): Question<unknown, Shape, PathShape> {
  const caller = callerOf(request);
  if (caller === undefined) throw new Error('a route with readers needs the CallerGuard');
  const given = readQuery(request.query, { ...readers.query, ...query }) as Readonly<Record<string, string>>;
  const params = request.params as Readonly<Record<string, string>>;
  const scope = readers.scope(caller, given, params);
  const question = {
    get scope() {
      scopesLookedAt.add(question);
      return scope;
    },
    named: Object.fromEntries(Object.entries(given).filter(([name]) => Object.hasOwn(readers.query, name))),
    asked: without(given, readers.query),
    path: without(params, readers.path),
    caller,
    log: request.log,
    header: (name: string, value: string) => void reply.header(name, value),
  };
  if (Object.keys(scope as object).length === 0) scopesLookedAt.add(question);
  return question;
}

const without = (values: Readonly<Record<string, string>>, names: object): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !Object.hasOwn(names, name)));

/** Every answer of the API has it. */
export const POSITION_HEADER: NonNullable<ApiResponseOptions['headers']> = {
  'Ledger-Position': { description: '台账现在的位置 / the head of the log', schema: { type: 'integer' } },
};

const Documented = ({ summary, answer, status = 200, readers, query = {}, path = {} }: Route): MethodDecorator =>
  applyDecorators(
    HttpCode(status),
    ApiBearerAuth(),
    ApiOperation({ summary }),
    ApiResponse({
      status,
      description: summary,
      ...(status === 204 ? {} : { schema: answer }),
      headers: POSITION_HEADER,
    }),
    AskedFor({ ...readers.query, ...query }),
    InPath({ ...readers.path, ...path }),
  );

/** Documents the parameters that `readQuery` checks. */
export const AskedFor = (shape: Shape): MethodDecorator =>
  applyDecorators(
    ...Object.entries(shape).map(([name, { spec, required }]) =>
      ApiQuery({ name, ...documented(spec), required: required === true }),
    ),
  );

/** What the parts of a path name. Whatever stands there is looked up, so none is refused for its form. */
export const InPath = (path: PathShape): MethodDecorator =>
  applyDecorators(...Object.entries(path).map(([name, spec]) => ApiParam({ name, ...documented(spec) })));

/** OpenAPI has the description of a parameter beside its schema. */
function documented({ schema }: FieldSpec): { readonly description: string; readonly schema: JsonSchema } {
  const { description, ...rest } = schema;
  return { description: String(description), schema: rest };
}
