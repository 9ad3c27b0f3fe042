import { DAY_MS, MINUTE_MS } from '#kernel';
import type { Account } from './accounts.js';
import type { Agency } from './agencies.js';
import { dateOf, during, plusDays, periodEnds } from './calendar.js';
import type { Cast, Casting } from './cast.js';
import type { Enterprise } from './enterprises.js';
import type { ShelvedItem } from './items.js';
import type { OrderParts } from './order-parts.js';
import { OrderPapers } from './order-papers.js';
import { OrderSessions } from './order-sessions.js';
import { NETWORK } from './opening.js';
import { rate } from './rating-story.js';
import type { Random } from './random.js';
import { Story, type StoryParts, type Telling, type Told } from './story.js';
import {
  CANCEL_REASONS,
  CLASS_WEIGHTS,
  DECLINE_REASONS,
  SERVICES,
  WITHOUT_DEMAND,
  type ServiceClassCode,
} from './vocabulary.js';
import { ENTRY_OF_ORDERS } from './welfare-catalogue.js';
import type { Window } from './windows.js';

/** The demand that an order comes of, and what it settled. */
interface OrderOrigin {
  readonly demandId: string;
  readonly buyer: Enterprise;
  readonly agency: Agency;
  readonly classCode: ServiceClassCode;
  readonly window: Window;
  readonly cause: NonNullable<StoryParts['cause']>;
}

export interface OrderPlan {
  readonly id: string;
  readonly date: string;
  readonly random: Random;
  readonly origin?: OrderOrigin;
}

/** Of the orders for which the agency has an item on the shelf, so many name it. */
const ITEM_NAMED_SHARE = 0.85;

/** One order from placing to rating, or as far as it comes; gives back when it is known to be placed, if it is. */
export function tellOrder(cast: Cast, casting: Casting, { id, date, random, origin }: OrderPlan): number | undefined {
  const buyer = origin?.buyer ?? casting.buyer(date, random);
  if (buyer?.account === undefined) return undefined;
  const { agenda, mistakeShare, closings, items } = cast;
  const classCode = origin?.classCode ?? random.weighted(CLASS_WEIGHTS);
  const welfareKind = random.weighted([
    ['PUBLIC', 34],
    ['LOW_FEE', 26],
    ['VALUE_ADDED', 40],
  ] as const);
  const atMs = during(random, date, 8, 17);
  const agency = origin?.agency ?? casting.agency(classCode, random);
  const window = origin?.window ?? (random.chance(0.08) ? random.pick(cast.windows) : buyer.window);
  const item = random.chance(ITEM_NAMED_SHARE) ? items.shelvedAt({ agency, classCode, welfareKind }, atMs) : undefined;
  const follows = origin === undefined ? {} : { correlation: `dem-${origin.demandId}`, cause: origin.cause };
  const order: OrderParts = {
    cast,
    story: new Story({
      agenda,
      stream: `ord-${id}`,
      random,
      mistakeShare,
      closings: closings.of(window.code),
      ...follows,
    }),
    random,
    id,
    buyer,
    buyerAccount: buyer.account,
    agency,
    window,
    priceFen: item?.priceFen ?? priceOf(welfareKind, random),
  };
  const placed = place(order, { atMs, classCode, welfareKind, item, demandId: origin?.demandId });
  if (!placed.isRecorded) return undefined;
  const fate = random.weighted([
    ['served', 88],
    ['declined', 4],
    ['expired', 3],
    ['cancelled', 5],
  ] as const);
  if (fate === 'served') serve(order, placed);
  else end(order, placed, fate);
  return placed.knownMs;
}

const priceOf = (welfareKind: string, random: Random): number => {
  if (welfareKind === 'PUBLIC') return 0;
  return random.integer(3, welfareKind === 'LOW_FEE' ? 30 : 300) * 10_000;
};

interface Placing {
  readonly atMs: number;
  readonly classCode: ServiceClassCode;
  readonly welfareKind: string;
  readonly item: ShelvedItem | undefined;
  readonly demandId: string | undefined;
}

function place(
  { story, random, buyer, buyerAccount, agency, window, priceFen }: OrderParts,
  { atMs, classCode, welfareKind, item, demandId }: Placing,
): Told {
  const isProxy = random.chance(window.proxyShare);
  return story.tell({
    by: isProxy ? window.account : buyerAccount,
    ...(isProxy ? { onBehalfOf: buyer.orgId } : {}),
    type: 'OrderPlaced',
    atMs,
    data: {
      buyerOrgId: buyer.orgId,
      agencyOrgId: agency.orgId,
      networkCode: NETWORK,
      classCode,
      title: item?.title ?? random.pick(SERVICES[classCode].titles),
      ...(item === undefined ? {} : { itemId: item.id, itemVersion: item.version }),
      priceFen,
      welfareKind,
      ...(welfareKind === 'PUBLIC' ? { entryCode: ENTRY_OF_ORDERS } : {}),
      ...(demandId === undefined ? { withoutDemand: random.fork('demand').weighted(WITHOUT_DEMAND) } : { demandId }),
      servingNode: window.code,
      ...(window === buyer.window ? {} : { originNode: buyer.window.code }),
      customised: random.chance(0.3),
    },
  });
}

