import { erase, type Fact, type NewFact, type Seen, type Sight, type View } from '#kernel';
import { identifierKey } from './identifier.js';
import { refuse } from './network-refusals.js';
import { orgSight, requireLive } from './org-state.js';
import { usccEvents, type UsccFact } from './uscc.events.js';

/**
 * One stream per 统一社会信用代码, so that a code has one holder at a time: binding it is an append to that stream, and of
 * two appends at once the expected revision lets one through. An organisation's code is verified in three steps: it is
 * claimed (`org`), bound (here), verified (`org`, which refuses while the code is not bound to it). Never corrected: a
 * wrong binding is released.
 */
export interface UsccState {
  readonly status: 'FREE' | 'BOUND';
  readonly orgId?: string;
}

const initial: UsccState = { status: 'FREE' };

function evolve(_: UsccState, fact: UsccFact): UsccState {
  return fact.type === 'UsccBound' ? { status: 'BOUND', orgId: fact.data.orgId } : initial;
}

const codeOf = (stream: string): string => stream.slice('uscc-'.length);

function decide(state: UsccState, fact: UsccFact, seen: Seen, stream: string): readonly NewFact[] {
  const { orgId } = fact.data;
  const code = codeOf(stream);
  const org = seen.of(orgSight(orgId));
  const identifier = org.identifiers.get(identifierKey('USCC', code));
  if (fact.type === 'UsccBound') {
    requireLive(org, orgId, '/data/orgId');
    if (identifier === undefined)
      throw refuse('identifier-not-claimed', { params: { org: orgId, identifier: code }, pointer: '/data/orgId' });
    return [fact];
  }
  if (state.orgId !== orgId)
    throw refuse('identifier-held-by-another', {
      params: { identifier: code, holder: state.orgId ?? '' },
      pointer: '/data/orgId',
    });
  if (org.status === 'LIVE' && identifier?.verified === true)
    throw refuse('identifier-still-verified', { params: { org: orgId, identifier: code } });
  return [fact];
}

/** Who holds a code, as the organisations' rules see it. */
const holderView: View<UsccState> = {
  name: 'network/uscc',
  initial,
  evolve: (state, fact: Fact) => evolve(state, fact as UsccFact),
};

/** The holder of a code; the code must be a well-formed one. */
export const holderOf = (code: string): Sight<UsccState> => ({ stream: `uscc-${code}`, view: holderView });

export const uscc = erase({
  context: 'network',
  category: 'uscc',
  zh: '统一社会信用代码',
  id: '[1-9ANY][0-9ABCDEFGHJKLMNPQRTUWXY]{17}',
  shown: {
    en: 'unified social credit code',
    example: '91430100MA4L16JQ9B',
    statuses: {
      FREE: ['未绑定', 'held by nobody'],
      BOUND: ['已绑定', 'held by an organisation'],
    },
  },
  events: usccEvents,
  initial,
  reads: { UsccBound: 'binding', UsccReleased: 'release' },
  final: true,
  evolve,
  sees: (fact) => [orgSight(fact.data.orgId)],
  decide,
  parties: ({ orgId }) => ({ nodes: [], orgs: orgId === undefined ? [] : [orgId] }),
});
