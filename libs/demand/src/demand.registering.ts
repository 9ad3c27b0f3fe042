import { canonical, civilDateOf, msOf, requireChannel, requireOwnNode, requireStatedClass, type Seen } from '#kernel';
import { nodeSight, organizationSight, requireNode, requireOrganization } from '#network/published';
import type { DemandFactOf, SlaTerms } from './demand.events.js';
import { refuse } from './demand-refusals.js';
import { askersWord, nodesWord, requireWord } from './demand.speakers.js';
import type { Demand } from './demand.state.js';
import { slaSight, slaTermsAt } from './sla.js';

/** Refuses a demand that nobody could have registered so; finds the terms it runs under. */
export function register(
  _demand: Demand,
  fact: DemandFactOf<'DemandRegistered'>,
  seen: Seen,
): { readonly sla?: SlaTerms } {
  const { data, meta } = fact;
  const { orgId, subjectId, originNode } = data;
  const asker = orgId ?? subjectId;
  if (asker === undefined || (orgId !== undefined && subjectId !== undefined))
    throw refuse('demand-asker-not-one', { pointer: '/data/orgId' });
  const asked = { node: originNode, org: orgId ?? '', asker };
  requireWord(fact, { ...askersWord(asked), ...nodesWord(asked) });
  requireFirstAsked(fact);
  const on = civilDateOf(meta.occurredAt);
  requireStatedClass(data, on);
  requireChannel(data.channel, on, '/data/channel');
  const atMs = msOf(meta.occurredAt);
  if (orgId !== undefined) requireOrganization(seen.of(organizationSight(orgId)), orgId, atMs, '/data/orgId');
  requireNode(seen.of(nodeSight(originNode)), originNode, atMs, '/data/originNode');
  return slaOf(fact, seen);
}

/** The hub may act for any node, but not say that another one was asked first: that node's clock would run. */
function requireFirstAsked({ data, meta }: DemandFactOf<'DemandRegistered'>): void {
  if (meta.actor.role === 'HUB') requireOwnNode(meta.actor, [data.originNode]);
}

function slaOf({ data, meta }: DemandFactOf<'DemandRegistered'>, seen: Seen): { readonly sla?: SlaTerms } {
  const sla = slaTermsAt(seen.of(slaSight), meta.occurredAt);
  if (data.sla !== undefined && (sla === undefined || canonical(data.sla) !== canonical(sla)))
    throw refuse('demand-sla-differs', { pointer: '/data/sla' });
  return sla === undefined ? {} : { sla };
}
