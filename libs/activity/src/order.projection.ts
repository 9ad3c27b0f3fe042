import { civilDateOf, type Fact } from '#kernel';
import type { Measurement } from '#read-store';
import { channelKindOf, isContact } from './contact.js';
import { withKinds } from './evidence.js';
import { nothingInvoiced, withInvoice, withRedLetter, type Invoiced } from './invoiced.published.js';
import { changed, row, type Dims, type Measure } from './measures.js';
import { orderEvents, type OrderFact, type OrderFactOf, type OrderStatus } from './order.events.js';
import { orderStatusAfter } from './order.status.js';
import { sizeServed } from './served.js';
import { conforms, progressRows, quantityRows, underEntry, type Progress } from './welfare-rows.js';
import type { WelfareTerms } from './welfare-terms.js';
import { LINKED } from './without-demand.js';

type Rated = Pick<OrderFactOf<'RatingGiven'>['data'], 'level' | 'dimensions'>;

/** An order as registers and its own page show it. Dates are civil dates, money is 分. */
export type OrderDoc = Invoiced & {
  readonly is: 'order';
  readonly status: OrderStatus;
  readonly disputedFrom: OrderStatus;
  /** What the last dispute claims. */
  readonly disputedFor?: string;
  readonly node: string;
  readonly originNode: string;
  readonly agency: string;
  readonly buyer: string;
  /** The buyer's size on the day of the order; absent where it is no enterprise that counts as served. */
  readonly size?: string;
  /** The class's 2 digits; `classCode` may be an item below it. */
  readonly class: string;
  readonly classCode: string;
  readonly welfare: string;
  readonly entry?: string;
  readonly terms?: WelfareTerms;
  readonly title: string;
  readonly customised: boolean;
  readonly demandId?: string;
  /** Why there is no demand; UNKNOWN where it was not asked. */
  readonly withoutDemand?: string;
  readonly itemId?: string;
  readonly itemVersion?: number;
  readonly priceFen: number;
  readonly placedOn: string;
  readonly acceptedOn?: string;
  readonly completedOn?: string;
  /** Once completed: by the buyer itself, not by its silence or a ruling. */
  readonly isConfirmed?: boolean;
  /** All that were recorded. */
  readonly sessions: number;
  /** Of these, those that are a service: material sent is none, nor is a session of no minutes. */
  readonly contacts: number;
  /** Minutes of these. */
  readonly minutes: number;
  readonly contracts: readonly { readonly signedFor: string; readonly fen: number }[];
  readonly paidFen: number;
  /** Number of files recorded with it, by kind. */
  readonly evidence: Readonly<Record<string, number>>;
  /** The rating as it stands; an excluded one stays visible and counts nowhere. */
  readonly rating?: Rated & { readonly on: string; readonly excluded: boolean };
  readonly flags: readonly string[];
};

const onOf = (fact: Fact): string => civilDateOf(fact.meta.occurredAt);

export function projectOrder(doc: OrderDoc | undefined, fact: Fact): OrderDoc | undefined {
  if (!Object.hasOwn(orderEvents, fact.type)) return doc;
  const known = fact as OrderFact;
  if (known.type === 'OrderPlaced') return placed(known);
  return (
    doc && {
      ...doc,
      ...detailsAfter(doc, known),
      ...flagged(doc, known),
      ...evidenced(doc, known),
      status: orderStatusAfter(doc, known),
    }
  );
}

const placed = ({ data, meta }: OrderFactOf<'OrderPlaced'>): OrderDoc => ({
  is: 'order',
  status: 'PLACED',
  disputedFrom: 'ABSENT',
  node: data.servingNode,
  originNode: data.originNode ?? data.servingNode,
  agency: data.agencyOrgId,
  buyer: data.buyerOrgId,
  ...buyerServed(data),
  class: data.classCode.slice(0, 2),
  classCode: data.classCode,
  welfare: data.welfareKind,
  ...underEntry(data),
  title: data.title,
  customised: data.customised,
  ...linksOf(data),
  priceFen: data.priceFen,
  placedOn: civilDateOf(meta.occurredAt),
  sessions: 0,
  contacts: 0,
  minutes: 0,
  contracts: [],
  ...nothingInvoiced,
  paidFen: 0,
  evidence: {},
  flags: data.flags ?? [],
});

function buyerServed({
  buyerOrgId,
  served,
  operatorOrgId,
}: OrderFactOf<'OrderPlaced'>['data']): Pick<OrderDoc, 'size'> {
  const size = sizeServed(buyerOrgId, served, [operatorOrgId]);
  return size === undefined ? {} : { size };
}

const linksOf = ({ demandId, withoutDemand, itemId, itemVersion }: OrderFactOf<'OrderPlaced'>['data']) => ({
  ...(demandId === undefined ? {} : { demandId }),
  ...(withoutDemand === undefined ? {} : { withoutDemand }),
  ...(itemId === undefined ? {} : { itemId }),
  ...(itemVersion === undefined ? {} : { itemVersion }),
});

