import type { Rules, Seen } from '#kernel';
import { identifierKey } from './identifier.js';
import { refuse } from './network-refusals.js';
import { orgSight, requireLive } from './org.state.js';
import type { UsccFact } from './uscc.events.js';
import { codeOf, type UsccState } from './uscc.state.js';

function claimed({ data }: UsccFact, seen: Seen, stream: string) {
  const org = seen.of(orgSight(data.orgId));
  return { org, code: codeOf(stream), identifier: org.identifiers.get(identifierKey('USCC', codeOf(stream))) };
}

/** The rule of each event of a credit code. */
export const usccRules: Rules<UsccState, UsccFact> = {
  UsccBound(_, fact, seen, stream) {
    const { orgId } = fact.data;
    const { org, code, identifier } = claimed(fact, seen, stream);
    requireLive(org, orgId, '/data/orgId');
    if (identifier === undefined)
      throw refuse('identifier-not-claimed', { params: { org: orgId, identifier: code }, pointer: '/data/orgId' });
  },
  UsccReleased({ orgId: holder }, fact, seen, stream) {
    const { orgId } = fact.data;
    const { org, code, identifier } = claimed(fact, seen, stream);
    if (holder !== orgId)
      throw refuse('identifier-held-by-another', {
        params: { identifier: code, holder: holder ?? '' },
        pointer: '/data/orgId',
      });
    if (org.status === 'LIVE' && identifier?.verified === true)
      throw refuse('identifier-still-verified', { params: { org: orgId, identifier: code } });
  },
};
