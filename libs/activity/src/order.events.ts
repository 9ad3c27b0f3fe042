import {
  eventType,
  civilDate,
  fen,
  Field,
  flag,
  id,
  instant,
  integer,
  listOf,
  nested,
  oneOf,
  orderFen,
  pattern,
  sha256Hex,
  text,
  type FactOf,
} from '#kernel';
import { evidenceList, type EvidenceRef } from './evidence.js';
import {
  channelCode,
  classCode,
  entryCode,
  flagList,
  itemVersion,
  reason,
  sessionMinutes,
  welfareKind,
} from './fields.js';
import { WelfareTerms } from './welfare-terms.js';
import { WITHOUT_DEMAND, withoutKnownDemand } from './without-demand.js';

/** What is on disk of a service order (服务订单), stream `ord-{id}`. Add types and optional fields; never rename, never remove. */

class OrderPlaced {
  @Field(id) buyerOrgId: string;
  @Field(id) agencyOrgId: string;
  /** The network whose membership admits the agency. */
  @Field(id) networkCode: string;
  @Field(classCode) classCode: string;
  /** Owed where the class says nothing by itself (99). */
  @Field(text(1, 200), 'optional') classReason?: string;
  @Field(text(2, 100)) title: string;
  /** The item it takes off the shelf, and the version that is there (both or neither). */
  @Field(id, 'optional') itemId?: string;
  @Field(itemVersion, 'optional') itemVersion?: number;
  /** The demand it came of, or else why it came of none (one of the two). */
  @Field(id, 'optional') demandId?: string;
  @Field(oneOf(Object.keys(WITHOUT_DEMAND)), 'optional') withoutDemand?: string;
  /** Agreed price, 分. */
  @Field(orderFen) priceFen: number;
  @Field(welfareKind) welfareKind: string;
  /** Of the network's welfare catalogue; owed by what is PUBLIC. */
  @Field(entryCode, 'optional') entryCode?: string;
  /** Filled in by the ledger: what the entry demanded when the order was placed. */
  @Field(nested(WelfareTerms), 'optional') terms?: WelfareTerms;
  /** The node that serves (承办), and the one that found the demand where it is another. */
  @Field(id) servingNode: string;
  @Field(id, 'optional') originNode?: string;
  @Field(flag) customised: boolean;
  @Field(flagList, 'optional') flags?: string[];
}

class OrderAccepted {
  @Field(text(1, 500), 'optional') note?: string;
}

class OrderDeclined {
  @Field(reason) reason: string;
}

class OrderExpired {
  /** The days the agency had. */
  @Field(integer(1, 365)) days: number;
}

class ContractRecorded {
  @Field(
    pattern(
      '[^\\s\\u0000-\\u001f]{1,60}',
      '1–60 位合同编号,不含空白',
      'a contract number of 1 to 60 characters, no blanks',
    ),
  )
  contractNo: string;
  /** 分. */
  @Field(orderFen) amountFen: number;
  @Field(civilDate) signedOn: string;
  /** SHA-256 of the contract file. */
  @Field(sha256Hex) docHash: string;
  @Field(evidenceList(0), 'optional') evidence?: EvidenceRef[];
}

class SessionHeld {
  @Field(instant) startAt: string;
  @Field(instant) endAt: string;
  @Field(channelCode) channel: string;
  @Field(listOf(id, 1, 20)) staffIds: string[];
  @Field(id, 'optional') placeCode?: string;
  /** Minutes of contact, without preparation and travel. */
  @Field(sessionMinutes) minutes: number;
  @Field(evidenceList(0)) evidence: EvidenceRef[];
  @Field(flagList, 'optional') flags?: string[];
}

class OrderDelivered {
  /** The deliverables handed over (kind DELIVERABLE). */
  @Field(evidenceList(0)) evidence: EvidenceRef[];
}

class OrderConfirmed {
  @Field(text(1, 500), 'optional') note?: string;
}

class OrderDeemedConfirmed {
  /** The days of silence since delivery that the rule demands. */
  @Field(integer(1, 365)) days: number;
}

