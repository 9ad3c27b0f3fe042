import { gzipSync } from 'node:zlib';
import type { Asked } from './caller.js';
import { isRefusedWith } from './verdict.js';

type Headers = Readonly<Record<string, string>>;

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
      '\ufeff',
      '\ufeff\ufeff{}',
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
