import type { FastifyBaseLogger } from 'fastify';
import type { TSchema } from 'typebox';
import type { Actor } from '#kernel';
import type { Shape, Values } from './query.js';
import type { AgencyScope, NodeScope, PathShape, Readers } from './readers.js';
import type { Answer, None } from './schemas.js';

/** What a route asks and answers, said once: its documentation, the check of its question and the types of its handler. */
export interface Route<
  Scope = unknown,
  Query extends Shape = Shape,
  Path extends PathShape = PathShape,
  Schema extends TSchema = TSchema,
> {
  /** `中文 / English`. */
  readonly summary: string;
  readonly readers: Readers<Scope>;
  /** Beside those that say whose business is asked for. */
  readonly query?: Query;
  readonly path?: Path;
  readonly answer: Schema;
  /** 200 when left out; with 204 nothing is answered. */
  readonly status?: 200 | 202 | 204;
}

/** What a handler is handed: nothing of the request but what its route declares, checked. */
export interface Question<Scope, Query extends Shape, Path extends PathShape> {
  /** What the caller is shown, of what it asked for. */
  readonly scope: Scope;
  /** Of the scope, what the caller named itself as a parameter. */
  readonly named: NodeScope & AgencyScope;
  readonly asked: Values<Query>;
  readonly path: Readonly<Record<keyof Path, string>>;
  readonly caller: Actor;
  readonly log: FastifyBaseLogger;
  /** Adds a header to the answer. */
  readonly header: (name: string, value: string) => void;
}

/** Declares a route; `Reads` serves it. */
export const route = <Scope, Schema extends TSchema, Query extends Shape = None, Path extends PathShape = None>(
  of: Route<Scope, Query, Path, Schema>,
): Route<Scope, Query, Path, Schema> => of;

export type QuestionOf<Of> =
  Of extends Route<infer Scope, infer Query, infer Path> ? Question<Scope, Query, Path> : never;
export type AnswerOf<Of extends Route> = Answer<Of['answer']>;
