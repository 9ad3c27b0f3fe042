import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonical, effective, foldAll, isCorrection, misplaced, Refusal, type Fact } from '#kernel';
import { fact, given, type Otherwise } from '#testing/given';
import { projectedBy, type Log } from '#testing/projected';
import { unreported } from '#testing/unreported';
import { changes, countsOf } from './demand.counts.js';
import { projectDemand, type DemandDoc } from './demand.doc.js';
import type { DemandFact } from './demand.events.js';
import { demand } from './demand.js';
import { demandProjection } from './demand.projection.js';
import type { Demand } from './demand.state.js';
import type { Count } from './measures.js';
import {
  agency,
  asker,
  authority,
  hub,
  march,
  otherWindow,
  REGISTERED,
  stated,
  window,
  world,
} from './worked-demand.fixture.js';

const projected = projectedBy(demandProjection);

type Said = readonly [type: string, data: object];
const worked = Object.values<Fact>(stated);
const sayings: readonly Said[] = [
  ...worked.map(({ type, data }): Said => [type, data as object]),
  ['DemandRegistered', REGISTERED],
  ['DemandRegistered', { ...REGISTERED, kind: 'SERVICE' }],
  ['DemandRejected', { reasonCode: 'DUPLICATE' }],
  ['DemandReferred', { department: '市金融局' }],
  ['DemandReferred', { toNode: 'N01' }],
  ['DemandFirstResponded', { by: 's-3', medium: 'ON_SITE', summarySha256: 'c'.repeat(64) }],
  ['DemandHardCaseDeclared', { reason: '多部门' }],
  ['DemandClosed', { outcome: 'WITHDRAWN', reason: '已解决' }],
  ['DemandClosed', { outcome: 'UNMET', reason: '无' }],
  ['DemandCommented', { textSha256: 'd'.repeat(64) }],
];

/** One statement of a random sequence: a saying by anyone at any time, the case's own next step, or a correction. */
type Turn = (past: readonly Fact[], turn: number) => Fact | undefined;

const anyone = fc.constantFrom(asker, agency, window, otherWindow, hub, authority);
const anyTime = fc
  .tuple(fc.integer({ min: 2, max: 27 }), fc.constantFrom(9, 10, 11, 15, 16))
  .map(([day, hour]) => march(day, hour));

const saying: fc.Arbitrary<Turn> = fc
  .tuple(
    fc.constantFrom(...sayings),
    anyone,
    anyTime,
    fc.constantFrom<Otherwise>({}, { enteredBy: 'PROXY', onBehalfOf: 'E001' }),
  )
  .map(
    ([[type, data], by, occurredAt, entered]) =>
      (_past, turn) =>
        fact(type, data, { ...entered, by, occurredAt, statementId: `t-${turn}` }),
  );

const nextStep: fc.Arbitrary<Turn> = fc.constant((past, turn) => {
  const step = worked[effective(past).length];
  return step && fact(step.type, step.data as object, { ...step.meta, by: step.meta.actor, statementId: `t-${turn}` });
});

const reopening: fc.Arbitrary<Turn> = fc.tuple(fc.constantFrom(asker, hub, authority), anyTime).map(
  ([by, occurredAt]) =>
    (_past, turn) =>
      fact('DemandReopened', { reason: '未解决' }, { by, occurredAt, statementId: `t-${turn}` }),
);

const correction: fc.Arbitrary<Turn> = fc
  .tuple(fc.nat(), fc.nat(), fc.boolean())
  .map(([at, other, restates]) => (past, turn) => {
    const target = past[at % Math.max(1, past.length)];
    if (target === undefined) return undefined;
    const like = sayings.filter(([type]) => type === target.type);
    const [, replacement = {}] = like[other % Math.max(1, like.length)] ?? [];
    const otherwise = { by: authority, occurredAt: march(29), statementId: `t-${turn}` };
    return restates
      ? fact('EntryRestated', { targetEventId: target.id, reason: '更正', replacement }, otherwise)
      : fact('EntryReversed', { targetEventId: target.id, reasonCode: 'OTHER', reason: '更正' }, otherwise);
  });

const turns = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: nextStep },
    { weight: 4, arbitrary: saying },
    { weight: 1, arbitrary: reopening },
    { weight: 1, arbitrary: correction },
  ),
  { maxLength: 40 },
);

/** What a sequence leaves recorded; anything thrown but a Refusal comes through. */
function recordedBy(sequence: readonly Turn[]): readonly Fact[] {
  const past: Fact[] = [];
  sequence.forEach((say, turn) => {
    const statement = say(past, turn);
    if (statement === undefined) return;
    try {
      past.push(...given(demand).past(past).seeing(world).when(statement).recorded);
    } catch (refused) {
      if (!(refused instanceof Refusal)) throw refused;
    }
  });
  return past;
}

