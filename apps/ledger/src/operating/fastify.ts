import { FastifyAdapter } from '@nestjs/platform-fastify';
import { LogController } from 'fastify';
import type { Server } from 'node:http';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest, FastifyHttpOptions } from 'fastify';
import { answerProblem, callerOf, requestIdOf } from '#web';
import type { Settings } from '../settings.js';
import { refuseAddresses } from './addresses.js';
import { answerUnreadable, HEAD_BYTES_MAX, HEAD_MS, REQUEST_MS, UnderWay } from './unreadable.js';

const IDLE_TIMEOUT_MS = 65_000;

/** The HTTP server: bodies are left to the routes as streams, and everything that fails is answered as a problem. */
export function fastifyAdapter({ logLevel }: Pick<Settings, 'logLevel'>): FastifyAdapter {
  const under = new UnderWay();
  const options: FastifyHttpOptions<Server> = {
    logger: { level: logLevel },
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestIdOf,
    requestIdHeader: false,
    requestTimeout: REQUEST_MS,
    keepAliveTimeout: IDLE_TIMEOUT_MS,
    http: { maxHeaderSize: HEAD_BYTES_MAX, headersTimeout: HEAD_MS },
    // A stop answers what comes in over open connections until they are closed.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (failure: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
      answerProblem(failure, request, reply),
    clientErrorHandler: (failure, socket) => answerUnreadable(failure, socket, under.way(socket)),
  };
  const adapter = new FastifyAdapter(options);
  const fastify = adapter.getInstance<FastifyInstance>();
  under.watch(fastify);
  refuseAddresses(fastify);
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  cutSilentConnections(fastify);
  return adapter;
}

const LOOK_MS = 50;

/** A stop waits for answers, not for connections over which nothing was ever asked, such as browsers open in advance. */
function cutSilentConnections(fastify: FastifyInstance): void {
  let answering = 0;
  fastify.addHook('onRequest', async (_request, reply) => {
    answering += 1;
    reply.raw.once('close', () => (answering -= 1));
  });
  fastify.addHook('preClose', async () => {
    const looking = setInterval(() => {
      if (answering === 0) fastify.server.closeAllConnections();
    }, LOOK_MS);
    fastify.server.once('close', () => clearInterval(looking));
  });
}

export interface AnswerHooks {
  readonly isDemonstration: boolean;
  /** Position of the log's last event. */
  readonly head: () => Promise<number>;
  readonly isStopping: () => boolean;
  readonly countRequest: (
    request: { readonly method: string; readonly route: string; readonly status: number },
    ms: number,
  ) => void;
}

/** What every answer bears, and what is logged of it: never a payload, never a query. */
export function addAnswerHooks(fastify: FastifyInstance, hooks: AnswerHooks): void {
  fastify.addHook('onSend', async (request, reply, payload) => {
    void reply.header('Request-Id', request.id);
    if (hooks.isDemonstration) void reply.header('Ledger-Demonstration', 'true');
    if (hooks.isStopping()) void reply.header('Connection', 'close');
    if (request.url.startsWith('/v1/')) {
      // A log that cannot be read has no head to tell; the answer itself says what is wrong.
      const head = await hooks.head().catch(() => undefined);
      if (head !== undefined) void reply.header('Ledger-Position', String(head));
    }
    return payload;
  });
  fastify.addHook('onResponse', async (request, reply) => {
    const { method } = request;
    const route = request.routeOptions.url ?? 'none';
    const status = reply.statusCode;
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    hooks.countRequest({ method, route, status }, ms);
    const account = callerOf(request)?.account;
    request.log.info({ method, route, status, ms, ...(account === undefined ? {} : { account }) }, 'answered');
  });
}
