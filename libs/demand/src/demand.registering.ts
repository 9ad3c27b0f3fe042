import { canonical, civilDateOf, msOf, type Seen } from '#kernel';
import { nodeSight, organizationSight, requireNode, requireOrganization } from '#network/published';
import { channelOn, serviceClassOn } from '#reference';
import type { DemandFactOf, SlaTerms } from './demand.events.js';
import { refuse } from './demand-refusals.js';
import { requireStanding } from './demand.standing.js';
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
  requireStanding(fact, {
    ...(orgId === undefined ? {} : { SME: orgId }),
    node: originNode,
    proxy: { node: originNode, of: [asker] },
  });
  requireFirstAsked(fact);
  const on = civilDateOf(meta.occurredAt);
  requireClass(data, on);
  if (channelOn(data.channel, on) === undefined)
    throw refuse('demand-channel-not-in-force', {
      params: { code: data.channel, date: on },
      pointer: '/data/channel',
    });
  const atMs = msOf(meta.occurredAt);
  if (orgId !== undefined) requireOrganization(seen.of(organizationSight(orgId)), orgId, atMs, '/data/orgId');
  requireNode(seen.of(nodeSight(originNode)), originNode, atMs, '/data/originNode');
  return slaOf(fact, seen);
}

/** The hub may act for any node, but not say that another one was asked first: that node's clock would run. */
function requireFirstAsked({ data, meta }: DemandFactOf<'DemandRegistered'>): void {
  const { role, node = '' } = meta.actor;
  const owner = data.originNode;
  if (role === 'HUB' && node !== owner) throw refuse('demand-not-own-node', { params: { node, owner } });
}

function requireClass({ classCode: code, classReason }: DemandFactOf<'DemandRegistered'>['data'], date: string): void {
  const found = serviceClassOn(code, date);
  if (found === undefined)
    throw refuse('demand-class-not-in-force', { params: { code, date }, pointer: '/data/classCode' });
  if (found.needsReason && classReason === undefined)
    throw refuse('demand-class-reason-missing', { params: { code }, pointer: '/data/classReason' });
}

function slaOf({ data, meta }: DemandFactOf<'DemandRegistered'>, seen: Seen): { readonly sla?: SlaTerms } {
  const sla = slaTermsAt(seen.of(slaSight), meta.occurredAt);
  if (data.sla !== undefined && (sla === undefined || canonical(data.sla) !== canonical(sla)))
    throw refuse('demand-sla-differs', { pointer: '/data/sla' });
  return sla === undefined ? {} : { sla };
}
