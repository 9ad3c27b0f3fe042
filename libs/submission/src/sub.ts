import {
  erase,
  ID_PATTERN,
  requireOwnNode,
  type Actor,
  type NewFact,
  type Parties,
  type Seen,
  type Sight,
} from '#kernel';
import { monthOf, monthStream, partyOf, periodSight } from './month.js';
import { refuse } from './submission-refusals.js';
import { subEvents, type Quantity, type SubFact } from './sub.events.js';

/**
 * 报送: what one party posted in one month and how it went, and whether a node's month is still open. The stream names the
 * party's kind, since a node code and an organisation's id may read the same: `sub-node-{node}-{yyyymm}`,
 * `sub-org-{org}-{yyyymm}`. Refusals are noted in the month of recording; a month is closed for what happened in it.
 */
interface SubState {
  readonly status: 'ABSENT' | 'OPEN' | 'DECLARED' | 'CLOSED';
  readonly rejections: number;
  readonly adjustments: number;
  /** The account that closed the month. */
  readonly closedBy?: string;
}

/** A posting program that went wild must not fill the ledger. */
const REJECTIONS_MAX = 20_000;
const ADJUSTMENTS_MAX = 1_000;

const initial: SubState = { status: 'ABSENT', rejections: 0, adjustments: 0 };

function evolve(state: SubState, fact: SubFact): SubState {
  switch (fact.type) {
    case 'PostingRejected':
      return { ...begun(state), rejections: state.rejections + 1 };
    case 'SubmissionDeclaredComplete':
      return { ...state, status: 'DECLARED' };
    case 'PeriodClosed':
      return { ...state, status: 'CLOSED', closedBy: fact.meta.actor.account };
    case 'PeriodReopened':
      return { ...state, status: 'OPEN' };
    case 'AdjustmentPosted':
      return { ...begun(state), adjustments: state.adjustments + 1 };
  }
}

const begun = (state: SubState): SubState => (state.status === 'ABSENT' ? { ...state, status: 'OPEN' } : state);

/** A year is closed with its December, an adjustment is about a closed year: both are looked up there. */
function sees(fact: SubFact, stream: string): readonly Sight[] {
  const { kind, id } = partyOf(stream);
  if (kind !== 'node') return [];
  if (fact.type === 'PeriodReopened') return [decemberSight(id, monthOf(stream))];
  return fact.type === 'AdjustmentPosted' ? [decemberSight(id, fact.data.period)] : [];
}

const decemberSight = (node: string, month: string) => periodSight(node, `${month.slice(0, 4)}-12`);

function decide(state: SubState, fact: SubFact, seen: Seen, stream: string): readonly NewFact[] {
  if (fact.type === 'PostingRejected') {
    if (state.rejections >= REJECTIONS_MAX) throw refuse('too-many-rejections', { params: { max: REJECTIONS_MAX } });
    return [fact];
  }
  const { kind, id: node } = partyOf(stream);
  const month = monthOf(stream);
  if (kind !== 'node') throw refuse('period-of-nodes-only', { params: { party: node } });
  checkActor(fact, node, state);
  switch (fact.type) {
    case 'SubmissionDeclaredComplete':
      checkOver(fact, month);
      checkTotals(fact.data.totals ?? []);
      break;
    case 'PeriodClosed':
      checkOver(fact, month);
      if (fact.data.annual === true && !month.endsWith('-12'))
        throw refuse('year-closes-with-december', { params: { month }, pointer: '/data/annual' });
      break;
    case 'PeriodReopened':
      if (seen.of(decemberSight(node, month)).isYearClosed)
        throw refuse('year-closed', { params: { year: month.slice(0, 4) } });
      break;
    case 'AdjustmentPosted':
      checkAdjustment(state, fact.data.period, seen.of(decemberSight(node, fact.data.period)).isYearClosed);
      break;
  }
  return [fact];
}

/** A node speaks for its own month only; hub and authority do not judge their own (separation of duties, 5.16). */
function checkActor(fact: Exclude<SubFact, { type: 'PostingRejected' }>, node: string, { closedBy }: SubState): void {
  const { actor } = fact.meta;
  const isOwn = actor.node === node;
  if (fact.type === 'SubmissionDeclaredComplete') {
    return requireOwnNode(actor, [node]);
  }
  if (isOwn && actor.role === 'HUB' && fact.type === 'PeriodReopened')
    throw refuse('period-by-another', { params: { node } });
  if (fact.type === 'PeriodReopened' && actor.account === closedBy)
    throw refuse('period-by-another', { params: { node } });
}

/** What may still happen in a month cannot be complete. */
function checkOver({ meta }: SubFact, month: string): void {
  const now = meta.recordedAt.slice(0, 7);
  if (now <= month) throw refuse('period-not-over', { params: { month } });
}

function checkTotals(totals: readonly { readonly quantity: Quantity }[]): void {
  const quantities = totals.map(({ quantity }) => quantity);
  const twice = quantities.findIndex((quantity, index) => quantities.indexOf(quantity) < index);
  const quantity = quantities[twice];
  if (quantity !== undefined)
    throw refuse('total-twice', { params: { quantity }, pointer: `/data/totals/${twice}/quantity` });
}

function checkAdjustment({ adjustments }: SubState, period: string, isYearClosed: boolean): void {
  if (!isYearClosed) throw refuse('adjustment-not-needed', { params: { period }, pointer: '/data/period' });
  if (adjustments >= ADJUSTMENTS_MAX) throw refuse('too-many-adjustments', { params: { max: ADJUSTMENTS_MAX } });
}

/** The stream of what an account posts: its node's, or its organisation's when it has none. Months are those of recording. */
export const submissionStream = ({ node, org }: Actor, recordedAt: string): string =>
  monthStream(node === undefined ? { kind: 'org', id: org } : { kind: 'node', id: node }, recordedAt.slice(0, 7));

function parties(_: SubState, stream: string): Parties {
  const { kind, id } = partyOf(stream);
  return kind === 'node' ? { nodes: [id], orgs: [] } : { nodes: [], orgs: [id] };
}

export const sub = erase({
  context: 'submission',
  category: 'sub',
  zh: '报送',
  id: `(?:node|org)-${ID_PATTERN}-[0-9]{4}(?:0[1-9]|1[0-2])`,
  shown: {
    en: 'submission of a month',
    example: 'node-W430104-202603',
    statuses: {
      ABSENT: ['无报送', 'nothing yet'],
      OPEN: ['报送中', 'open'],
      DECLARED: ['已申报完整', 'declared complete'],
      CLOSED: ['已关账', 'closed'],
    },
  },
  events: subEvents,
  initial,
  reads: {
    SubmissionDeclaredComplete: 'declaration',
    PeriodClosed: 'closing',
    PeriodReopened: 'reopening',
  },
  final: true,
  evolve,
  sees,
  decide,
  parties,
});
