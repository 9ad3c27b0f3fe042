import { gzipSync } from 'node:zlib';
import type { Answered } from './caller.js';
import { routesOf, usualPath, type Asked } from './asking.js';
import type { PublishedDocument } from './document.js';

type Headers = Readonly<Record<string, string>>;

const isRefusedWith =
  (...statuses: readonly number[]): Asked['fault'] =>
  ({ status }) =>
    statuses.includes(status) ? undefined : `got ${status}, expected ${statuses.join(' or ')}`;

/** Credentials that are none, on every route that asks for one. */
export function wrongCredentials(published: PublishedDocument, key: string): readonly Asked[] {
  const [account = '', secret = ''] = key.split('.');
  const wrong = [
    '',
    'Bearer',
    'Bearer ',
    `Basic ${Buffer.from(key).toString('base64')}`,
    key,
    `Bearer ${account}`,
    `Bearer ${account}.`,
    `Bearer .${secret}`,
    `Bearer ${key}x`,
    `Bearer ${key.slice(0, -1)}`,
    `Bearer ${key}, Bearer ${key}`,
    `Bearer ${account}.${secret.toUpperCase()}x`,
    `Bearer nobody.${secret}`,
    `Bearer __proto__.${secret}`,
    `Bearer constructor.${secret}`,
    `Bearer ../${account}.${secret}`,
    `Bearer ${account}.' OR '1'='1' -- `,
    `Bearer ${'a'.repeat(8_000)}.${secret}`,
    `Bearer ${account}.${'a'.repeat(8_000)}`,
    `Digest username="${account}"`,
  ];
  const fault = (answer: Answered): string | undefined =>
    answer.headers['www-authenticate'] === 'Bearer'
      ? isRefusedWith(401)(answer)
      : `got ${answer.status} without WWW-Authenticate`;
  return routesOf(published)
    .filter(({ path }) => path.startsWith('/v1/'))
    .flatMap(({ method, path }) =>
      wrong.map((Authorization) => ({ method, path: usualPath(path), headers: { Authorization }, fault })),
    );
}

const METHODS = ['DELETE', 'GET', 'LINK', 'OPTIONS', 'PATCH', 'POST', 'PROPFIND', 'PUT', 'SEARCH', 'TRACE', 'UNLOCK'];

/** Methods a path does not have, and paths there are not. */
export function wrongMethods(published: PublishedDocument, headers: Headers): readonly Asked[] {
  const routes = routesOf(published);
  const paths = new Set(routes.map(({ path }) => path));
  const known = [...paths].flatMap((path) =>
    METHODS.filter((method) => !routes.some((route) => route.path === path && route.method === method)).map(
      (method) => [method, usualPath(path)] as const,
    ),
  );
  const unknown = [
    '/',
    '/v1',
    '/v2/events',
    '/v1/events/',
    '/V1/events',
    '//v1/events',
    '/v1//events',
    '/v1/events/../figures',
    '/admin',
    '/.env',
    '/.git/config',
    '/docs/../../etc/passwd',
    '/v1/%65vents%00',
  ];
  return [
    ...known.map(([method, path]) => ({ method, path, headers, fault: isRefusedWith(404) })),
    ...unknown.flatMap((path) =>
      ['GET', 'POST', 'DELETE'].map((method) => ({ method, path, headers, fault: isRefusedWith(404, 400, 415) })),
    ),
    ...routes
      .filter(({ method }) => method === 'GET')
      .map(({ path }) => ({ method: 'HEAD', path: usualPath(path), headers, fault: () => undefined })),
  ];
}

const STATEMENT = '{"specversion":"1.0"}';

