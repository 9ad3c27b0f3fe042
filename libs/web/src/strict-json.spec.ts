import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Refusal } from '#kernel';
import { DEPTH_MAX, parseStrict } from './strict-json.js';

const FORBIDDEN = ['__proto__', 'constructor', 'prototype'];
const text = fc.string({ unit: 'grapheme' });
const key = text.filter((name) => !FORBIDDEN.includes(name));
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    text,
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(key, tie('value'), { maxKeys: 5 }),
  ),
}));

function refusalOf(body: string): { code: string; pointer: string | undefined } {
  try {
    parseStrict(body);
  } catch (failure) {
    if (failure instanceof Refusal) return { code: failure.code, pointer: failure.errors[0]?.pointer };
    throw failure;
  }
  throw new Error(`accepted ${body}`);
}

describe('strict JSON', () => {
  it('reads every value that JSON.stringify writes, whatever the white space', () => {
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 1, '\t'), (written, space) => {
        const body = JSON.stringify(written, undefined, space);
        expect(parseStrict(body)).toEqual(JSON.parse(body));
      }),
    );
  });

  it('passes over a byte order mark in front', () => {
    expect(parseStrict('\ufeff\n{"a":"\ufeffb"}\n')).toEqual({ a: '\ufeffb' });
  });

  it('finds a key that stands twice, at any depth and however it is escaped', () => {
    fc.assert(
      fc.property(key, value, value, fc.nat(10), fc.boolean(), (name, first, second, depth, isEscaped) => {
        const again = isEscaped ? escaped(name) : JSON.stringify(name);
        const inner = `{${JSON.stringify(name)}:${JSON.stringify(first)}, ${again} : ${JSON.stringify(second)}}`;
        const body = `${'['.repeat(depth)}${inner}${']'.repeat(depth)}`;
        if (depth + 7 <= DEPTH_MAX) expect(refusalOf(body).code).toBe('duplicate-key');
      }),
    );
  });

  it('names the key that stands twice', () => {
    const body = '{"a":{"b":1,"c:":2},"c":"b\\":","c":3}';
    expect(() => parseStrict(body)).toThrow('key c stands twice');
    expect(refusalOf(body).pointer).toBe('/c');
    expect(refusalOf('[0,{"a":[1,2],"b":[{"c/d":1},{"c/d":1,"c\\/d":2}]}]').pointer).toBe('/1/b/1/c~1d');
  });

  it('refuses a number that is no plain safe integer, and says where', () => {
    for (const number of ['1.5', '9007199254740992', '-9007199254740992', '1e400'])
      expect(refusalOf(`{"a":[0,{"b/c":${number}}]}`)).toEqual({ code: 'number-not-integer', pointer: '/a/1/b~1c' });
    for (const number of ['1.0', '1e2', '1E2', '4503599627370497.5'])
      expect(refusalOf(`{"b":"1.5e3","a":[{"c":[1,2]},${number}]}`)).toEqual({
        code: 'number-not-integer',
        pointer: '/a/1',
      });
  });

  it('takes true, false, decimal points and colons in texts for what they are', () => {
    expect(parseStrict('{"a":true,"b":false,"c":"1.5e3: \\"{\\"x\\":1}","d":-7}')).toEqual({
      a: true,
      b: false,
      c: '1.5e3: "{"x":1}',
      d: -7,
    });
  });

  it('refuses a level too many and takes the last one allowed', () => {
    const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
    expect(parseStrict(nested(DEPTH_MAX))).toEqual(JSON.parse(nested(DEPTH_MAX)));
    expect(refusalOf(nested(DEPTH_MAX + 1)).code).toBe('nested-too-deep');
    expect(refusalOf(nested(100_000)).code).toBe('nested-too-deep');
  });

  it('refuses keys that name a prototype', () => {
    for (const name of FORBIDDEN)
      expect(refusalOf(`{"data":{"${name}":{}}}`)).toEqual({ code: 'forbidden-key', pointer: `/data/${name}` });
  });

  it('refuses half a surrogate pair in texts and keys', () => {
    expect(refusalOf('{"a":"\\ud800"}')).toEqual({ code: 'lone-surrogate', pointer: '/a' });
    expect(refusalOf('{"a":{"\\udc00":1}}')).toEqual({ code: 'lone-surrogate', pointer: '/a' });
  });

  it('refuses what is not JSON', () => {
    for (const body of ['', '{', '{"a":1}x', "{'a':1}", '{"a":1,}', 'NaN', '\ufeff', ' \ufeff{}', '\ufeff\ufeff{}'])
      expect(refusalOf(body)).toEqual({ code: 'malformed-json', pointer: undefined });
  });

  // Never (input): bad input is answered with a 5xx
  it('refuses or reads any text, and fails at none', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (body) => {
        try {
          parseStrict(body);
        } catch (failure) {
          expect(failure).toBeInstanceOf(Refusal);
        }
      }),
    );
  });
});

const escaped = (name: string): string =>
  `"${Array.from({ length: name.length }, (_, at) => `\\u${name.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')}"`;
