import {
  agencyId,
  channelCode,
  classCode,
  classReason,
  entryCode,
  eventType,
  fen,
  Field,
  flag,
  id,
  instant,
  integer,
  nested,
  networkCode,
  nodeCode,
  oneOf,
  orderFen,
  orgId,
  reason,
  staffIds,
  text,
  version,
  welfareKind,
  type FactOf,
} from '#kernel';
import { evidenceList, type EvidenceRef } from './evidence.js';
import { EARLY_PAPER, flagList, PLACING_FLAGS, sessionMinutes } from './fields.js';
import { DisputeResolved, OrderDisputed } from './order.dispute-payloads.js';
import {
  ContractRecorded,
  InvoiceRecorded,
  InvoiceRedLettered,
  PaymentEvidenceRecorded,
} from './order.paper-payloads.js';
import { RatingExcluded, RatingGiven, RatingRevised } from './order.rating-payloads.js';
import { operatorOrgId, servedOrg, type ServedOrg } from './served.js';
import { WelfareTerms } from './welfare-terms.js';
import { WITHOUT_DEMAND, withoutKnownDemand } from './without-demand.js';

/** What is on disk of a service order (服务订单), stream `ord-{id}`. Add types and optional fields; never rename, never remove. */

class OrderPlaced {
  @Field(orgId.as('买方企业', 'the enterprise that buys', 'E00001')) buyerOrgId: string;
  @Field(agencyId) agencyOrgId: string;
  @Field(networkCode) networkCode: string;
  @Field(classCode) classCode: string;
  @Field(classReason, 'optional') classReason?: string;
  @Field(text(2, 100).as('服务名称', 'title', '知识产权贯标辅导')) title: string;
  @Field(
    id.as(
      '所选服务产品(item-{编号}),与版本同填',
      'the item it takes off the shelf, as in item-{id}; with its version or not at all',
      'IT00001',
    ),
    'optional',
  )
  itemId?: string;
  @Field(version.as('服务产品在架版本', 'the version of the item that is on the shelf', 1), 'optional')
  itemVersion?: number;
  @Field(
    id.as(
      '所依据的需求(dem-{编号});没有需求则填 withoutDemand',
      'the demand it came of, as in dem-{id}; else withoutDemand',
      'D26-00001',
    ),
    'optional',
  )
  demandId?: string;
  @Field(oneOf(WITHOUT_DEMAND).instead('demandId'), 'optional') withoutDemand?: string;
  @Field(orderFen.as('协议价', 'agreed price')) priceFen: number;
  @Field(welfareKind) welfareKind: string;
  @Field(entryCode, 'optional') entryCode?: string;
  @Field(servedOrg, 'optional') served?: ServedOrg;
  @Field(operatorOrgId, 'optional') operatorOrgId?: string;
  @Field(
    nested(WelfareTerms)
      .as('下单时清单条目的要求', 'what the catalogue entry demanded when the order was placed')
      .byLedger(),
    'optional',
  )
  terms?: WelfareTerms;
  @Field(nodeCode.as('承办节点', 'the node that serves', 'W430104')) servingNode: string;
  @Field(
    nodeCode.as('发现需求的节点,与承办节点不同时填', 'the node that found the demand, where it is another', 'W430105'),
    'optional',
  )
  originNode?: string;
  @Field(flag.as('是否为定制服务', 'whether it is made to measure')) customised: boolean;
  @Field(flagList, 'optional') flags?: string[];
}

class OrderAccepted {
  @Field(text(1, 500).as('说明', 'note', '三个工作日内联系企业'), 'optional') note?: string;
}

class OrderDeclined {
  @Field(reason) reason: string;
}

class OrderExpired {
  @Field(integer(1, 365).as('机构应答期限,日', 'days the agency had', 7)) days: number;
}

class SessionHeld {
  @Field(instant.as('本次服务开始时间', 'when the session began', '2026-03-05T09:00:00+08:00')) startAt: string;
  @Field(instant.as('本次服务结束时间', 'when the session ended', '2026-03-05T11:00:00+08:00')) endAt: string;
  @Field(channelCode) channel: string;
  @Field(staffIds(20)) staffIds: string[];
  @Field(id.as('服务地点编号,由机构自定', 'place of the session, an id of the agency', 'P01'), 'optional')
  placeCode?: string;
  @Field(sessionMinutes) minutes: number;
  @Field(evidenceList(0).as('服务过程佐证', 'evidence of the session')) evidence: EvidenceRef[];
  @Field(flagList, 'optional') flags?: string[];
}

class OrderDelivered {
  @Field(evidenceList(0).as('交付成果(种类 DELIVERABLE)', 'the deliverables handed over (kind DELIVERABLE)'))
  evidence: EvidenceRef[];
}

class OrderConfirmed {
  @Field(text(1, 500).as('确认意见', 'what the enterprise says to it', '按约完成'), 'optional') note?: string;
}

