import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonical } from './canonical.js';

const vectors = process.env['VECTORS_DIR'];

describe('RFC 8785 canonical form', () => {
  it('orders keys by UTF-16 code units, at every depth', () => {
    expect(canonical({ b: [{ z: 1, a: 2 }], a: null, '\u{1f600}': 3, '\ufb33': 4 })).toBe(
      '{"a":null,"b":[{"a":2,"z":1}],"\u{1f600}":3,"\ufb33":4}',
    );
  });

  it('writes minus zero as zero and leaves undefined members out', () => {
    expect(canonical({ a: -0, b: undefined })).toBe('{"a":0}');
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, '\ud800', { a: '\udc00' }, undefined, 1n, () => 1])(
    'refuses what JSON cannot say: %p',
    (value) => expect(() => canonical(value)).toThrow(TypeError),
  );

  it('is a function of the value: key order and white space of the text do not matter', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        fc.pre(JSON.stringify(value).isWellFormed());
        const text = tryCanonical(value);
        fc.pre(text !== undefined);
        expect(canonical(shuffled(value))).toBe(text);
        expect(canonical(JSON.parse(JSON.stringify(value, undefined, 2)))).toBe(text);
        expect(canonical(JSON.parse(text ?? ''))).toBe(text);
      }),
    );
  });

  it('is what another implementation of it writes, of any value that JSON can say', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }), (value) => {
        expect(canonical(value)).toBe(canonicalize(value));
      }),
      { numRuns: 1_000 },
    );
  });

  if (vectors === undefined) it.skip('VECTORS_DIR is unset: the public test vectors are not run', () => undefined);
  else
    it.each(readdirSync(join(vectors, 'jcs/input')))('gives the expected bytes for vector %s', (name) => {
      const value: unknown = JSON.parse(readFileSync(join(vectors, 'jcs/input', name), 'utf8'));
      expect(canonical(value)).toBe(readFileSync(join(vectors, 'jcs/output', name), 'utf8').trimEnd());
    });
});

function tryCanonical(value: unknown): string | undefined {
  try {
    return canonical(value);
  } catch {
    return undefined;
  }
}

function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, shuffled(member)]),
  );
}
