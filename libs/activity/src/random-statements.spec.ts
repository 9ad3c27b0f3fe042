import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  effective,
  emptyFold,
  foldAll,
  foldOn,
  isCorrection,
  misplaced,
  Refusal,
  type AnyAggregate,
  type Fact,
} from '#kernel';
import { fact, given, type Otherwise } from '#testing/given';
import { unreported } from '#testing/unreported';
import { activityProjection, type ServiceDoc } from './activity.projection.js';
import { serviceActivity } from './activity.js';
import { order } from './order.js';
import { paper } from './paper.js';
import {
  ATTENDED,
  attendance,
  byPersons,
  bySessions,
  enterprises,
  HELD,
  PLANNED,
  told,
  withoutOrg,
} from './worked-activity.fixture.js';
import {
  agency,
  authority,
  buyer,
  COMPLETED,
  hub,
  INVOICE,
  march,
  PAYMENT,
  PLACED,
  PLACED_DIRECTLY,
  PLACED_PUBLIC,
  RED_LETTER,
  SESSION,
  stated,
  window,
  world,
} from './worked-order.fixture.js';

type Said = readonly [type: string, data: object];
const said = (facts: readonly Fact[]): readonly Said[] => facts.map(({ type, data }) => [type, data as object]);

const orderCase = Object.values<Fact>(stated);
const orderSayings: readonly Said[] = [
  ...said(orderCase),
  ['OrderPlaced', PLACED_DIRECTLY],
  ['OrderPlaced', PLACED_PUBLIC],
  ['OrderPlaced', { ...PLACED, itemId: 'i-1', itemVersion: 2, priceFen: 4_000_000 }],
  ['OrderPlaced', { ...PLACED, demandId: 'd-404' }],
  ['OrderDeclined', { reason: '档期已满' }],
  ['OrderExpired', { days: 7 }],
  ['OrderDeemedConfirmed', { days: 15 }],
  ['SessionHeld', { ...SESSION, channel: '5' }],
  ['SessionHeld', { ...SESSION, minutes: 0, startAt: march(5, 9), endAt: march(5, 10) }],
  ['OrderDelivered', { evidence: [] }],
  ['InvoiceRecorded', { ...INVOICE, number: '00000001' }],
  ['InvoiceRedLettered', RED_LETTER],
  ['InvoiceRedLettered', { ...RED_LETTER, redNumber: '00000002', amountFen: 1 }],
  ['PaymentEvidenceRecorded', { ...PAYMENT, bankSerialHash: 'e'.repeat(64) }],
  ['OrderCompleted', { ...COMPLETED, sessions: 1, minutes: 120 }],
  ['OrderCancelled', { reason: '停产' }],
  ['OrderDisputed', { reasonCode: 'OTHER', reason: '争议' }],
  ...['RESUME', 'UPHOLD', 'CANCEL'].map((ruling): Said => ['DisputeResolved', { ruling, refundFen: 0, basis: '裁定' }]),
];

const activityCase = Object.values<Fact>(told);
const activitySayings: readonly Said[] = [
  ...said(activityCase),
  ...said([attendance(2), attendance(3, { channel: '64' }), attendance(4, { channel: '4' }), withoutOrg(5)]),
  ['ActivityPlanned', { ...PLANNED, kind: 'PEER_EXCHANGE' }],
  ['ActivityPlanned', { ...PLANNED, ...bySessions }],
  ['ActivityPlanned', { ...PLANNED, ...byPersons }],
  ['ActivityRescheduled', { startAt: march(11, 14), endAt: march(11, 16), reason: '台风' }],
  ['ActivityCancelled', { reason: '台风' }],
  ['ActivityHeld', { ...HELD, headcount: 500 }],
  ['AttendanceRecorded', { ...ATTENDED, orgId: 'E404' }],
  ['AttendanceSummaryDeclared', { enterprises: 1, persons: 2, unnamed: 1 }],
];

/** One statement of a random sequence: a saying by anyone at any time, the case's own next step, or a correction. */
type Turn = (
  past: readonly Fact[],
  worked: readonly Fact[],
  sayings: readonly Said[],
  turn: number,
) => Fact | undefined;

const anyone = fc.constantFrom(buyer, agency, window, hub, authority);
const anyTime = fc
  .tuple(fc.integer({ min: 1, max: 28 }), fc.constantFrom(9, 10, 11, 15, 16))
  .map(([day, hour]) => march(day, hour));