function end(order: OrderParts, placed: Told, fate: 'declined' | 'expired' | 'cancelled'): void {
  const { story, random, agency, buyerAccount } = order;
  const soonMs = placed.knownMs + random.integer(30, 600) * MINUTE_MS;
  if (fate === 'declined') {
    const data = { reason: random.pick(DECLINE_REASONS) };
    answer(order, placed, ACCEPTANCE, { by: daily(agency.account), type: 'OrderDeclined', data, atMs: soonMs });
  } else if (fate === 'expired') {
    story.owed(placed, { by: order.cast.offices.hub, ...ACCEPTANCE });
  } else {
    const accepts = random.chance(0.6);
    const isAccepted = accepts && accept(order, placed) !== undefined;
    const data = { reason: random.pick(CANCEL_REASONS) };
    const telling = { by: buyerAccount, type: 'OrderCancelled', data, atMs: story.knownMs + DAY_MS };
    if (isAccepted) story.tell(telling);
    else if (!accepts) answer(order, placed, ACCEPTANCE, telling);
  }
}

/** What an order comes to when nobody answers in time. */
const ACCEPTANCE = { type: 'OrderExpired', days: 7 };
const CONFIRMATION = { type: 'OrderDeemedConfirmed', days: 15 };

/** Tells what answers something in time; undefined when it would come too late, and the ledger has stated what that comes to. */
function answer(
  { story, cast }: OrderParts,
  since: Told,
  otherwise: { readonly type: string; readonly days: number },
  telling: Telling,
): Told | undefined {
  if (story.postedAt(telling) < periodEnds(since.knownMs, otherwise.days)) return story.tell(telling);
  story.owed(since, { by: cast.offices.hub, ...otherwise });
  return undefined;
}

/** Offices answer orders the same day, whatever rhythm their imports have. */
const daily = (account: Account): Account => ({ ...account, isMonthly: false });

function accept(order: OrderParts, placed: Told): Told | undefined {
  const atMs = placed.knownMs + order.random.magnitude(2_400) * MINUTE_MS;
  return answer(order, placed, ACCEPTANCE, { by: daily(order.agency.account), type: 'OrderAccepted', data: {}, atMs });
}

function serve(order: OrderParts, placed: Told): void {
  const { cast, story, random, agency, buyerAccount, priceFen } = order;
  const accepted = accept(order, placed);
  if (accepted === undefined) return;
  const papers = new OrderPapers(order);
  const contractMs = priceFen > 0 && random.chance(0.8) ? papers.contract(accepted.knownMs) : 0;
  const sessions = new OrderSessions(order);
  sessions.hold(dateOf(accepted.knownMs));
  const delivered = story.tell({
    by: agency.account,
    type: 'OrderDelivered',
    data: { evidence: random.chance(0.7) ? [cast.shelf.ref('DELIVERABLE', random.integer(0, 999))] : [] },
    // Nothing is delivered before its contract, however short the service was.
    atMs: Math.max(sessions.lastEndMs + random.integer(1, 96) * 30 * MINUTE_MS, contractMs + MINUTE_MS),
  });
  if (priceFen > 0) papers.bill(delivered.knownMs);
  const settled = settle(order, delivered);
  if (settled === undefined) return;
  const { minutes, count } = sessions;
  const completed = story.tell({
    by: daily(agency.account),
    type: 'OrderCompleted',
    data: { sessions: count, minutes, ...papers.totals },
    atMs: Math.max(story.knownMs, settled.told.knownMs) + 60 * MINUTE_MS,
  });
  rate({ story, random, agency, by: buyerAccount, hub: cast.offices.hub }, completed, settled.isSilent);
}

/** How the buyer takes the delivery: confirms it, says nothing, or disputes it; undefined when it ends there. */
function settle(order: OrderParts, delivered: Told): { readonly told: Told; readonly isSilent: boolean } | undefined {
  const { cast, story, random, agency, buyerAccount: by } = order;
  const { hub } = cast.offices;
  const atMs = story.knownMs + random.magnitude(9_000) * MINUTE_MS;
  const fate = random.weighted([
    ['confirmed', 84],
    ['silent', 12],
    ['disputed', agency.quality > 0.7 ? 2 : 6],
  ] as const);
  const silence = (): { readonly told: Told; readonly isSilent: boolean } => ({
    told: story.owed(delivered, { by: hub, ...CONFIRMATION }),
    isSilent: true,
  });
  if (fate === 'silent') return silence();
  const dispute = { reasonCode: 'AGENCY_DEFAULT', reason: '交付内容与约定不符' };
  const telling: Telling =
    fate === 'confirmed'
      ? { by, type: 'OrderConfirmed', data: {}, atMs }
      : { by, type: 'OrderDisputed', data: dispute, atMs };
  const deadlineMs = periodEnds(delivered.knownMs, CONFIRMATION.days);
  if (story.postedAt(telling) >= deadlineMs) return silence();
  const answered = story.tell(telling);
  if (fate === 'confirmed') return { told: answered, isSilent: false };
  const ruling = random.weighted([
    ['RESUME', 50],
    ['UPHOLD', 30],
    ['CANCEL', 20],
  ] as const);
  const ruledOn = plusDays(dateOf(story.knownMs), random.integer(3, 10));
  const told = story.tell({
    by: hub,
    type: 'DisputeResolved',
    data: { ruling, refundFen: 0, basis: '经核对合同、交付成果与双方陈述' },
    atMs: during(random, ruledOn, 7, 9),
  });
  if (ruling === 'CANCEL') return undefined;
  if (ruling === 'UPHOLD') return { told, isSilent: true };
  const confirmed = story.tell({ by, type: 'OrderConfirmed', data: {}, atMs: told.knownMs + DAY_MS });
  return { told: confirmed, isSilent: false };
}