/** Kinds of content the doors for statements do not take, and content that is not what it says. */
export function wrongContents(headers: Headers): readonly Asked[] {
  const structured = 'application/cloudevents+json';
  const kinds: readonly (readonly [Headers, string | Buffer, number])[] = [
    ...[
      'text/plain',
      'text/json',
      'application/json',
      'application/xml',
      'multipart/form-data; boundary=x',
      'application/x-www-form-urlencoded',
      '*/*',
      'application/cloudevents',
      'application/cloudevents+xml',
      'application/cloudevents+avro',
      '/',
      ';',
      'a'.repeat(5_000),
      '${jndi:ldap://x}',
    ].map((type) => [{ 'Content-Type': type }, STATEMENT, 415] as const),
    [{}, STATEMENT, 415],
    ...['utf-16', 'gbk', 'gb18030', 'iso-8859-1', '"', 'utf-7', 'a'.repeat(5_000)].map(
      (charset) => [{ 'Content-Type': `${structured}; charset=${charset}` }, STATEMENT, 415] as const,
    ),
    ...['gzip', 'br', 'deflate', 'gzip, gzip', 'identity, gzip', 'x'].map(
      (encoding) => [{ 'Content-Type': structured, 'Content-Encoding': encoding }, gzipSync(STATEMENT), 415] as const,
    ),
    [{ 'Content-Type': structured }, gzipSync(STATEMENT), 400],
    [{ 'Content-Type': structured }, gzipSync('0'.repeat(10_000_000)), 400],
    [{ 'Content-Type': structured }, Buffer.from(STATEMENT, 'utf16le'), 400],
    [{ 'Content-Type': structured }, Buffer.from([0xff, 0xfe, 0x7b]), 400],
    [
      { 'Content-Type': structured },
      Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('"}')]),
      400,
    ],
    [
      { 'Content-Type': structured },
      Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xc0, 0xaf]), Buffer.from('"}')]),
      400,
    ],
    ...[
      '',
      ' ',
      '\ufeff{}',
      '{',
      '}',
      '[',
      '{"a"',
      '{"a":1}{"a":1}',
      '{"a":1},',
      '{a:1}',
      "{'a':1}",
      '{"a":1,}',
      '// {}',
      '\u0000',
      'x'.repeat(300_000),
      '['.repeat(250_000),
      '{"a":'.repeat(40_000),
    ].map((body) => [{ 'Content-Type': structured }, body, body.length > 262_144 ? 413 : 400] as const),
    ...['null', '1', '""', '[]', '{}', 'true'].map((body) => [{ 'Content-Type': structured }, body, 422] as const),
    ...['null', '1', '{}', '[]', '[[]'].map(
      (body) => [{ 'Content-Type': 'application/cloudevents-batch+json' }, body, 400] as const,
    ),
    [
      { 'Content-Type': 'application/cloudevents-batch+json' },
      `[${Array.from({ length: 501 }, () => '{}').join()}]`,
      413,
    ],
    [
      { 'Content-Type': 'application/cloudevents-batch+json' },
      `[${Array.from({ length: 500 }, () => 'null').join()}]`,
      422,
    ],
    ...['%', '%zz', '%ff', '%c0%af', 'caf\u00e9', '%ed%a0%80'].map(
      (id) => [{ 'Content-Type': 'application/json', 'ce-specversion': '1.0', 'ce-id': id }, '{}', 400] as const,
    ),
    [
      { 'Content-Type': 'application/json', 'ce-specversion': '1.0', 'ce-__proto__': 'x', 'ce-constructor': 'x' },
      '{}',
      422,
    ],
    [
      {
        'Content-Type': 'application/json',
        'ce-specversion': '1.0',
        ...Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`ce-x${n}`, 'x'])),
      },
      '{}',
      422,
    ],
  ];
  return ['/v1/events', '/v1/events/validate'].flatMap((path) =>
    kinds.map(([said, body, status]) => ({
      method: 'POST',
      path,
      headers: { ...headers, ...said },
      body,
      fault: isRefusedWith(status),
    })),
  );
}

/** Files that are not what their address says. */
export const wrongFiles = (headers: Headers): readonly Asked[] =>
  [
    ['0'.repeat(64), 'x', {}, 422],
    ['0'.repeat(64), '', {}, 422],
    ['0'.repeat(63), 'x', {}, 400],
    ['A'.repeat(64), 'x', {}, 400],
    ['..%2f..%2f..%2ftmp%2fx', 'x', {}, 400],
    ['%00'.repeat(64), 'x', {}, 400],
    ['0'.repeat(64), 'x', { 'Content-Encoding': 'gzip' }, 415],
    ['0'.repeat(64), 'x'.repeat(1_000_000), {}, 422],
  ].map(([address, body, said, status]) => ({
    method: 'PUT',
    path: `/v1/evidence/${String(address)}`,
    headers: { ...headers, ...(said as Headers) },
    body: String(body),
    fault: isRefusedWith(Number(status)),
  }));
