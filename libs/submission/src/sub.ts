import { erase, ID_PATTERN, type Actor, type NewFact, type Parties } from '#kernel';
import { refuse } from './submission-refusals.js';
import { subEvents, type SubFact } from './sub.events.js';

/**
 * 报送: what one party posted in one month and how it went. The stream names the party's kind, since a node code and an
 * organisation's id may read the same: `sub-node-{node}-{yyyymm}`, `sub-org-{org}-{yyyymm}`.
 */
interface SubState {
  readonly status: 'ABSENT' | 'OPEN';
  readonly rejections: number;
}

/** A posting program that went wild must not fill the ledger. */
const REJECTIONS_MAX = 20_000;

const initial: SubState = { status: 'ABSENT', rejections: 0 };

const evolve = ({ rejections }: SubState, _fact: SubFact): SubState => ({ status: 'OPEN', rejections: rejections + 1 });

function decide({ rejections }: SubState, fact: SubFact): readonly NewFact[] {
  if (rejections >= REJECTIONS_MAX) throw refuse('too-many-rejections', { params: { max: REJECTIONS_MAX } });
  return [fact];
}

/** The stream of what an account posts: its node's, or its organisation's when it has none. Months are those of recording. */
export const submissionStream = ({ node, org }: Actor, recordedAt: string): string =>
  `sub-${node === undefined ? `org-${org}` : `node-${node}`}-${recordedAt.slice(0, 7).replace('-', '')}`;

/** Whose submissions a stream holds. */
export function partyOf(stream: string): { readonly kind: 'node' | 'org'; readonly id: string } {
  const [, kind, id] = /^sub-(node|org)-(.+)-\d{6}$/.exec(stream) ?? [];
  if ((kind !== 'node' && kind !== 'org') || id === undefined) throw new Error(`${stream} is no submission stream`);
  return { kind, id };
}

function parties(_: SubState, stream: string): Parties {
  const { kind, id } = partyOf(stream);
  return kind === 'node' ? { nodes: [id], orgs: [] } : { nodes: [], orgs: [id] };
}

export const sub = erase({
  category: 'sub',
  zh: '报送',
  id: `(?:node|org)-${ID_PATTERN}-[0-9]{4}(?:0[1-9]|1[0-2])`,
  events: subEvents,
  initial,
  final: true,
  evolve,
  decide,
  parties,
});
