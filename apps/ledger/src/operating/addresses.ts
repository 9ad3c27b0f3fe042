import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { answerProblem, refuseAtDoor } from '#web';

/** Of path and query, as they stand in the request line. */
export const ADDRESS_BYTES_MAX = 16 * 1024;

/** Refuses an address that is too long (414), and a method that a known address does not have (405, with `Allow`). */
export function refuseAddresses(fastify: FastifyInstance): void {
  const routes = new Map<string, { readonly expression: RegExp; readonly methods: Set<string> }>();
  fastify.addHook('onRoute', ({ url, method }: RouteOptions) => {
    const route = routes.get(url) ?? { expression: expressionOf(url), methods: new Set<string>() };
    for (const each of [method].flat()) route.methods.add(each.toUpperCase());
    routes.set(url, route);
  });
  fastify.addHook('onRequest', async (request, reply) => {
    if (request.url.length > ADDRESS_BYTES_MAX)
      return answered(refuseAtDoor('address-too-long', { params: { maxBytes: ADDRESS_BYTES_MAX } }), request, reply);
    const [path = ''] = request.url.split('?', 1);
    // GET of /v1/events/batch asks for no event of that name.
    const exact = routes.get(path);
    if (exact === undefined && !request.is404) return undefined;
    const found =
      exact === undefined ? [...routes.values()].filter(({ expression }) => expression.test(path)) : [exact];
    const allowed = found.flatMap(({ methods }) => [...methods]).toSorted();
    if (allowed.length === 0 || allowed.includes(request.method)) return undefined;
    void reply.header('Allow', allowed.join(', '));
    const params = { method: request.method, path: path.slice(0, 120), allowed };
    return answered(refuseAtDoor('method-not-allowed', { params }), request, reply);
  });
}

function answered(refusal: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  answerProblem(refusal, request, reply);
  return reply;
}

/** Which paths a route of Fastify is for. */
const expressionOf = (url: string): RegExp =>
  new RegExp(
    `^${url
      .replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`)
      .replaceAll(/:\w+/g, '[^/]+')
      .replaceAll('*', '.*')}$`,
  );
