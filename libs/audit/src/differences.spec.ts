import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonical } from '#kernel';
import { differences, type Difference } from './differences.js';

const MAX = 10_000;

describe('the differences of two states', () => {
  it('are named by path, with what stood there and what stands there', () => {
    const from = { status: 'HELD', sessions: [{ minutes: 120 }, { minutes: 90 }], gone: 1, same: [1] };
    const to = { status: 'VERIFIED', sessions: [{ minutes: 60 }], new: null, same: [1] };
    expect(differences(from, to, MAX).found).toEqual([
      { path: '/status', kind: 'changed', from: 'HELD', to: 'VERIFIED' },
      { path: '/sessions/0/minutes', kind: 'changed', from: 120, to: 60 },
      { path: '/sessions/1', kind: 'removed', from: { minutes: 90 } },
      { path: '/gone', kind: 'removed', from: 1 },
      { path: '/new', kind: 'added', to: null },
    ]);
  });

  it('name a list that became something else, and keys that need escaping', () => {
    expect(differences({ a: [] }, { a: {} }, MAX).found).toEqual([{ path: '/a', kind: 'changed', from: [], to: {} }]);
    expect(differences({ 'a/b~': 1 }, { 'a/b~': 2 }, MAX).found).toEqual([
      { path: '/a~1b~0', kind: 'changed', from: 1, to: 2 },
    ]);
  });

  it('name what has an id by it, wherever it stands, and tell a changed order apart', () => {
    const from = {
      facts: [
        { id: 'a', n: 1 },
        { id: 'b', n: 2 },
        { id: 'c', n: 3 },
      ],
    };
    const to = { facts: [{ id: 'c', n: 3 }, { id: 'd' }, { id: 'b', n: 5 }] };
    expect(differences(from, to, MAX).found).toEqual([
      { path: '/facts/a', kind: 'removed', from: { id: 'a', n: 1 } },
      { path: '/facts/b/n', kind: 'changed', from: 2, to: 5 },
      { path: '/facts/d', kind: 'added', to: { id: 'd' } },
      { path: '/facts', kind: 'changed', from: ['b', 'c'], to: ['c', 'b'] },
    ]);
  });

  it('compare place by place where two members of a list have one id', () => {
    const [twice, once] = [[{ id: 'a' }, { id: 'a' }], [{ id: 'a' }]];
    expect(differences(twice, once, MAX).found).toEqual([{ path: '/1', kind: 'removed', from: { id: 'a' } }]);
  });

  it('are no more than asked for, and counted all the same', () => {
    const { found, count } = differences([1, 2, 3], [4, 5, 6], 2);
    expect([found.length, count]).toEqual([2, 3]);
  });

  it('applied to the one give the other, and there are none only where both are the same', () => {
    fc.assert(
      fc.property(json, json, (from, to) => {
        const { found, count } = differences(from, to, MAX);
        expect(count).toBe(found.length);
        expect(applied(from, found)).toEqual(to);
        expect(found.length === 0).toBe(canonical(from) === canonical(to));
      }),
    );
  });
});

const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, 0, 1, 'a'),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b', '/', '~', '~1', ''), tie('json'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

/** Removals come last and backwards, so that list members go from the end. */
const applied = (value: unknown, found: readonly Difference[]): unknown =>
  [
    ...found.filter(({ kind }) => kind !== 'removed'),
    ...found.filter(({ kind }) => kind === 'removed').reverse(),
  ].reduce(
    (state, { path, kind, to }) =>
      put(state, path.split('/').slice(1).map(unescaped), kind === 'removed' ? undefined : { to }),
    value,
  );

const unescaped = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~');

function put(value: unknown, [key, ...rest]: readonly string[], set: { readonly to: unknown } | undefined): unknown {
  if (key === undefined) return set?.to;
  const members = new Map(Object.entries(value as object) as [string, unknown][]);
  if (rest.length === 0 && set === undefined) members.delete(key);
  else members.set(key, put(members.get(key), rest, set));
  return Array.isArray(value) ? [...members.values()] : Object.fromEntries(members);
}
