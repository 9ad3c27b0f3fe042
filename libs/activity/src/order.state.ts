import { List, Set } from 'immutable';
import { msOf } from '#kernel';
import { isContact } from './contact.js';
import { invoiceKey, nothingInvoiced, withInvoice, withRedLetter, type Invoiced } from './invoiced.published.js';
import { type OrderFact, type OrderFactOf, type OrderStatus } from './order.events.js';
import { earlierOf, papersAfter } from './order.published.js';
import { orderStatusAfter } from './order.status.js';

/** A service order as its rules see it. Money in 分, times as ledger instants. */
export interface Order extends Invoiced {
  readonly status: OrderStatus;
  readonly buyer: string;
  readonly agency: string;
  readonly servingNode: string;
  /** The node that found the demand; the serving node where no other is named. */
  readonly originNode: string;
  readonly placedAt: string;
  /** It names an entry of the welfare catalogue, whose evidence is asked for. */
  readonly isUnderEntry: boolean;
  readonly deliveredAt: string;
  readonly completedAt: string;
  readonly ratedAt: string;
  readonly disputedFrom: OrderStatus;
  readonly sessions: List<Session>;
  /** Sessions that are a service: material sent is none, nor are sessions of no minutes until they are corrected. */
  readonly contacts: number;
  readonly deliverables: number;
  /** Contract files, invoices, red letters and bank slips recorded here. */
  readonly contracts: Set<string>;
  /** Day on which the first of them was signed; '' without any. */
  readonly contractSignedOn: string;
  readonly redLetters: Set<string>;
  readonly payments: Set<string>;
  /** The streams of its papers, see `paper.published.ts`. */
  readonly papers: Set<string>;
  readonly minutes: number;
  readonly contractFen: number;
  readonly paidFen: number;
  readonly revisions: number;
  readonly disputes: number;
}

interface Session {
  readonly startMs: number;
  readonly endMs: number;
  readonly staffIds: readonly string[];
}

export const noOrder: Order = {
  status: 'ABSENT',
  buyer: '',
  agency: '',
  servingNode: '',
  originNode: '',
  placedAt: '',
  isUnderEntry: false,
  deliveredAt: '',
  completedAt: '',
  ratedAt: '',
  disputedFrom: 'ABSENT',
  sessions: List(),
  contacts: 0,
  deliverables: 0,
  contracts: Set(),
  contractSignedOn: '',
  ...nothingInvoiced,
  redLetters: Set(),
  payments: Set(),
  papers: Set(),
  minutes: 0,
  contractFen: 0,
  paidFen: 0,
  revisions: 0,
  disputes: 0,
};

export const evolveOrder = (order: Order, fact: OrderFact): Order => ({
  ...order,
  ...detailsAfter(order, fact),
  papers: papersAfter(order.papers, fact),
  status: orderStatusAfter(order, fact),
});

/** A red letter by its own name, which is one of an invoice. */
export const redLetterKey = ({ redCode, redNumber }: OrderFactOf<'InvoiceRedLettered'>['data']): string =>
  invoiceKey({ number: redNumber, ...(redCode === undefined ? {} : { code: redCode }) });

function detailsAfter(order: Order, fact: OrderFact): Partial<Order> {
  const { occurredAt } = fact.meta;
  switch (fact.type) {
    case 'OrderPlaced':
      return placed(fact);
    case 'ContractRecorded':
      return {
        contracts: order.contracts.add(fact.data.docHash),
        contractSignedOn: earlierOf(order.contractSignedOn, fact.data.signedOn),
        contractFen: order.contractFen + fact.data.amountFen,
      };
    case 'SessionHeld':
      return held(order, fact);
    case 'OrderDelivered':
      return { deliveredAt: occurredAt, deliverables: fact.data.evidence.length };
    case 'InvoiceRecorded':
      return withInvoice(order, fact.data);
    case 'InvoiceRedLettered':
      return {
        redLetters: order.redLetters.add(redLetterKey(fact.data)),
        ...withRedLetter(order, fact.data),
      };
    case 'PaymentEvidenceRecorded':
      return {
        payments: order.payments.add(fact.data.bankSerialHash),
        paidFen: order.paidFen + fact.data.amountFen,
      };
    case 'OrderCompleted':
      return { completedAt: occurredAt };
    case 'OrderDisputed':
      return { disputedFrom: order.status, disputes: order.disputes + 1 };
    case 'RatingGiven':
      return { ratedAt: occurredAt };
    case 'RatingRevised':
      return { revisions: order.revisions + 1 };
    default:
      return {};
  }
}

const placed = ({ data, meta }: OrderFactOf<'OrderPlaced'>): Partial<Order> => ({
  buyer: data.buyerOrgId,
  agency: data.agencyOrgId,
  servingNode: data.servingNode,
  originNode: data.originNode ?? data.servingNode,
  placedAt: meta.occurredAt,
  isUnderEntry: data.entryCode !== undefined,
});

function held(order: Order, { data }: OrderFactOf<'SessionHeld'>): Partial<Order> {
  const { startAt, endAt, staffIds, minutes } = data;
  return {
    sessions: order.sessions.push({ startMs: msOf(startAt), endMs: msOf(endAt), staffIds }),
    contacts: order.contacts + (isContact(data) ? 1 : 0),
    minutes: order.minutes + minutes,
  };
}
