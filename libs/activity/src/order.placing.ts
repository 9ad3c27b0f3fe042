import { itemSight, requireFree } from '#catalogue/published';
import { demandSight } from '#demand/published';
import { checkTogether, msOf, requireSpeaker, requireStatedClass, type Seen, type Sight } from '#kernel';
import {
  isRelated,
  membershipSight,
  nodeSight,
  operatorOn,
  organizationSight,
  requireMembership,
  requireNode,
  requireOrganization,
} from '#network/published';
import { refuse } from './activity-refusals.js';
import { requireDemand, requireLinkOrReason } from './demand-link.js';
import type { Flag } from './fields.js';
import { requireItem, requireItemWithVersion } from './item-link.js';
import { civilDayOf } from './moments.js';
import type { OrderFact, OrderFactOf } from './order.events.js';
import { named } from './order.speakers.js';
import type { Order } from './order.state.js';
import { servedOn } from './served-on.js';
import { entrySights, quotedTerms, requireEntryOfPublic } from './welfare-entry.js';
import type { WelfareTerms } from './welfare-terms.js';

type Placed = OrderFactOf<'OrderPlaced'>;

/** The other streams an order's placing reads. */
export function placingSights({ data }: Placed): readonly Sight[] {
  const { buyerOrgId, agencyOrgId, networkCode, servingNode, demandId, itemId } = data;
  return [
    organizationSight(buyerOrgId),
    organizationSight(agencyOrgId),
    membershipSight(agencyOrgId, networkCode),
    nodeSight(servingNode),
    ...(demandId === undefined ? [] : [demandSight(demandId)]),
    ...(itemId === undefined ? [] : [itemSight(itemId)]),
    ...entrySights(data),
  ];
}

/** Refuses an order that nobody could have placed so, at the time it was placed. */
export function place(_order: Order, fact: Placed, seen: Seen): readonly Flag[] {
  const { data, meta } = fact;
  const { buyerOrgId, agencyOrgId, servingNode, originNode, classCode } = data;
  const proxies = originNode === undefined ? [servingNode] : [servingNode, originNode];
  requireSpeaker(meta, named(fact), { SME: buyerOrgId, proxies });
  const isOther = (): boolean => requireStatedClass(data, civilDayOf(meta.occurredAt)).needsReason;
  const atMs = msOf(meta.occurredAt);
  const buyer = seen.of(organizationSight(buyerOrgId));
  const membership = { agency: agencyOrgId, network: data.networkCode, code: classCode };
  checkTogether(
    () => requireTwo(data),
    () => requireFree(data.welfareKind, data.priceFen, '/data/priceFen'),
    () => requireEntryOfPublic(data),
    () => requireLinkOrReason(data),
    () => requireItemWithVersion(data),
    isOther,
    () => requireOrganization(buyer, buyerOrgId, atMs, '/data/buyerOrgId'),
    () => requireNode(seen.of(nodeSight(servingNode)), servingNode, atMs, '/data/servingNode'),
    () => requireMembership(seen.of(membershipSight(agencyOrgId, data.networkCode)), membership, atMs),
  );
  const agency = seen.of(organizationSight(agencyOrgId));
  return [
    ...(isRelated(buyer, agency, buyerOrgId, agencyOrgId) ? ['related-parties' as const] : []),
    ...(isOther() ? ['class-other' as const] : []),
    ...linkFlags(data, atMs, seen),
  ];
}

function requireTwo({ buyerOrgId, agencyOrgId }: Placed['data']): void {
  if (buyerOrgId === agencyOrgId)
    throw refuse('buyer-is-agency', { params: { org: buyerOrgId }, pointer: '/data/agencyOrgId' });
}

function linkFlags(data: Placed['data'], atMs: number, seen: Seen): readonly Flag[] {
  const { demandId, itemId, buyerOrgId: buyer } = data;
  return [
    ...(demandId === undefined ? [] : requireDemand(seen.of(demandSight(demandId)), { demand: demandId, buyer }, atMs)),
    ...(itemId === undefined ? [] : requireItem(seen.of(itemSight(itemId)), data, atMs)),
  ];
}

/** Quoted with an order, as of the day it was placed: what the ledger knew of the buyer and the node, and what the entry demands. */
export function orderQuotes(fact: OrderFact, seen: Seen): Readonly<Record<string, unknown>> {
  if (fact.type !== 'OrderPlaced') return {};
  const { buyerOrgId, servingNode } = fact.data;
  const date = civilDayOf(fact.meta.occurredAt);
  return {
    ...orderTerms(fact, seen),
    served: servedOn(seen.of(organizationSight(buyerOrgId)), date),
    operatorOrgId: operatorOn(seen.of(nodeSight(servingNode)), date),
  };
}

function orderTerms(fact: Placed, seen: Seen): { readonly terms?: WelfareTerms } {
  const quoted = quotedTerms(fact.data, civilDayOf(fact.meta.occurredAt), seen);
  // An order records no persons, so it could never deliver any.
  if (quoted.terms?.unit === 'PERSONS')
    throw refuse('welfare-unit-not-of-orders', {
      params: { entry: fact.data.entryCode ?? '' },
      pointer: '/data/entryCode',
    });
  return quoted;
}
