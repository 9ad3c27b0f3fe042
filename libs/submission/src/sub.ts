import { decideBy, erase, ID_PATTERN, type Actor, type Parties } from '#kernel';
import { monthStream, partyOf } from './month.js';
import { subEvents } from './sub.events.js';
import { subRules, subSights } from './sub.rules.js';
import { evolveSub, initialSub, type SubState } from './sub.state.js';

/** The stream of what an account posts: its node's, or its organisation's when it has none. Months are those of recording. */
export const submissionStream = ({ node, org }: Actor, recordedAt: string): string =>
  monthStream(node === undefined ? { kind: 'org', id: org } : { kind: 'node', id: node }, recordedAt.slice(0, 7));

function parties(_: SubState, stream: string): Parties {
  const { kind, id } = partyOf(stream);
  return kind === 'node' ? { nodes: [id], orgs: [] } : { nodes: [], orgs: [id] };
}

/**
 * 报送: what one party posted in one month and how it went, and whether a node's month is still open. The stream names the
 * party's kind, since a node code and an organisation's id may read the same: `sub-node-{node}-{yyyymm}`,
 * `sub-org-{org}-{yyyymm}`. Refusals are noted in the month of recording; a month is closed for what happened in it.
 */
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
  initial: initialSub,
  reads: {
    SubmissionDeclaredComplete: 'declaration',
    PeriodClosed: 'closing',
    PeriodReopened: 'reopening',
  },
  final: true,
  evolve: evolveSub,
  sees: subSights,
  decide: decideBy(subRules),
  parties,
});