const flagged = ({ flags }: OrderDoc, { data }: OrderFact): Pick<OrderDoc, 'flags'> => ({
  flags: 'flags' in data ? [...new Set([...flags, ...(data.flags ?? [])])] : flags,
});

const evidenced = ({ evidence }: OrderDoc, { data }: OrderFact): Pick<OrderDoc, 'evidence'> => ({
  evidence: 'evidence' in data ? withKinds(evidence, data.evidence ?? []) : evidence,
});

function detailsAfter(doc: OrderDoc, fact: OrderFact): Partial<OrderDoc> {
  switch (fact.type) {
    case 'OrderAccepted':
      return { acceptedOn: onOf(fact) };
    case 'ContractRecorded':
      return { contracts: [...doc.contracts, { signedFor: onOf(fact), fen: fact.data.amountFen }] };
    case 'SessionHeld':
      return {
        sessions: doc.sessions + 1,
        contacts: doc.contacts + (isContact(fact.data) ? 1 : 0),
        minutes: doc.minutes + (isContact(fact.data) ? fact.data.minutes : 0),
      };
    case 'InvoiceRecorded':
      return withInvoice(doc, fact.data);
    case 'InvoiceRedLettered':
      return withRedLetter(doc, fact.data);
    case 'PaymentEvidenceRecorded':
      return { paidFen: doc.paidFen + fact.data.amountFen };
    case 'OrderCompleted':
      return { completedOn: onOf(fact), isConfirmed: doc.status === 'CONFIRMED' };
    case 'OrderDisputed':
      return { disputedFrom: doc.status, disputedFor: fact.data.reasonCode };
    case 'RatingGiven':
      return { rating: { ...ratedIn(fact), on: onOf(fact), excluded: false } };
    case 'RatingRevised':
      return doc.rating === undefined
        ? {}
        : { rating: { ...ratedIn(fact), on: doc.rating.on, excluded: doc.rating.excluded } };
    case 'RatingExcluded':
      return doc.rating === undefined ? {} : { rating: { ...doc.rating, excluded: true } };
    default:
      return {};
  }
}

const ratedIn = ({ data: { level, dimensions } }: { readonly data: Rated }): Rated => ({
  level,
  ...(dimensions === undefined ? {} : { dimensions }),
});

const dimsOf = (doc: OrderDoc): Dims => ({
  node: doc.node,
  class: doc.class,
  welfare: doc.welfare,
  org: doc.buyer,
  agency: doc.agency,
});

export function measureOrder(
  fact: Fact,
  before: OrderDoc | undefined,
  after: OrderDoc | undefined,
): readonly Measurement[] {
  if (after === undefined || !Object.hasOwn(orderEvents, fact.type)) return [];
  const known = fact as OrderFact;
  return [
    ...(known.type === 'OrderPlaced' ? placedRows(after) : before === undefined ? [] : stepRows(known, before)),
    ...changed(before === undefined ? [] : standing(before), standing(after)),
  ];
}

/** What stands as long as the order does so: that its buyer rated it, and how far its welfare has come. */
function standing(doc: OrderDoc): readonly Measurement[] {
  const { completedOn, rating } = doc;
  const isRated = completedOn !== undefined && rating?.excluded === false;
  return [
    ...(isRated ? row('order-rated', 1, completedOn, dimsOf(doc)) : []),
    ...progressRows(doc, dimsOf(doc), progressOf(doc)),
  ];
}

/** Rows of the buyer as an enterprise served; none where it is none. */
const servedRow = (measure: Measure, { size }: OrderDoc, on: string, dims: Dims): readonly Measurement[] =>
  size === undefined ? [] : row(measure, 1, on, { ...dims, size });

const placedRows = (doc: OrderDoc): readonly Measurement[] =>
  row('order-placed', 1, doc.placedOn, { ...dimsOf(doc), code: doc.withoutDemand ?? LINKED });

const CALLED_OFF: readonly OrderStatus[] = ['DECLINED', 'EXPIRED', 'CANCELLED'];

function progressOf(doc: OrderDoc): Progress {
  const { status, placedOn, completedOn, isConfirmed, evidence } = doc;
  return {
    'welfare-planned': CALLED_OFF.includes(status) ? undefined : placedOn,
    'welfare-reported': completedOn,
    'welfare-delivered': completedOn,
    'welfare-accepted': isConfirmed === true ? completedOn : undefined,
    'welfare-conforming': conforms(doc, (kind) => (evidence[kind] ?? 0) > 0) ? completedOn : undefined,
  };
}

