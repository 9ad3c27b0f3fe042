import { msOf, requireRoom, type Rules, type Seen } from '#kernel';
import { membershipSight, nodeSight, requireMembership, requireNode } from '#network/published';
import { close, declareHard, reopen } from './demand.closing.js';
import type { DemandFact, DemandFactOf } from './demand.events.js';
import { refuse } from './demand-refusals.js';
import { register } from './demand.registering.js';
import { askersWord, named, nodesWord, requireWord } from './demand.speakers.js';
import type { Demand } from './demand.state.js';
import { DEMAND_LIMITS } from './presets.js';

function reject(demand: Demand, fact: DemandFactOf<'DemandRejected'>): void {
  requireWord(fact, nodesWord(demand));
  if (fact.data.reasonCode === 'OTHER' && fact.data.reason === undefined)
    throw refuse('demand-reason-missing', { pointer: '/data/reason' });
}

function forward(demand: Demand, fact: DemandFactOf<'DemandForwarded'>, seen: Seen): void {
  const { toNode, receivedAt } = fact.data;
  const { occurredAt, recordedAt } = fact.meta;
  requireWord(fact, nodesWord(demand));
  requireRoom(named(fact), demand.forwards, DEMAND_LIMITS.forwards);
  const pointer = '/data/toNode';
  const hub = seen.of(nodeSight(toNode));
  requireNode(hub, toNode, msOf(occurredAt), pointer);
  if (hub.kind !== 'HUB') throw refuse('demand-forward-not-to-hub', { params: { node: toNode }, pointer });
  if (demand.forwardedTo.has(toNode)) throw refuse('demand-already-forwarded', { params: { node: toNode }, pointer });
  const receivedMs = msOf(receivedAt);
  if (receivedMs < msOf(occurredAt) || receivedMs > Math.max(msOf(occurredAt), msOf(recordedAt)))
    throw refuse('demand-receipt-time-off', { params: { receivedAt, occurredAt }, pointer: '/data/receivedAt' });
}

function refer(demand: Demand, fact: DemandFactOf<'DemandReferred'>, seen: Seen): void {
  const { toNode, department } = fact.data;
  requireWord(fact, nodesWord(demand));
  requireRoom(named(fact), demand.referrals, DEMAND_LIMITS.referrals);
  const pointer = '/data/toNode';
  if ((toNode === undefined) === (department === undefined)) throw refuse('demand-referral-not-one', { pointer });
  if (toNode === undefined) return;
  if (fact.meta.actor.role !== 'HUB') throw refuse('demand-referral-by-hub', { pointer });
  if (toNode === demand.node) throw refuse('demand-already-there', { params: { node: toNode }, pointer });
  requireNode(seen.of(nodeSight(toNode)), toNode, msOf(fact.meta.occurredAt), pointer);
}

function respond(demand: Demand, fact: DemandFactOf<'DemandFirstResponded'>): void {
  const { medium } = fact.data;
  requireWord(fact, nodesWord(demand));
  if (demand.wasAnswered) throw refuse('demand-already-answered');
  if (!demand.isReachable && medium !== 'ON_SITE')
    throw refuse('demand-without-contact', { params: { medium }, pointer: '/data/medium' });
}

function match(demand: Demand, fact: DemandFactOf<'DemandMatched'>, seen: Seen): void {
  const { agencyOrgId, networkCode } = fact.data;
  requireWord(fact, nodesWord(demand));
  requireRoom(named(fact), demand.matches, DEMAND_LIMITS.matches);
  if (agencyOrgId === demand.org)
    throw refuse('demand-agency-is-asker', { params: { org: agencyOrgId }, pointer: '/data/agencyOrgId' });
  const membership = { agency: agencyOrgId, network: networkCode, code: demand.classCode };
  const seenMembership = seen.of(membershipSight(agencyOrgId, networkCode));
  requireMembership(seenMembership, membership, msOf(fact.meta.occurredAt), '/data/agencyOrgId');
}

function decline({ node, agency }: Demand, fact: DemandFactOf<'DemandMatchDeclined'>): void {
  requireWord(fact, { ...nodesWord({ node }), AGENCY: agency, proxies: [node] });
}

function comment(demand: Demand, fact: DemandFactOf<'DemandCommented'>): void {
  const { agency } = demand;
  requireWord(fact, { ...askersWord(demand), ...nodesWord(demand), ...(agency === '' ? {} : { AGENCY: agency }) });
  requireRoom(named(fact), demand.comments, DEMAND_LIMITS.comments);
}

/** The rule of each event of a demand (domain §5.8, §5.16). */
export const demandRules: Rules<Demand, DemandFact> = {
  DemandRegistered: register,
  DemandAccepted: (demand, fact) => requireWord(fact, nodesWord(demand)),
  DemandRejected: reject,
  DemandForwarded: forward,
  DemandReferred: refer,
  DemandFirstResponded: respond,
  DemandHardCaseDeclared: declareHard,
  DemandMatched: match,
  DemandMatchDeclined: decline,
  DemandClosed: close,
  DemandReopened: reopen,
  DemandCommented: comment,
};