class InvoiceRecorded {
  @Field(oneOf(['SPECIAL', 'ORDINARY'])) kind: string;
  /** Code of an older invoice; all-electronic ones have none. */
  @Field(pattern('\\d{10}|\\d{12}', '10 或 12 位发票代码', 'an invoice code of 10 or 12 digits'), 'optional')
  code?: string;
  @Field(pattern('\\d{8}|\\d{20}', '8 或 20 位发票号码', 'an invoice number of 8 or 20 digits')) number: string;
  /** Tax included, 分. */
  @Field(orderFen) amountFen: number;
  /** 分. */
  @Field(orderFen) taxFen: number;
  @Field(civilDate) issuedOn: string;
  /** What the tax authority's check said. */
  @Field(oneOf(['VALID', 'RED_LETTERED', 'VOID', 'NOT_CHECKED'])) verification: string;
  @Field(evidenceList(0), 'optional') evidence?: EvidenceRef[];
  @Field(flagList, 'optional') flags?: string[];
}

class PaymentEvidenceRecorded {
  /** Keyed hash of the bank's serial number. */
  @Field(sha256Hex) bankSerialHash: string;
  /** 分. */
  @Field(orderFen) amountFen: number;
  @Field(id) payerOrgId: string;
  @Field(id) payeeOrgId: string;
  @Field(oneOf(['CORPORATE', 'PERSONAL'])) payerAccount: string;
  @Field(civilDate) paidOn: string;
  @Field(evidenceList(0), 'optional') evidence?: EvidenceRef[];
}

/** Sums of what stood before it; the ledger recomputes them and refuses a difference. */
class OrderCompleted {
  @Field(integer(0, 500)) sessions: number;
  @Field(integer(0, 360_000)) minutes: number;
  @Field(fen) contractFen: number;
  @Field(fen) invoicedFen: number;
  @Field(fen) paidFen: number;
}

/** Who cancels follows from who states it; before or after acceptance, from the order. */
class OrderCancelled {
  @Field(reason) reason: string;
}

class OrderDisputed {
  @Field(oneOf(['BUYER_DEFAULT', 'AGENCY_DEFAULT', 'OTHER'])) reasonCode: string;
  @Field(reason) reason: string;
}

class DisputeResolved {
  /** RESUME: back to where it was disputed. UPHOLD: delivered, counts as confirmed. CANCEL: called off. */
  @Field(oneOf(['RESUME', 'UPHOLD', 'CANCEL'])) ruling: string;
  /** What the agency pays back, 分. */
  @Field(fen) refundFen: number;
  @Field(reason) basis: string;
}

const level = integer(1, 5);

/** 非常满意 5 … 非常不满意 1. */
class RatingDimensions {
  @Field(level, 'optional') efficiency?: number;
  @Field(level, 'optional') quality?: number;
  @Field(level, 'optional') attitude?: number;
  @Field(level, 'optional') price?: number;
  @Field(level, 'optional') convenience?: number;
}

class RatingGiven {
  @Field(level) level: number;
  @Field(nested(RatingDimensions), 'optional') dimensions?: RatingDimensions;
  @Field(text(1, 500), 'optional') comment?: string;
  /** Keyed hash of the device, for the check against ballot stuffing (RF-15). */
  @Field(sha256Hex, 'optional') deviceHash?: string;
}

class RatingRevised extends RatingGiven {}

class RatingExcluded {
  @Field(oneOf(['MALICIOUS', 'MISTAKEN', 'NOT_THE_BUYER', 'OTHER'])) reasonCode: string;
  @Field(reason) basis: string;
}

/** DECLINED, EXPIRED and CANCELLED end an order; RATED and RATING_EXCLUDED are COMPLETED with a rating. */
export type OrderStatus =
  | 'ABSENT'
  | 'PLACED'
  | 'ACCEPTED'
  | 'DECLINED'
  | 'EXPIRED'
  | 'CONTRACTED'
  | 'IN_SERVICE'
  | 'DELIVERED'
  | 'CONFIRMED'
  | 'DEEMED_CONFIRMED'
  | 'DISPUTED'
  | 'COMPLETED'
  | 'RATED'
  | 'RATING_EXCLUDED'
  | 'CANCELLED';

