import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '#kernel';
import { contentLanguage, languageOf } from './language.js';
import { internalProblem, PROBLEM_MEDIA_TYPE, problemOf } from './problem.js';
import { refuse } from './web-refusals.js';

/** The only place where failures become answers: refusals and the framework's own 4xx as themselves, everything else as `internal`. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(failure: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    answerProblem(failure, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

export function answerProblem(failure: unknown, request: FastifyRequest, reply: FastifyReply): void {
  // What is left of a refused body is read and thrown away, so that the sender gets to see the answer.
  request.raw.resume();
  const language = languageOf(request.headers['accept-language']);
  const refusal = refusalOf(failure, request);
  const problem =
    refusal === undefined ? internalProblem(language, request.id) : problemOf(refusal, language, request.id);
  if (refusal === undefined || refusal.kind === 'unavailable') request.log.error({ err: failure }, 'request failed');
  if (reply.sent) return;
  if (problem.status === 401) void reply.header('WWW-Authenticate', 'Bearer');
  if (problem.status === 429 || problem.status === 503) void reply.header('Retry-After', '1');
  void reply
    .code(problem.status)
    .header('Content-Type', PROBLEM_MEDIA_TYPE)
    .header('Content-Language', contentLanguage(language))
    .send(JSON.stringify(problem));
}

function refusalOf(failure: unknown, request: FastifyRequest): Refusal | undefined {
  if (failure instanceof Refusal) return failure;
  const status = frameworkStatus(failure);
  if (status === 404) return refuse('not-found', { params: { method: request.method, path: pathOf(request.url) } });
  if (status === 413) return refuse('body-too-large', { params: { maxBytes: '-' } });
  if (status === 415)
    return refuse('unsupported-media-type', {
      params: { found: request.headers['content-type']?.slice(0, 80) ?? '-', allowed: '/docs' },
    });
  if (status !== undefined && status >= 400 && status < 500)
    return refuse('request-malformed', { params: { reason: frameworkCode(failure) }, cause: failure });
  return undefined;
}

const pathOf = (url: string): string => (url.split('?', 1)[0] ?? '').slice(0, 120);

/** The status of Nest's HttpException or of a Fastify error. */
function frameworkStatus(failure: unknown): number | undefined {
  if (failure instanceof HttpException) return failure.getStatus();
  return failure instanceof Error && 'statusCode' in failure && typeof failure.statusCode === 'number'
    ? failure.statusCode
    : undefined;
}

const frameworkCode = (failure: unknown): string =>
  failure instanceof Error && 'code' in failure && typeof failure.code === 'string' ? failure.code : 'HTTP';
