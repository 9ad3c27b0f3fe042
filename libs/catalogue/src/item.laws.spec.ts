import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { effective, foldAll, Refusal, type Fact } from '#kernel';
import { actorOf, fact, given, type Otherwise } from '#testing/given';
import { item } from './item.js';
import type { ItemState } from './item.state.js';

/** A statement, or a correction of the n-th fact recorded so far. */
type Step = Fact | { readonly correct: number; readonly replacement?: object };

const agency = { ...actorOf('AGENCY'), org: 'AG-7' };
const by = fc.constantFrom<Otherwise>(
  { by: agency },
  { by: agency },
  { by: 'WINDOW', enteredBy: 'PROXY', onBehalfOf: 'AG-7' },
  { by: 'HUB' },
  { by: 'HUB' },
  { by: { ...actorOf('HUB'), org: 'AG-7' } },
);
const party = { agencyOrgId: fc.constantFrom('AG-7', 'AG-7', 'AG-7', 'AG-8'), networkCode: fc.constant('HN') };
const offer = {
  ...party,
  classCode: fc.constantFrom('14', '1401', '15', '18'),
  title: fc.constant('检测服务'),
  priceFen: fc.constantFrom(0, 300_000),
  priceMode: fc.constant('FIXED'),
  welfareKind: fc.constantFrom('VALUE_ADDED', 'PUBLIC'),
};
const wording = fc.record({ ...offer, entryCode: fc.constantFrom('GY-01', 'GY-02') }, { requiredKeys: keysOf(offer) });
const version = fc.integer({ min: 1, max: 4 });

function keysOf<Of extends object>(of: Of): (keyof Of)[] {
  return Object.keys(of) as (keyof Of)[];
}

const stating = (type: string, data: fc.Arbitrary<object>): fc.Arbitrary<Step> =>
  fc.tuple(data, by).map(([said, otherwise]) => fact(type, said, otherwise));
const steps = fc.oneof(
  stating('ServiceItemDrafted', wording),
  stating('ServiceItemSubmitted', fc.record(party)),
  stating('ServiceItemListed', fc.record({ ...party, version })),
  stating(
    'ServiceItemRevised',
    fc.tuple(wording, version).map(([said, next]) => ({ ...said, version: next })),
  ),
  stating('ServiceItemDelisted', fc.constant({ reasonCode: 'OTHER', reason: '下架' })),
  fc.nat(12).map((correct): Step => ({ correct })),
  fc.tuple(fc.nat(12), wording).map(([correct, replacement]): Step => ({ correct, replacement })),
);

const WORLD = {
  'mship-AG-7-HN': [fact('MembershipApproved', { classes: ['14'], probationUntil: '2026-09-01' }, { by: 'HUB' })],
  'wcat-HN': [
    fact('WelfareCataloguePublished', { version: 1, effectiveFrom: '2026-01-01', entries: [{ code: 'GY-01' }] }),
  ],
};

function stated(step: Step, facts: readonly Fact[], n: number): Fact | undefined {
  const statementId = `s${n}`;
  if ('type' in step) {
    const { actor, ...meta } = step.meta;
    return fact(step.type, step.data as object, { ...meta, by: actor, statementId });
  }
  const target = facts[step.correct];
  if (target === undefined) return undefined;
  const otherwise: Otherwise = { by: { account: 'reviser', org: 'authority-2', role: 'AUTHORITY' }, statementId };
  const of = { targetEventId: target.id, reason: '更正' };
  const { replacement } = step;
  if (replacement === undefined) return fact('EntryReversed', { ...of, reasonCode: 'OTHER' }, otherwise);
  return fact('EntryRestated', { ...of, replacement: { ...(target.data as object), ...replacement } }, otherwise);
}

const said = { agencyOrgId: 'AG-7', networkCode: 'HN' };
const worded = { ...said, classCode: '14', title: '检测', priceFen: 0, priceMode: 'FIXED', welfareKind: 'VALUE_ADDED' };
const COURSE: readonly Fact[] = [
  fact('ServiceItemDrafted', worded, { by: agency }),
  fact('ServiceItemSubmitted', said, { by: agency }),
  fact('ServiceItemListed', { ...said, version: 1 }, { by: 'HUB' }),
  fact('ServiceItemRevised', { ...worded, priceFen: 1, version: 2 }, { by: agency }),
];

/** Posts the steps one after another; whatever is thrown is a refusal. Looks at each state with the facts that led to it. */
function play(
  past: readonly Fact[],
  played: readonly Step[],
  look: (state: ItemState, facts: readonly Fact[]) => void,
): void {
  let facts = past;
  for (const [n, step] of played.entries()) {
    const next = stated(step, facts, n);
    if (next === undefined) continue;
    try {
      facts = [...facts, ...given(item, 'item-I1').past(facts).seeing(WORLD).when(next).recorded];
    } catch (refused) {
      expect(refused).toBeInstanceOf(Refusal);
    }
    look(stateOf(facts), facts);
  }
}

const stateOf = (facts: readonly Fact[]): ItemState => foldAll(item, facts).state as ItemState;

/** The last listing that was not taken back. */
function lastListing(facts: readonly Fact[]): number {
  const standing = new Set(effective(facts).map(({ id }) => id));
  return facts.findLastIndex(({ id, type }) => type === 'ServiceItemListed' && standing.has(id));
}

describe('any sequence of statements and corrections about an item', () => {
  const law = (look: (state: ItemState, facts: readonly Fact[]) => void): void =>
    fc.assert(
      fc.property(fc.nat(COURSE.length), fc.array(steps, { maxLength: 30, size: 'max' }), (done, played) =>
        play(COURSE.slice(0, done), played, look),
      ),
      { numRuns: 60 },
    );

  it('has something on the shelf exactly while its status says so', () =>
    law(({ status, shelf }) =>
      expect([status, shelf !== undefined]).toEqual([
        status,
        ['LISTED', 'CHANGED', 'CHANGE_SUBMITTED'].includes(status),
      ]),
    ));

  it('keeps on the shelf, word for word, what was submitted when the hub listed it', () =>
    law(({ shelf }, facts) => {
      if (shelf !== undefined) expect(shelf).toEqual(stateOf(facts.slice(0, lastListing(facts))).newest);
    }));

  it('never words a public item with a price or without an entry, nor one of another agency or class', () =>
    law(({ agency: owner, newest, status }) => {
      if (status === 'ABSENT' || newest === undefined) return;
      const { welfareKind, priceFen, entryCode = 'GY-01', classCode } = newest.offer;
      expect([owner, entryCode, classCode.slice(0, 2)]).toEqual(['AG-7', 'GY-01', '14']);
      if (welfareKind === 'PUBLIC') expect([priceFen, newest.offer.entryCode]).toEqual([0, 'GY-01']);
    }));
});
