import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pointerOf } from '#kernel';
import { oddPlaces } from './json-places.js';

const FRACTIONS = [0.5, -1.25, 1e300, -5e-324];
const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('1.5', '"', '\\"', '{"a":1e5,', '],', '\\'));
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom<unknown>(null, true, ...FRACTIONS),
    fc.maxSafeInteger(),
    text,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4 }),
  ),
}));

/** Where the fractions of a value are, in the order JSON.stringify writes them. */
function fractionsIn(value: unknown, path: readonly (string | number)[] = []): readonly string[] {
  if (typeof value === 'number') return FRACTIONS.includes(value) ? [pointerOf(path)] : [];
  if (Array.isArray(value)) return value.flatMap((item, n) => fractionsIn(item, [...path, n]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => fractionsIn(member, [...path, name]));
}

describe('odd places of a JSON text', () => {
  it('are all its numbers with point or exponent, whatever the texts beside them look like', () => {
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 1, '\t'), (written, space) => {
        const found = [...oddPlaces(JSON.stringify(written, undefined, space))];
        expect(found.map(({ kind, pointer }) => [kind, pointer])).toEqual(
          fractionsIn(written).map((pointer) => ['fraction', pointer]),
        );
      }),
    );
  });

  it('are keys that stand again in their own object, not in one beside or inside it', () => {
    const body = String.raw`{"a":{"a":1},"b":[{"a":1},{"a":1,"a":2}],"\u0061":3,"":0,"" :1}`;
    expect([...oddPlaces(body)]).toEqual([
      { kind: 'repeated-key', key: 'a', pointer: '/b/1/a' },
      { kind: 'repeated-key', key: 'a', pointer: '/a' },
      { kind: 'repeated-key', key: '', pointer: '/' },
    ]);
  });

  it('of a text as long as may be are found', () => {
    const body = JSON.stringify({ text: '\\"\n'.repeat(2 ** 20), list: Array.from({ length: 2 ** 20 }, () => 1) });
    expect([...oddPlaces(`{"first":${body},"then":1.5}`)].map(({ pointer }) => pointer)).toEqual(['/then']);
  });
});