/** `doc` is the order before the fact. */
function stepRows(known: OrderFact, doc: OrderDoc): readonly Measurement[] {
  const dims = dimsOf(doc);
  const on = onOf(known);
  switch (known.type) {
    case 'OrderAccepted':
      return acceptedRows(doc, on, dims);
    case 'OrderDeclined':
      return row('order-declined', 1, on, dims);
    case 'OrderExpired':
      return row('order-expired', 1, on, dims);
    case 'ContractRecorded':
      return row('amount-contracted', known.data.amountFen, on, dims);
    case 'SessionHeld':
      return sessionRows(doc, known, dims);
    case 'InvoiceRecorded':
      return row('amount-invoiced', known.data.amountFen, on, dims);
    case 'InvoiceRedLettered':
      return row('amount-invoiced', withRedLetter(doc, known.data).invoicedFen - doc.invoicedFen, on, dims);
    case 'PaymentEvidenceRecorded':
      return row('amount-paid', known.data.amountFen, on, dims);
    case 'OrderCompleted':
      return [
        ...row('order-completed', 1, on, dims),
        ...servedRow('service-unit', doc, on, dims),
        ...quantityRows(doc, dims, on, { SESSIONS: doc.contacts, TIMES: 1, ORGS: doc.size === undefined ? 0 : 1 }),
      ];
    case 'OrderCancelled':
      return [
        ...(known.meta.actor.role === 'SME' ? lostByBuyer(doc, 'SME', dims) : []),
        ...calledOff(doc, known, dims),
      ];
    case 'OrderDisputed':
      return row('order-disputed', 1, on, { ...dims, kind: known.data.reasonCode });
    case 'DisputeResolved':
      return [
        ...row('amount-refunded', known.data.refundFen, on, dims),
        ...(isLostByRuling(doc, known) ? lostByBuyer(doc, 'RULING', dims) : []),
        ...(known.data.ruling === 'CANCEL' ? calledOff(doc, known, dims) : []),
      ];
    case 'RatingGiven':
    case 'RatingRevised':
    case 'RatingExcluded':
      return ratingRows(doc, known, dims);
    default:
      return [];
  }
}

const acceptedRows = (
  { demandId, node, originNode, customised }: OrderDoc,
  on: string,
  dims: Dims,
): readonly Measurement[] => [
  ...row('order-accepted', 1, on, dims),
  ...(demandId === undefined ? [] : row('demand-ordered', 1, on, { ...dims, code: demandId })),
  ...(originNode === node ? [] : row('order-cross-node', 1, on, { ...dims, code: originNode })),
  ...(customised ? row('order-customised', 1, on, dims) : []),
];

function sessionRows(doc: OrderDoc, fact: OrderFactOf<'SessionHeld'>, dims: Dims): readonly Measurement[] {
  if (!isContact(fact.data)) return [];
  const channel = channelKindOf(fact.data);
  const inChannel = { ...dims, channel };
  return [
    ...row('session', 1, onOf(fact), inChannel),
    ...row('contact-minutes', fact.data.minutes, onOf(fact), inChannel),
    ...(channel === 'ONLINE' ? servedRow('online-contact', doc, onOf(fact), inChannel) : []),
  ];
}

/** Called off after acceptance, and not for anything the agency did. */
const lostByBuyer = ({ acceptedOn }: OrderDoc, kind: 'SME' | 'RULING', dims: Dims): readonly Measurement[] =>
  acceptedOn === undefined ? [] : row('order-cancelled-by-buyer', 1, acceptedOn, { ...dims, kind });

/** A ruling says whose default it finds, or leaves it at what the dispute claimed. */
function isLostByRuling({ disputedFor }: OrderDoc, { data }: OrderFactOf<'DisputeResolved'>): boolean {
  const { ruling, against = disputedFor === 'BUYER_DEFAULT' ? 'BUYER' : undefined } = data;
  return ruling === 'CANCEL' && against === 'BUYER';
}

const calledOff = (doc: OrderDoc, fact: Fact, dims: Dims): readonly Measurement[] => [
  ...row('order-cancelled', 1, onOf(fact), { ...dims, kind: fact.meta.actor.role }),
  ...contractsTakenBack(doc, dims),
];

const contractsTakenBack = ({ contracts }: OrderDoc, dims: Dims): readonly Measurement[] =>
  contracts.flatMap(({ signedFor, fen }) => row('amount-contracted', -fen, signedFor, dims));

/** `doc` is the order before the fact: its rating is what a revision or exclusion takes back. */
function ratingRows(
  { rating }: OrderDoc,
  fact: OrderFactOf<'RatingGiven' | 'RatingRevised' | 'RatingExcluded'>,
  dims: Dims,
): readonly Measurement[] {
  const on = rating?.on ?? onOf(fact);
  const was = rating === undefined ? [] : ratedRows(rating, -1, on, dims);
  const is = fact.type === 'RatingExcluded' ? [] : ratedRows(fact.data, 1, on, dims);
  return [...was, ...is];
}

const ratedRows = ({ level, dimensions = {} }: Rated, sign: 1 | -1, on: string, dims: Dims) => [
  ...row('rating', sign, on, { ...dims, level: String(level) }),
  ...Object.entries(dimensions).flatMap(([code, given]) =>
    given === undefined ? [] : row('rating-respect', sign * given, on, { ...dims, code }),
  ),
];