const saying: fc.Arbitrary<Turn> = fc
  .tuple(fc.nat(), anyone, anyTime, fc.constantFrom<Otherwise>({}, { enteredBy: 'PROXY', onBehalfOf: 'A001' }))
  .map(([at, by, occurredAt, entered]) => (_past, _worked, sayings, turn) => {
    const [type, data] = sayings[at % sayings.length] ?? ['', {}];
    return fact(type, data, { ...entered, by, occurredAt, statementId: `t-${turn}` });
  });

const nextStep: fc.Arbitrary<Turn> = fc.constant((past, worked, _sayings, turn) => {
  const step = worked[effective(past).length];
  return step && fact(step.type, step.data as object, { ...step.meta, by: step.meta.actor, statementId: `t-${turn}` });
});

const correction: fc.Arbitrary<Turn> = fc
  .tuple(fc.nat(), fc.nat(), fc.boolean())
  .map(([at, other, restates]) => (past, _worked, sayings, turn) => {
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
  fc.oneof({ weight: 6, arbitrary: nextStep }, { weight: 3, arbitrary: saying }, { weight: 1, arbitrary: correction }),
  { maxLength: 40 },
);

const seeing = { ...world, ...enterprises(3) };

/** What a sequence leaves recorded; anything thrown but a Refusal comes through. */
function recordedBy(
  aggregate: AnyAggregate,
  sequence: readonly Turn[],
  worked: readonly Fact[],
  sayings: readonly Said[],
) {
  const past: Fact[] = [];
  sequence.forEach((say, turn) => {
    const statement = say(past, worked, sayings, turn);
    if (statement === undefined) return;
    try {
      const version = aggregate.events[statement.type]?.version ?? 1;
      past.push(
        ...given(aggregate)
          .among(paper)
          .past(past)
          .seeing(seeing)
          .when({ ...statement, version }).recorded,
      );
    } catch (refused) {
      if (!(refused instanceof Refusal)) throw refused;
    }
  });
  return past;
}

const projectedFrom = (facts: readonly Fact[], stream: string): ServiceDoc | undefined =>
  facts.reduce<ServiceDoc | undefined>((doc, next) => activityProjection.project?.(doc, next, stream), undefined);

describe.each([
  { aggregate: order, worked: orderCase, sayings: orderSayings, stream: 'ord-T01' },
  { aggregate: serviceActivity, worked: activityCase, sayings: activitySayings, stream: 'act-T01' },
])('random statements about $aggregate.zh', ({ aggregate, worked, sayings, stream }) => {
  it('are recorded or refused, and rules and projection agree on where they lead', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(turns, (sequence) => {
        const past = recordedBy(aggregate, sequence, worked, sayings);
        const { status } = foldAll(aggregate, past).state;
        reached.add(status);
        expect(projectedFrom(effective(past), stream)?.status ?? 'ABSENT').toBe(status);
        expect(misplaced(aggregate, effective(past))).toEqual([]);
        // Also what may come by the thousand leaves the times as a fold of the whole stream finds them.
        const stepwise = past.reduce(
          (folded, next, at) => foldOn(aggregate, folded, [next]) ?? foldAll(aggregate, past.slice(0, at + 1)),
          emptyFold(aggregate),
        );
        expect(stepwise).toEqual(foldAll(aggregate, past));
      }),
      { numRuns: 400 },
    );
    expect(reached.size).toBeGreaterThan(5);
  });

  it('count only for the nodes and days they are said to, but for what comes later by its nature', () => {
    fc.assert(
      fc.property(turns, (sequence) => {
        const past = recordedBy(aggregate, sequence, worked, sayings);
        past.forEach((recorded, at) => {
          const before = past.slice(0, at);
          // Within one stream nothing is stated of a day before the one it rests on.
          if (before.some(({ meta }) => meta.occurredAt > recorded.meta.occurredAt)) return;
          expect(unreported(aggregate, before, recorded, stream)).toEqual([]);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('fold in any order without failing', () => {
    const facts = fc.array(fc.constantFrom(...sayings), { maxLength: 20 });
    fc.assert(
      fc.property(facts, (random) => {
        const past = random.map(([type, data], at) => fact(type, data, { statementId: `t-${at}` }));
        expect(past.some(isCorrection)).toBe(false);
        foldAll(aggregate, past);
        past.reduce<ServiceDoc | undefined>((before, next) => {
          const after = activityProjection.project?.(before, next, stream);
          activityProjection.measure?.(next, before, after, stream);
          return after;
        }, undefined);
      }),
    );
  });
});
