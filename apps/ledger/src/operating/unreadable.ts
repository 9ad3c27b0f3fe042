import type { FastifyInstance } from 'fastify';
import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Refusal } from '#kernel';
import { contentLanguage, languageOf, PROBLEM_MEDIA_TYPE, problemOf, refuseAtDoor } from '#web';
import { ADDRESS_BYTES_MAX } from './addresses.js';

/** Within which a request has arrived, and its head. */
export const REQUEST_MS = 300_000;
export const HEAD_MS = 60_000;
/** Of the request line and all header fields. */
export const HEAD_BYTES_MAX = 32 * 1024;

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** What is being answered over each connection. */
export class UnderWay {
  readonly #exchanges = new WeakMap<Socket, Exchange>();

  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRequest', async ({ raw: request }, { raw: response }) => {
      this.#exchanges.set(request.socket, { request, response });
    });
  }

  way(socket: Socket): Exchange | undefined {
    const exchange = this.#exchanges.get(socket);
    return exchange?.response.writableFinished === true ? undefined : exchange;
  }
}

interface ClientError extends Error {
  readonly code?: string;
  /** The bytes that were read last. */
  readonly rawPacket?: unknown;
}

/** Answers what is no HTTP request, one whose head is too large, and one that did not arrive in time. */
export function answerUnreadable(failure: ClientError, socket: Socket, exchange: Exchange | undefined): void {
  // Nothing can be said in the middle of an answer.
  if (!socket.writable || failure.code === 'ECONNRESET' || exchange?.response.headersSent === true) {
    socket.destroy();
    return;
  }
  const language = languageOf(exchange?.request.headers['accept-language'] ?? acceptLanguageOf(failure));
  const problem = problemOf(refusalOf(failure), language);
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
    `Content-Type: ${PROBLEM_MEDIA_TYPE}`,
    `Content-Language: ${contentLanguage(language)}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function refusalOf(failure: ClientError): Refusal {
  const { code = 'HTTP' } = failure;
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return refuseAtDoor('request-timeout', { params: { headSeconds: HEAD_MS / 1000, seconds: REQUEST_MS / 1000 } });
  if (code !== 'HPE_HEADER_OVERFLOW') return refuseAtDoor('request-malformed', { params: { reason: code } });
  // Of a request line that came in many pieces only the last is here, which cannot be told from a field.
  const [line = ''] = readLast(failure).split('\n', 1);
  return /^[A-Z]{3,20} /.test(line) && line.length > ADDRESS_BYTES_MAX
    ? refuseAtDoor('address-too-long', { params: { maxBytes: ADDRESS_BYTES_MAX } })
    : refuseAtDoor('head-too-large', { params: { maxBytes: HEAD_BYTES_MAX } });
}

const acceptLanguageOf = (failure: ClientError): string | undefined =>
  /\naccept-language:([^\r\n]*)/i.exec(readLast(failure))?.[1];

const readLast = ({ rawPacket }: ClientError): string =>
  Buffer.isBuffer(rawPacket) ? rawPacket.toString('latin1') : '';
