import {
  checkTogether,
  DAY_MS,
  msOf,
  requireChannel,
  requireOutsider,
  requireRoom,
  requireSpeaker,
  type Seen,
  type Speakers,
} from '#kernel';
import { organizationSight } from '#network/published';
import { refuse } from './activity-refusals.js';
import type { FlaggingRules } from './deciding.js';
import type { Flag } from './fields.js';
import { civilDayOf } from './moments.js';
import type { OrderFact, OrderFactOf } from './order.events.js';
import { recordContract, recordInvoice, recordPayment, recordRedLetter } from './order.papers.js';
import { place } from './order.placing.js';
import { agencysWord, buyersOwnWord, eithersOwnWord, named, nodesRecord, NONE } from './order.speakers.js';
import type { Order } from './order.state.js';
import { ACCEPT_WITHIN_DAYS, DEEMED_AFTER_DAYS, ORDER_LIMITS, REVISE_WITHIN_DAYS } from './presets.js';
import { requireMinutes, requireOccurrenceAtEnd, requireSpan } from './spans.js';

function holdSession(order: Order, fact: OrderFactOf<'SessionHeld'>): readonly Flag[] {
  const { startAt, endAt, channel, minutes, staffIds } = fact.data;
  requireSpeaker(fact.meta, named(fact), nodesRecord(order));
  checkTogether(
    () => requireMinutes(minutes, requireSpan(startAt, endAt, '/data/endAt')),
    () => requireOccurrenceAtEnd(fact.meta, endAt),
    () => requireChannel(channel, civilDayOf(startAt), '/data/channel'),
    () => requireRoom(named(fact), order.sessions.size, ORDER_LIMITS.sessions),
  );
  const [startMs, endMs] = [msOf(startAt), msOf(endAt)];
  const overlaps = order.sessions.some(
    (other) =>
      startMs < other.endMs && other.startMs < endMs && other.staffIds.some((staff) => staffIds.includes(staff)),
  );
  return [...(overlaps ? ['staff-overlap' as const] : []), ...(minutes === 0 ? ['zero-minutes' as const] : [])];
}

function deliver(order: Order, fact: OrderFactOf<'OrderDelivered'>): readonly Flag[] {
  requireSpeaker(fact.meta, named(fact), agencysWord(order));
  requireDelivery(order.contacts, fact.data.evidence.length);
  return NONE;
}

function requireDelivery(contacts: number, deliverables: number): void {
  if (contacts === 0 && deliverables === 0) throw refuse('nothing-delivered');
}

/** Refuses what a rule allows only `days` after `since`, and a statement that names other days than the rule. */
function requireDue(fact: OrderFactOf<'OrderExpired' | 'OrderDeemedConfirmed'>, since: string, days: number): void {
  const stated = fact.data.days;
  if (stated !== days) throw refuse('days-differ', { params: { stated, days }, pointer: '/data/days' });
  if (msOf(fact.meta.occurredAt) < msOf(since) + days * DAY_MS)
    throw refuse('not-yet-due', { params: { since, days, ...named(fact) }, pointer: '/time' });
}

function complete(order: Order, fact: OrderFactOf<'OrderCompleted'>): readonly Flag[] {
  requireSpeaker(fact.meta, named(fact), nodesRecord(order));
  // A correction may have taken out what was delivered before the buyer confirmed it.
  requireDelivery(order.contacts, order.deliverables);
  const { minutes, contractFen, invoicedFen, paidFen } = order;
  const recorded = { sessions: order.sessions.size, minutes, contractFen, invoicedFen, paidFen };
  const differing = Object.entries(recorded).filter(
    ([name, value]) => fact.data[name as keyof typeof recorded] !== value,
  );
  if (differing.length > 0)
    throw refuse('totals-differ', { params: { differences: differing.map(([name, value]) => `${name} = ${value}`) } });
  return NONE;
}

function dispute(order: Order, fact: OrderFactOf<'OrderDisputed'>): readonly Flag[] {
  requireSpeaker(fact.meta, named(fact), eithersOwnWord(order));
  requireRoom(named(fact), order.disputes, ORDER_LIMITS.disputes);
  return NONE;
}

/** Rules on a dispute. Whatever the ruling, no rating comes of it. */
function resolve(order: Order, fact: OrderFactOf<'DisputeResolved'>, seen: Seen): readonly Flag[] {
  const { ruling, refundFen } = fact.data;
  requireReview(order, fact, seen);
  if (ruling === 'UPHOLD') requireDelivery(order.contacts, order.deliverables);
  if (refundFen > order.paidFen)
    throw refuse('refund-exceeds-paid', { params: { refundFen, paidFen: order.paidFen }, pointer: '/data/refundFen' });
  return NONE;
}

/** The organisation that rules or excludes, by its own declarations. */
export const reviewerSight = ({ meta }: OrderFact) => organizationSight(meta.actor.org);

function requireReview({ buyer, agency, servingNode, originNode }: Order, fact: OrderFact, seen: Seen): void {
  const { related } = seen.of(reviewerSight(fact));
  requireOutsider(fact.meta.actor, { nodes: [servingNode, originNode], orgs: [buyer, agency] }, related);
}

function revise(order: Order, fact: OrderFactOf<'RatingRevised'>): readonly Flag[] {
  requireSpeaker(fact.meta, named(fact), buyersOwnWord(order));
  if (msOf(fact.meta.occurredAt) > msOf(order.ratedAt) + REVISE_WITHIN_DAYS * DAY_MS)
    throw refuse('rating-revision-late', { params: { days: REVISE_WITHIN_DAYS }, pointer: '/time' });
  requireRoom(named(fact), order.revisions, ORDER_LIMITS.revisions);
  return NONE;
}

const stands =
  (speakers: (order: Order) => Speakers) =>
  (order: Order, fact: OrderFact): readonly Flag[] => {
    requireSpeaker(fact.meta, named(fact), speakers(order));
    return NONE;
  };

/** The rule of each event of an order (domain §5.9, §5.16). */
export const orderRules: FlaggingRules<Order, OrderFact> = {
  OrderPlaced: place,
  OrderAccepted: stands(agencysWord),
  OrderDeclined: stands(agencysWord),
  OrderExpired: (order, fact) => (requireDue(fact, order.placedAt, ACCEPT_WITHIN_DAYS), NONE),
  ContractRecorded: recordContract,
  SessionHeld: holdSession,
  OrderDelivered: deliver,
  OrderConfirmed: stands(buyersOwnWord),
  OrderDeemedConfirmed: (order, fact) => (requireDue(fact, order.deliveredAt, DEEMED_AFTER_DAYS), NONE),
  InvoiceRecorded: recordInvoice,
  InvoiceRedLettered: recordRedLetter,
  PaymentEvidenceRecorded: recordPayment,
  OrderCompleted: complete,
  OrderCancelled: stands((order) => ({ ...eithersOwnWord(order), nodes: [], overseers: ['HUB'] })),
  OrderDisputed: dispute,
  DisputeResolved: resolve,
  RatingGiven: stands(buyersOwnWord),
  RatingRevised: revise,
  RatingExcluded: (order, fact, seen) => (requireReview(order, fact, seen), NONE),
};