/** The document after each fact, and the rows stated on the way. */
function followed(facts: readonly Fact[]): { readonly doc: DemandDoc | undefined; readonly rows: readonly Count[] } {
  let doc: DemandDoc | undefined;
  const rows: Count[] = [];
  for (const next of facts) {
    const after = projectDemand(doc, next);
    rows.push(...changes(countsOf(doc), countsOf(after)));
    doc = after;
  }
  return { doc, rows };
}

const totals = (rows: readonly Count[]): Readonly<Record<string, number>> => {
  const sums: Record<string, number> = {};
  for (const { measure, amount, occurredOn, dims } of rows) {
    const key = canonical([measure, occurredOn, dims]);
    sums[key] = (sums[key] ?? 0) + amount;
  }
  return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0));
};

/** What no sequence of statements and corrections may lead to. */
function checkInvariants(facts: readonly DemandFact[]): void {
  let kind = '';
  let registeredAt = '';
  let answers = 0;
  let reopenings = 0;
  for (const { type, data, meta } of facts) {
    if (type === 'DemandRegistered') [kind, registeredAt] = [data.kind, meta.occurredAt];
    if (type === 'DemandFirstResponded') answers += 1;
    if (type === 'DemandClosed' && data.outcome !== 'WITHDRAWN' && kind === 'APPEAL')
      expect(data.returnCall).toBeDefined();
    if (type === 'DemandClosed' && data.outcome === 'SATISFIED') expect(data.returnCall?.satisfied ?? true).toBe(true);
    if (type === 'DemandReopened') {
      if (reopenings >= 2) expect(['HUB', 'AUTHORITY']).toContain(meta.actor.role);
      reopenings += 1;
    }
    if (type === 'DemandReferred' && data.toNode !== undefined) expect(meta.actor.role).toBe('HUB');
    expect(facts[0]?.type).toBe('DemandRegistered');
    expect(registeredAt).not.toBe('');
  }
  expect(answers).toBeLessThanOrEqual(1);
}

describe('random statements about a demand', () => {
  it('are recorded or refused, keep the rules, and lead rules and projection to one status', () => {
    fc.assert(
      fc.property(turns, (sequence) => {
        const past = recordedBy(sequence);
        const state = foldAll(demand, past).state as Demand;
        const facts = effective(past);
        checkInvariants(facts as readonly DemandFact[]);
        const { doc } = followed(facts);
        expect([doc?.status ?? 'ABSENT', doc?.node ?? '']).toEqual([state.status, state.node]);
      }),
      { numRuns: 400 },
    );
  });

  it('reach nearly every status', () => {
    const sequences = fc.sample(turns, { numRuns: 2_000, seed: 20_260_305 });
    const reached = sequences.map((sequence) => foldAll(demand, recordedBy(sequence)).state.status);
    expect(new Set(reached).size).toBeGreaterThan(8);
  });

  it('leave rows that add up to what the demand counts for as it stands', () => {
    fc.assert(
      fc.property(turns, (sequence) => {
        const { doc, rows } = followed(effective(recordedBy(sequence)));
        expect(totals(rows)).toEqual(totals(countsOf(doc)));
      }),
      { numRuns: 200 },
    );
  });

  it('come to the same rows and document on the real stores, corrections among them', async () => {
    await fc.assert(
      fc.asyncProperty(turns, async (sequence) => {
        const past = recordedBy(sequence);
        if (!past.some(isCorrection)) return;
        const log: Log = past.map((each) => ['dem-T01', each]);
        await projected(log, async ({ store }) => {
          const { doc } = followed(effective(past));
          const key = { name: 'demand', version: demandProjection.version };
          const rows = (await store.rowsOf(key, 'dem-T01')) as readonly unknown[] as readonly Count[];
          expect(totals(rows)).toEqual(totals(countsOf(doc)));
          expect(await store.get(key, 'dem-T01')).toEqual(
            doc === undefined ? undefined : JSON.parse(JSON.stringify(doc)),
          );
        });
      }),
      { numRuns: 25 },
    );
  });

  it('leave nothing before what it rests on, whatever was corrected', () => {
    fc.assert(
      fc.property(turns, (sequence) => {
        expect(misplaced(demand, effective(recordedBy(sequence)))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('count only for the nodes and days they are said to, but for what comes later by its nature', () => {
    fc.assert(
      fc.property(turns, (sequence) => {
        const past = recordedBy(sequence);
        past.forEach((recorded, at) => {
          const before = past.slice(0, at);
          // Within one stream nothing is stated of a day before the one it rests on.
          if (before.some(({ meta }) => meta.occurredAt > recorded.meta.occurredAt)) return;
          expect(unreported(demand, before, recorded, 'dem-T01')).toEqual([]);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('fold in any order without failing', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...sayings), { maxLength: 20 }), (random) => {
        const facts = random.map(([type, data], at) => fact(type, data, { statementId: `t-${at}` }));
        foldAll(demand, facts);
        followed(facts);
      }),
    );
  });
});