const RUNNING = ['ACCEPTED', 'CONTRACTED', 'IN_SERVICE'] as const satisfies readonly OrderStatus[];
const SETTLED = ['CONFIRMED', 'DEEMED_CONFIRMED'] as const satisfies readonly OrderStatus[];
const BILLED = [
  ...RUNNING,
  'DELIVERED',
  ...SETTLED,
  'COMPLETED',
  'RATED',
  'RATING_EXCLUDED',
] as const satisfies readonly OrderStatus[];

const byAgency = ['AGENCY', 'WINDOW', 'HUB'] as const;
const byEitherParty = ['SME', 'AGENCY', 'WINDOW', 'HUB'] as const;

export const orderEvents = {
  OrderPlaced: eventType(OrderPlaced, {
    version: 2,
    zh: '已下单',
    by: ['SME', 'WINDOW', 'HUB'],
    from: ['ABSENT'],
    to: 'PLACED',
    upcasters: { 1: withoutKnownDemand },
  }),
  OrderAccepted: eventType(OrderAccepted, { version: 1, zh: '已接单', by: byAgency, from: ['PLACED'], to: 'ACCEPTED' }),
  OrderDeclined: eventType(OrderDeclined, { version: 1, zh: '已拒单', by: byAgency, from: ['PLACED'], to: 'DECLINED' }),
  OrderExpired: eventType(OrderExpired, { version: 1, zh: '超时未接单', by: ['HUB'], from: ['PLACED'], to: 'EXPIRED' }),
  ContractRecorded: eventType(ContractRecorded, { version: 1, zh: '合同已备案', by: byEitherParty, from: RUNNING }),
  SessionHeld: eventType(SessionHeld, {
    version: 1,
    zh: '服务过程已记录',
    by: byAgency,
    from: RUNNING,
    to: 'IN_SERVICE',
  }),
  OrderDelivered: eventType(OrderDelivered, { version: 1, zh: '已交付', by: byAgency, from: RUNNING, to: 'DELIVERED' }),
  OrderConfirmed: eventType(OrderConfirmed, {
    version: 1,
    zh: '企业已确认',
    by: ['SME'],
    from: ['DELIVERED'],
    to: 'CONFIRMED',
    seals: true,
  }),
  OrderDeemedConfirmed: eventType(OrderDeemedConfirmed, {
    version: 1,
    zh: '视同确认',
    by: ['HUB'],
    from: ['DELIVERED'],
    to: 'DEEMED_CONFIRMED',
    seals: true,
  }),
  InvoiceRecorded: eventType(InvoiceRecorded, { version: 1, zh: '发票已登记', by: byEitherParty, from: BILLED }),
  PaymentEvidenceRecorded: eventType(PaymentEvidenceRecorded, {
    version: 1,
    zh: '付款凭证已登记',
    by: byEitherParty,
    from: BILLED,
  }),
  OrderCompleted: eventType(OrderCompleted, {
    version: 1,
    zh: '已完成',
    by: byAgency,
    from: SETTLED,
    to: 'COMPLETED',
    seals: true,
  }),
  OrderCancelled: eventType(OrderCancelled, {
    version: 1,
    zh: '已取消',
    by: ['SME', 'AGENCY', 'HUB'],
    from: ['PLACED', ...RUNNING],
    to: 'CANCELLED',
  }),
  OrderDisputed: eventType(OrderDisputed, {
    version: 1,
    zh: '已申诉',
    by: ['SME', 'AGENCY'],
    from: [...RUNNING, 'DELIVERED', ...SETTLED],
    to: 'DISPUTED',
  }),
  DisputeResolved: eventType(DisputeResolved, {
    version: 1,
    zh: '申诉已处理',
    by: ['HUB', 'AUTHORITY'],
    from: ['DISPUTED'],
  }),
  RatingGiven: eventType(RatingGiven, { version: 1, zh: '已评价', by: ['SME'], from: ['COMPLETED'], to: 'RATED' }),
  RatingRevised: eventType(RatingRevised, { version: 1, zh: '已改评', by: ['SME'], from: ['RATED'] }),
  RatingExcluded: eventType(RatingExcluded, {
    version: 1,
    zh: '评价已剔除',
    by: ['HUB', 'AUTHORITY'],
    from: ['RATED'],
    to: 'RATING_EXCLUDED',
  }),
};

export type OrderFact = FactOf<typeof orderEvents>;
export type OrderFactOf<Type extends OrderFact['type']> = Extract<OrderFact, { type: Type }>;