class OrderDeemedConfirmed {
  @Field(
    integer(1, 365).as('规则要求的交付后无异议日数,日', 'days of silence since delivery that the rule demands', 15),
  )
  days: number;
}

/** Sums of all that stood before it, also of sessions that are no contact; the ledger recomputes them and refuses a difference. */
class OrderCompleted {
  @Field(integer(0, 500).as('已登记的服务过程数,次', 'sessions recorded', 2)) sessions: number;
  @Field(integer(0, 360_000).as('已登记的时长合计,分钟,含刊物、信函', 'minutes recorded, of material sent too', 240))
  minutes: number;
  @Field(fen.as('合同金额合计', 'sum of the contracts')) contractFen: number;
  @Field(fen.as('开票金额合计', 'sum of the invoices')) invoicedFen: number;
  @Field(fen.as('付款金额合计', 'sum of the payments')) paidFen: number;
}

/** Who cancels follows from who states it; before or after acceptance, from the order. */
class OrderCancelled {
  @Field(reason) reason: string;
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
const byClock = { version: 1, by: ['HUB', 'LEDGER'], inOwnName: true } as const;
const byReviewer = { version: 1, by: ['HUB', 'AUTHORITY'], inOwnName: true, later: true } as const;

export const orderEvents = {
  OrderPlaced: eventType(OrderPlaced, {
    version: 2,
    zh: '已下单',
    by: ['SME', 'WINDOW', 'HUB'],
    from: ['ABSENT'],
    to: 'PLACED',
    flags: PLACING_FLAGS,
    upcasters: { 1: withoutKnownDemand },
  }),
  OrderAccepted: eventType(OrderAccepted, { version: 1, zh: '已接单', by: byAgency, from: ['PLACED'], to: 'ACCEPTED' }),
  OrderDeclined: eventType(OrderDeclined, {
    version: 1,
    zh: '已拒单',
    by: byAgency,
    from: ['PLACED'],
    to: 'DECLINED',
    later: true,
  }),
  OrderExpired: eventType(OrderExpired, {
    ...byClock,
    zh: '超时未接单',
    from: ['PLACED'],
    to: 'EXPIRED',
    later: true,
  }),
  ContractRecorded: eventType(ContractRecorded, {
    version: 1,
    zh: '合同已备案',
    by: byEitherParty,
    from: RUNNING,
    flags: EARLY_PAPER,
  }),
  SessionHeld: eventType(SessionHeld, {
    version: 1,
    zh: '服务过程已记录',
    by: byAgency,
    from: RUNNING,
    to: 'IN_SERVICE',
    flags: { 'zero-minutes': 'Q06', 'staff-overlap': 'Q08' },
    moments: ({ startAt }) => [{ pointer: '/startAt', at: startAt }],
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
    ...byClock,
    zh: '视同确认',
    from: ['DELIVERED'],
    to: 'DEEMED_CONFIRMED',
    seals: true,
  }),
  InvoiceRecorded: eventType(InvoiceRecorded, {
    version: 1,
    zh: '发票已登记',
    by: byEitherParty,
    from: BILLED,
    flags: { 'invoice-over-contract': 'Q08', ...EARLY_PAPER },
  }),
  InvoiceRedLettered: eventType(InvoiceRedLettered, {
    version: 1,
    zh: '发票已红冲',
    by: byEitherParty,
    from: [...BILLED, 'DISPUTED', 'CANCELLED'],
    later: true,
    flags: EARLY_PAPER,
  }),
  PaymentEvidenceRecorded: eventType(PaymentEvidenceRecorded, {
    version: 1,
    zh: '付款凭证已登记',
    by: byEitherParty,
    from: BILLED,
    flags: EARLY_PAPER,
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
    later: true,
  }),
  OrderDisputed: eventType(OrderDisputed, {
    version: 1,
    zh: '已申诉',
    by: ['SME', 'AGENCY'],
    from: [...RUNNING, 'DELIVERED', ...SETTLED],
    to: 'DISPUTED',
  }),
  DisputeResolved: eventType(DisputeResolved, {
    ...byReviewer,
    zh: '申诉已处理',
    from: ['DISPUTED'],
  }),
  RatingGiven: eventType(RatingGiven, {
    version: 1,
    zh: '已评价',
    by: ['SME'],
    from: ['COMPLETED'],
    to: 'RATED',
    later: true,
  }),
  RatingRevised: eventType(RatingRevised, {
    version: 1,
    zh: '已改评',
    by: ['SME'],
    from: ['RATED'],
    later: true,
    inSequence: true,
  }),
  RatingExcluded: eventType(RatingExcluded, {
    ...byReviewer,
    zh: '评价已剔除',
    from: ['RATED'],
    to: 'RATING_EXCLUDED',
  }),
};

export type OrderFact = FactOf<typeof orderEvents>;
export type OrderFactOf<Type extends OrderFact['type']> = Extract<OrderFact, { type: Type }>;
