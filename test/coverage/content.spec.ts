import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonical, current, effective, Registry, schemaOf, sha256, type AnyAggregate, type Fact } from '#kernel';
import { fact, type Otherwise } from '#testing/given';
import { madeData } from '../support/made-statement.js';
import { readStream } from '../../libs/audit/src/content.js';
import { differences } from '../../libs/audit/src/differences.js';
import { CONTEXTS } from '../../apps/ledger/src/contexts.js';

const registry = new Registry(CONTEXTS);
const aggregates = registry.contexts.flatMap(({ name, aggregates: own }) =>
  own.map((aggregate) => ({ name: `${name}/${aggregate.category}`, aggregate })),
);
const MAX = 10_000;

const read = (aggregate: AnyAggregate, facts: readonly Fact[]) => readStream(aggregate, facts, (type) => type).content;
const digest = (aggregate: AnyAggregate, facts: readonly Fact[]): string => sha256(canonical(read(aggregate, facts)));

/** Another value of the same kind, wherever a payload has one. */
function other(value: string | number | boolean): string | number | boolean {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (/^\d{4}-\d{2}-\d{2}/.test(value))
    return `${value.slice(0, 8)}${value.startsWith('17', 8) ? '18' : '17'}${value.slice(10)}`;
  return `${value}7`;
}

interface Leaf {
  readonly path: readonly string[];
  readonly value: string | number | boolean;
}

function leavesOf(value: unknown, path: readonly string[] = []): readonly Leaf[] {
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, member]) => leavesOf(member, [...path, key]));
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [{ path, value }] : [];
}

const withLeaf = (value: unknown, [key, ...rest]: readonly string[], leaf: unknown): unknown => {
  if (key === undefined) return leaf;
  if (Array.isArray(value))
    return value.map((item: unknown, at) => (String(at) === key ? withLeaf(item, rest, leaf) : item));
  const members = value as Readonly<Record<string, unknown>>;
  return { ...members, [key]: withLeaf(members[key], rest, leaf) };
};

const entry = (aggregate: AnyAggregate, type: string, data: object, otherwise: Otherwise = {}): Fact =>
  fact(type, data, { version: aggregate.events[type]?.version ?? 1, ...otherwise });
const restatement = (target: Fact, replacement: object, occurredAt?: string): Fact =>
  fact(
    'EntryRestated',
    {
      targetEventId: target.id,
      reason: '更正',
      replacement,
      replacementVersion: target.version,
      ...(occurredAt === undefined ? {} : { occurredAt }),
    },
    { by: 'HUB', statementId: `更正 ${target.id} ${canonical(replacement)}` },
  );

const payloads = (aggregate: AnyAggregate): readonly (readonly [type: string, whole: object, minimal: object])[] =>
  Object.entries(aggregate.events).map(([type, { payload }]) => [
    type,
    madeData(schemaOf(payload), 'whole'),
    madeData(schemaOf(payload), 'minimal'),
  ]);

