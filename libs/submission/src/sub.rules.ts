import { requireOwnNode, type Rules, type Seen, type Sight } from '#kernel';
import { monthOf, partyOf, periodSight } from './month.js';
import { refuse } from './submission-refusals.js';
import type { Quantity, SubFact, SubFactOf } from './sub.events.js';
import type { SubState } from './sub.state.js';

/** A node speaks for its own month only; hub and authority do not judge their own (separation of duties, 5.16). */

/** A posting program that went wild must not fill the ledger. */
const REJECTIONS_MAX = 20_000;
const ADJUSTMENTS_MAX = 1_000;

/** A year is closed with its December, an adjustment is about a closed year: both are looked up there. */
export function subSights(fact: SubFact, stream: string): readonly Sight[] {
  const { kind, id } = partyOf(stream);
  if (kind !== 'node') return [];
  if (fact.type === 'PeriodReopened') return [decemberSight(id, monthOf(stream))];
  return fact.type === 'AdjustmentPosted' ? [decemberSight(id, fact.data.period)] : [];
}

const decemberSight = (node: string, month: string) => periodSight(node, `${month.slice(0, 4)}-12`);

function nodeOf(stream: string): string {
  const { kind, id } = partyOf(stream);
  if (kind !== 'node') throw refuse('period-of-nodes-only', { params: { party: id } });
  return id;
}

/** What may still happen in a month cannot be complete. */
function requireOver({ meta }: SubFact, month: string): void {
  const now = meta.recordedAt.slice(0, 7);
  if (now <= month) throw refuse('period-not-over', { params: { month } });
}

function requireDistinctTotals(totals: readonly { readonly quantity: Quantity }[]): void {
  const quantities = totals.map(({ quantity }) => quantity);
  const twice = quantities.findIndex((quantity, index) => quantities.indexOf(quantity) < index);
  const quantity = quantities[twice];
  if (quantity !== undefined)
    throw refuse('total-twice', { params: { quantity }, pointer: `/data/totals/${twice}/quantity` });
}

function declare(_: SubState, fact: SubFactOf<'SubmissionDeclaredComplete'>, __: Seen, stream: string): void {
  requireOwnNode(fact.meta.actor, [nodeOf(stream)]);
  requireOver(fact, monthOf(stream));
  requireDistinctTotals(fact.data.totals ?? []);
}

function close(_: SubState, fact: SubFactOf<'PeriodClosed'>, __: Seen, stream: string): void {
  const month = monthOf(stream);
  nodeOf(stream);
  requireOver(fact, month);
  if (fact.data.annual === true && !month.endsWith('-12'))
    throw refuse('year-closes-with-december', { params: { month }, pointer: '/data/annual' });
}

function reopen({ closedBy }: SubState, { meta }: SubFactOf<'PeriodReopened'>, seen: Seen, stream: string): void {
  const { account, node: own, role } = meta.actor;
  const [node, month] = [nodeOf(stream), monthOf(stream)];
  if ((own === node && role === 'HUB') || account === closedBy) throw refuse('period-by-another', { params: { node } });
  if (seen.of(decemberSight(node, month)).isYearClosed)
    throw refuse('year-closed', { params: { year: month.slice(0, 4) } });
}

function adjust({ adjustments }: SubState, fact: SubFactOf<'AdjustmentPosted'>, seen: Seen, stream: string): void {
  const { period } = fact.data;
  if (!seen.of(decemberSight(nodeOf(stream), period)).isYearClosed)
    throw refuse('adjustment-not-needed', { params: { period }, pointer: '/data/period' });
  if (adjustments >= ADJUSTMENTS_MAX) throw refuse('too-many-adjustments', { params: { max: ADJUSTMENTS_MAX } });
}

/** The rule of each event of a month's submissions. */
export const subRules: Rules<SubState, SubFact> = {
  PostingRejected({ rejections }) {
    if (rejections >= REJECTIONS_MAX) throw refuse('too-many-rejections', { params: { max: REJECTIONS_MAX } });
  },
  SubmissionDeclaredComplete: declare,
  PeriodClosed: close,
  PeriodReopened: reopen,
  AdjustmentPosted: adjust,
};
