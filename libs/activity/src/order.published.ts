import { List, Set } from 'immutable';
import { viewOf, type Fact, type Sight, type View } from '#kernel';
import { isContact } from './contact.js';
import type { EvidenceRef } from './evidence.js';
import { nothingInvoiced, withInvoice, withRedLetter, type Invoiced } from './invoiced.published.js';
import { orderEvents, type OrderFact, type OrderFactOf, type OrderStatus } from './order.events.js';
import { orderStatusAfter } from './order.status.js';
import { paperFiled } from './paper.published.js';

/** An order as who pays public money for it sees it: money in 分, times as ledger instants, '' for what is not there. */
export interface OrderSeen extends Invoiced {
  readonly status: OrderStatus;
  readonly disputedFrom: OrderStatus;
  readonly buyer: string;
  readonly agency: string;
  readonly servingNode: string;
  readonly networkCode: string;
  readonly classCode: string;
  readonly itemId: string | undefined;
  /** The entry of the welfare catalogue it is under, and what that demanded when the order was placed. */
  readonly entryCode: string | undefined;
  readonly terms: OrderFactOf<'OrderPlaced'>['data']['terms'];
  readonly welfareKind: string;
  readonly priceFen: number;
  readonly contractFen: number;
  /** Civil date on which the first of its contracts was signed. */
  readonly contractSignedOn: string;
  readonly paidFen: number;
  /** Kinds of the files recorded with it. */
  readonly evidenceKinds: Set<string>;
  /** Sessions that are a service, and their minutes, as figures count them: material sent is none. */
  readonly sessions: number;
  readonly minutes: number;
  readonly placedAt: string;
  readonly completedAt: string;
  readonly ratedAt: string;
  /** By the buyer itself, not by its silence or a ruling. */
  readonly isConfirmed: boolean;
  /** By the buyer, and the rating is not excluded. */
  readonly isRated: boolean;
  /** Streams of the papers it holds, see `paperStream`. */
  readonly papers: Set<string>;
  /** Ids of the events it rests on. */
  readonly placedEvent: string;
  readonly completedEvent: string;
  readonly contractEvents: List<string>;
  /** Red letters among them. */
  readonly invoiceEvents: List<string>;
  readonly paymentEvents: List<string>;
}

const noOrder: OrderSeen = {
  status: 'ABSENT',
  disputedFrom: 'ABSENT',
  buyer: '',
  agency: '',
  servingNode: '',
  networkCode: '',
  classCode: '',
  itemId: undefined,
  entryCode: undefined,
  terms: undefined,
  welfareKind: '',
  priceFen: 0,
  contractFen: 0,
  contractSignedOn: '',
  ...nothingInvoiced,
  paidFen: 0,
  evidenceKinds: Set(),
  sessions: 0,
  minutes: 0,
  placedAt: '',
  completedAt: '',
  ratedAt: '',
  isConfirmed: false,
  isRated: false,
  papers: Set(),
  placedEvent: '',
  completedEvent: '',
  contractEvents: List(),
  invoiceEvents: List(),
  paymentEvents: List(),
};

/** What each entry adds; status, papers and evidence are told of all of them alike. */
const details = viewOf<typeof orderEvents, OrderSeen>('activity/order-details', noOrder, {
  OrderPlaced: (order, { id, data, meta }) => ({
    ...order,
    buyer: data.buyerOrgId,
    agency: data.agencyOrgId,
    servingNode: data.servingNode,
    networkCode: data.networkCode,
    classCode: data.classCode,
    itemId: data.itemId,
    entryCode: data.entryCode,
    terms: data.terms,
    welfareKind: data.welfareKind,
    priceFen: data.priceFen,
    placedAt: meta.occurredAt,
    placedEvent: id,
  }),
  ContractRecorded: (order, { id, data }) => ({
    ...order,
    contractFen: order.contractFen + data.amountFen,
    contractSignedOn: earlierOf(order.contractSignedOn, data.signedOn),
    contractEvents: order.contractEvents.push(id),
  }),
  SessionHeld: (order, { data }) =>
    isContact(data) ? { ...order, sessions: order.sessions + 1, minutes: order.minutes + data.minutes } : order,
  InvoiceRecorded: (order, { id, data }) => invoiced(order, withInvoice(order, data), id),
  InvoiceRedLettered: (order, { id, data }) => invoiced(order, withRedLetter(order, data), id),
  PaymentEvidenceRecorded: (order, { id, data }) => ({
    ...order,
    paidFen: order.paidFen + data.amountFen,
    paymentEvents: order.paymentEvents.push(id),
  }),
  OrderConfirmed: (order) => ({ ...order, isConfirmed: true }),
  // A confirmation that was disputed stands by the ruling then.
  DisputeResolved: (order, { data }) => ({ ...order, isConfirmed: order.isConfirmed && data.ruling === 'RESUME' }),
  OrderDisputed: (order) => ({ ...order, disputedFrom: order.status }),
  OrderCompleted: (order, { id, meta }) => ({ ...order, completedAt: meta.occurredAt, completedEvent: id }),
  RatingGiven: (order, { meta }) => ({ ...order, ratedAt: meta.occurredAt, isRated: true }),
  RatingExcluded: (order) => ({ ...order, isRated: false }),
});

const invoiced = (order: OrderSeen, after: Invoiced, event: string): OrderSeen => ({
  ...order,
  ...after,
  invoiceEvents: order.invoiceEvents.push(event),
});

/** The earlier of two civil dates, of which the first may be missing. */
export const earlierOf = (known: string, date: string): string => (known === '' || date < known ? date : known);

function evolve(order: OrderSeen, fact: Fact): OrderSeen {
  if (!Object.hasOwn(orderEvents, fact.type)) return order;
  const known = fact as OrderFact;
  return {
    ...details.evolve(order, known),
    status: orderStatusAfter(order, known),
    evidenceKinds: order.evidenceKinds.union(evidenceOf(known).map(({ kind }) => kind)),
    papers: papersAfter(order.papers, known),
  };
}

export function papersAfter(papers: Set<string>, fact: OrderFact): Set<string> {
  const filed = paperFiled(fact);
  return filed === undefined ? papers : papers.add(filed);
}

const evidenceOf = ({ data }: OrderFact): readonly Pick<EvidenceRef, 'kind'>[] =>
  'evidence' in data ? (data.evidence ?? []) : [];

const view: View<OrderSeen> = { name: 'activity/order', initial: noOrder, evolve };

/** An order by its id, the part behind `ord-`. */
export const orderSight = (id: string): Sight<OrderSeen> => ({ stream: `ord-${id}`, view });