describe.each(aggregates)('the content of $name', ({ aggregate }) => {
  it('has a field anew in its digest and among its changes, whichever of whichever entry is restated', () => {
    for (const [type, whole] of payloads(aggregate)) {
      const told = entry(aggregate, type, whole);
      for (const { path, value } of leavesOf(whole)) {
        const restated = [told, restatement(told, withLeaf(whole, path, other(value)) as object)];
        const { found } = differences(read(aggregate, [told]), read(aggregate, restated), MAX);
        expect(found).toContainEqual({
          path: `/facts/${told.id}/data/${path.join('/')}`,
          kind: 'changed',
          from: value,
          to: other(value),
        });
        expect([type, path, digest(aggregate, restated)]).not.toEqual([type, path, digest(aggregate, [told])]);
      }
    }
  });

  it('shows when an entry is restated to have happened at another time, is taken out, and is put back as it was', () => {
    for (const [type, whole] of payloads(aggregate)) {
      const told = entry(aggregate, type, whole);
      const later = restatement(told, whole, '2026-03-06T11:00:00+08:00');
      const { found } = differences(read(aggregate, [told]), read(aggregate, [told, later]), MAX);
      expect(found).toContainEqual({
        path: `/facts/${told.id}/time`,
        kind: 'changed',
        from: told.meta.occurredAt,
        to: '2026-03-06T11:00:00.000+08:00',
      });
      const gone = fact(
        'EntryReversed',
        { targetEventId: told.id, reasonCode: 'OTHER', reason: '误报' },
        { by: 'HUB' },
      );
      expect(digest(aggregate, [told, gone])).toBe(digest(aggregate, []));
      const back = restatement(told, whole, told.meta.occurredAt);
      expect(digest(aggregate, [told, later, back])).toBe(digest(aggregate, [told]));
    }
  });

  it('names no field that the answer needs for itself, and only types that there are', () => {
    for (const [type, reads] of Object.entries(aggregate.reads ?? {})) {
      const fields = Object.keys(schemaOf(aggregate.events[type]?.payload ?? Object)['properties'] as object);
      const named = reads === true ? fields : [reads].flat();
      expect(named.filter((field) => field === 'status' || field === 'facts')).toEqual([]);
      if (Array.isArray(reads)) expect(reads.filter((field) => !fields.includes(field))).toEqual([]);
      if (typeof reads === 'string') expect(fields).not.toContain('time');
    }
  });

  it('is the same for two histories exactly where what counts of both is the same', () => {
    const payload = fc.constantFrom(
      ...payloads(aggregate).flatMap(
        ([type, whole, minimal]) =>
          [
            [type, whole],
            [type, minimal],
          ] as const,
      ),
    );
    const telling = fc.record({
      payload,
      leaf: fc.nat(),
      changes: fc.boolean(),
      at: fc.constantFrom('2026-03-05T10:00:00.000+08:00', '2026-03-09T10:00:00.000+08:00'),
      by: fc.constantFrom('WINDOW' as const, 'HUB' as const),
      onBehalfOf: fc.constantFrom(undefined, 'E001', 'E002'),
      corrects: fc.option(fc.nat(), { nil: undefined, freq: 3 }),
    });
    const one = fc.array(telling, { maxLength: 6 });
    const turned = fc.record({ at: fc.nat(), telling: fc.option(telling, { nil: undefined }) });
    let equal = 0;
    fc.assert(
      fc.property(one, turned, (tellings, { at, telling: instead }) => {
        const others = tellings.toSpliced(at % (tellings.length + 1), 1, ...(instead === undefined ? [] : [instead]));
        const [a, b] = [historyOf(aggregate, tellings), historyOf(aggregate, others)];
        const isSame = canonical(counts(aggregate, a)) === canonical(counts(aggregate, b));
        equal += isSame ? 1 : 0;
        expect(digest(aggregate, a) === digest(aggregate, b)).toBe(isSame);
        expect(differences(read(aggregate, a), read(aggregate, b), MAX).count === 0).toBe(isSame);
      }),
      { numRuns: 150 },
    );
    expect(equal).toBeGreaterThan(0);
  });
});

interface Telling {
  readonly payload: readonly [type: string, data: object];
  readonly leaf: number;
  readonly changes: boolean;
  readonly at: string;
  readonly by: 'WINDOW' | 'HUB';
  readonly onBehalfOf: string | undefined;
  readonly corrects: number | undefined;
}

/** Entries and corrections of entries, whether a rule would take them or not: folds are total. */
function historyOf(aggregate: AnyAggregate, tellings: readonly Telling[]): readonly Fact[] {
  const facts: Fact[] = [];
  const entries: Fact[] = [];
  for (const [
    turn,
    {
      payload: [type, made],
      leaf,
      changes,
      at,
      by,
      onBehalfOf,
      corrects,
    },
  ] of tellings.entries()) {
    const leaves = leavesOf(made);
    const changed = leaves[leaf % Math.max(1, leaves.length)];
    const data =
      changes && changed !== undefined ? (withLeaf(made, changed.path, other(changed.value)) as object) : made;
    const target = corrects === undefined ? undefined : entries[corrects % Math.max(1, entries.length)];
    if (target === undefined) {
      const proxy = onBehalfOf === undefined ? {} : ({ enteredBy: 'PROXY', onBehalfOf } as const);
      const told = entry(aggregate, type, data, { by, occurredAt: at, statementId: `t-${turn}`, ...proxy });
      entries.push(told);
      facts.push(told);
    } else if (target.type === type) facts.push(restatement(target, data, at));
    else
      facts.push(
        fact(
          'EntryReversed',
          { targetEventId: target.id, reasonCode: 'OTHER', reason: '误报' },
          { by: 'HUB', statementId: `t-${turn}` },
        ),
      );
  }
  return facts;
}

/** What counts of a history, said without the content. */
const counts = (aggregate: AnyAggregate, facts: readonly Fact[]): unknown =>
  effective(facts).map((told) => {
    const eventType = aggregate.events[told.type];
    if (eventType === undefined) throw new Error(`no type ${told.type}`);
    const { id, type, data, meta } = current(eventType, told);
    return [id, type, data, meta.occurredAt, meta.actor, meta.enteredBy, meta.onBehalfOf ?? null];
  });
