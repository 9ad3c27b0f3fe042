import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Bytes as somebody sends them who does not speak HTTP, or speaks it to deceive; parts are sent one after the other. */
export interface Wire {
  readonly name: string;
  readonly parts: readonly string[];
  /** Leaves without waiting for an answer. */
  readonly leaves?: true;
}

const PATIENCE_MS = 20_000;

/** Sends the bytes, ends its own side, and gives back the statuses of all answers; none when the other side just closed. */
export async function speak(url: string, { name, parts, leaves }: Wire): Promise<readonly number[]> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  const heard: Buffer[] = [];
  socket.on('data', (bytes) => heard.push(bytes));
  // The other side may hang up on what it hears.
  socket.on('error', () => undefined);
  let isStuck = false;
  socket.setTimeout(PATIENCE_MS, () => {
    isStuck = true;
    socket.destroy();
  });
  const closed = once(socket, 'close');
  for (const part of parts) {
    socket.write(part);
    if (parts.length > 1) await sleep(5);
  }
  if (leaves === true) socket.destroy();
  else socket.end();
  await closed;
  if (isStuck) throw new Error(`neither answered nor hung up on: ${name}`);
  return [
    ...Buffer.concat(heard)
      .toString('latin1')
      .matchAll(/^HTTP\/1\.1 (\d{3})/gm),
  ].map(([, status]) => Number(status));
}

const lines = (...said: readonly string[]): string => `${said.join('\r\n')}\r\n\r\n`;

/** `key`: a credential that is let in, so that what is odd is all that is odd. */
export function wires(key: string): readonly Wire[] {
  const host = 'Host: a';
  const auth = `Authorization: Bearer ${key}`;
  const type = 'Content-Type: application/cloudevents+json';
  const post = ['POST /v1/events HTTP/1.1', host, auth, type];
  const get = lines('GET /v1/figures HTTP/1.1', host, auth);
  const chunked = lines(...post, 'Transfer-Encoding: chunked');
  const bytes = (...said: readonly string[]): Wire[] =>
    said.map((text) => ({ name: text.slice(0, 100), parts: [text] }));
  return [
    ...bytes(
      '',
      '\r\n\r\n\r\n',
      '\u0000\u0001\u0002',
      '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001',
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
      'GET /v1/figures\r\n',
      'GET /v1/figures HTTP/0.9\r\n\r\n',
      'GET /v1/figures HTTP/9.9\r\n\r\n',
      'GET  /v1/figures  HTTP/1.1\r\n\r\n',
      lines('BREW /v1/events HTTP/1.1', host),
      lines('get /v1/figures HTTP/1.1', host),
      lines('GET /v1/figures HTTP/1.1'),
      lines('GET /v1/figures HTTP/1.1', host, 'Host: b'),
      lines('GET http://other/v1/figures HTTP/1.1', host, auth),
      lines('CONNECT other:443 HTTP/1.1', host),
      lines('OPTIONS * HTTP/1.1', host),
      lines('GET /v1/figures?\u00ff\u00fe HTTP/1.1', host, auth),
      lines('GET /v1/figures/\u0000 HTTP/1.1', host, auth),
      lines(`GET /${'a'.repeat(100_000)} HTTP/1.1`, host),
      lines('GET /v1/figures HTTP/1.1', host, `X: ${'a'.repeat(100_000)}`),
      lines('GET /v1/figures HTTP/1.1', host, ...Array.from({ length: 5_000 }, (_, n) => `X${n}: 1`)),
      lines('GET /v1/figures HTTP/1.1', host, 'X: a\u0000b'),
      lines('GET /v1/figures HTTP/1.1', host, 'X: a\rSet-Cookie: b'),
      lines('GET /v1/figures HTTP/1.1', host, ': nameless'),
      lines('GET /v1/figures HTTP/1.1', host, 'X : a'),
      lines('GET /v1/figures HTTP/1.1', host, 'X: a', ' folded'),
      lines('GET /v1/figures HTTP/1.1', host, auth, auth),
      lines(
        'GET /v1/figures HTTP/1.1',
        host,
        auth,
        'Upgrade: h2c',
        'Connection: Upgrade, HTTP2-Settings',
        'HTTP2-Settings: AAMA',
      ),
      lines(
        'GET /v1/feed HTTP/1.1',
        host,
        auth,
        'Upgrade: websocket',
        'Connection: Upgrade',
        'Last-Event-ID: 0',
        'Last-Event-ID: 1',
      ),
      lines(...post, 'Content-Length: -1'),
      lines(...post, 'Content-Length: 1e3'),
      lines(...post, 'Content-Length: 99999999999999999999'),
      lines(...post, 'Content-Length: 2', 'Content-Length: 3') + '{}x',
      lines(...post, 'Content-Length: 2', 'Transfer-Encoding: chunked') + '0\r\n\r\n',
      lines(...post, 'Transfer-Encoding: gzip, chunked') + '0\r\n\r\n',
      lines(...post, 'Transfer-Encoding: chunked, identity') + '0\r\n\r\n',
      lines(...post, 'Transfer-Encoding: xchunked') + '0\r\n\r\n',
      `${chunked}zz\r\n{}\r\n0\r\n\r\n`,
      `${chunked}-2\r\n{}\r\n0\r\n\r\n`,
      `${chunked}ffffffffffffffffff\r\n{}`,
      `${chunked}2;${'x'.repeat(50_000)}\r\n{}\r\n0\r\n\r\n`,
      `${chunked}2\r\n{}0\r\n\r\n`,
      `${chunked}2\r\n{}\r\n0\r\nX: ${'a'.repeat(50_000)}\r\n\r\n`,
      `${chunked}2\r\n{}\r\n`,
      lines(...post, 'Content-Length: 100') + '{',
      lines(...post, 'Content-Length: 2', 'Expect: 100-continue') + '{}',
      lines(...post, 'Content-Length: 2', 'Expect: the unexpected') + '{}',
      lines('PUT /v1/evidence/' + '0'.repeat(64) + ' HTTP/1.1', host, auth, 'Content-Length: 60000000'),
      lines(
        'POST /v1/events/batch HTTP/1.1',
        host,
        auth,
        'Content-Type: application/x-ndjson',
        'Content-Length: 100000000',
      ),
    ),
    { name: 'fifty requests at once', parts: [get.repeat(50)] },
    { name: 'posts at once, then no HTTP', parts: [`${lines(...post, 'Content-Length: 2')}{}`.repeat(20) + 'x'] },
    { name: 'a letter at a time', parts: `${lines(...post, 'Content-Length: 7')}{"a":1}`.split('') },
    { name: 'a body in drips', parts: [chunked, ...Array.from({ length: 50 }, () => '1\r\n \r\n'), '0\r\n\r\n'] },
    ...[
      get.slice(0, 20),
      get,
      chunked,
      `${chunked}2\r\n{`,
      lines(...post, 'Content-Length: 100'),
      lines('GET /v1/feed HTTP/1.1', host, auth),
    ].map((text): Wire => ({ name: `leaves after ${text.slice(0, 40)}`, parts: [text], leaves: true })),
    {
      name: 'leaves in the middle of lines',
      parts: [
        lines(
          'POST /v1/events/batch HTTP/1.1',
          host,
          auth,
          'Content-Type: application/x-ndjson',
          'Transfer-Encoding: chunked',
        ),
        '5\r\n{"a":\r\n',
      ],
      leaves: true,
    },
  ];
}
