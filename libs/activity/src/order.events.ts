import { eventType, type FactOf } from '#kernel';
import {
  OrderPlaced,
  OrderAccepted,
  OrderDeclined,
  OrderExpired,
  ContractRecorded,
  SessionHeld,
  OrderDelivered,
  OrderConfirmed,
  OrderDeemedConfirmed,
  InvoiceRecorded,
  PaymentEvidenceRecorded,
  OrderCompleted,
  OrderCancelled,
  OrderDisputed,
  DisputeResolved,
  RatingGiven,
  RatingRevised,
  RatingExcluded,
} from './order.payloads.js';

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
  OrderPlaced: eventType(OrderPlaced, { version: 1, zh: '已下单', by: ['SME', 'WINDOW', 'HUB'], from: ['ABSENT'] }),
  OrderAccepted: eventType(OrderAccepted, { version: 1, zh: '已接单', by: byAgency, from: ['PLACED'] }),
  OrderDeclined: eventType(OrderDeclined, { version: 1, zh: '已拒单', by: byAgency, from: ['PLACED'] }),
  OrderExpired: eventType(OrderExpired, { version: 1, zh: '超时未接单', by: ['HUB'], from: ['PLACED'] }),
  ContractRecorded: eventType(ContractRecorded, { version: 1, zh: '合同已备案', by: byEitherParty, from: RUNNING }),
  SessionHeld: eventType(SessionHeld, { version: 1, zh: '服务过程已记录', by: byAgency, from: RUNNING }),
  OrderDelivered: eventType(OrderDelivered, { version: 1, zh: '已交付', by: byAgency, from: RUNNING }),
  OrderConfirmed: eventType(OrderConfirmed, {
    version: 1,
    zh: '企业已确认',
    by: ['SME'],
    from: ['DELIVERED'],
    seals: true,
  }),
  OrderDeemedConfirmed: eventType(OrderDeemedConfirmed, {
    version: 1,
    zh: '视同确认',
    by: ['HUB'],
    from: ['DELIVERED'],
    seals: true,
  }),
  InvoiceRecorded: eventType(InvoiceRecorded, { version: 1, zh: '发票已登记', by: byEitherParty, from: BILLED }),
  PaymentEvidenceRecorded: eventType(PaymentEvidenceRecorded, {
    version: 1,
    zh: '付款凭证已登记',
    by: byEitherParty,
    from: BILLED,
  }),
  OrderCompleted: eventType(OrderCompleted, { version: 1, zh: '已完成', by: byAgency, from: SETTLED, seals: true }),
  OrderCancelled: eventType(OrderCancelled, {
    version: 1,
    zh: '已取消',
    by: ['SME', 'AGENCY', 'HUB'],
    from: ['PLACED', ...RUNNING],
  }),
  OrderDisputed: eventType(OrderDisputed, {
    version: 1,
    zh: '已申诉',
    by: ['SME', 'AGENCY'],
    from: [...RUNNING, 'DELIVERED', ...SETTLED],
  }),
  DisputeResolved: eventType(DisputeResolved, {
    version: 1,
    zh: '申诉已处理',
    by: ['HUB', 'AUTHORITY'],
    from: ['DISPUTED'],
  }),
  RatingGiven: eventType(RatingGiven, { version: 1, zh: '已评价', by: ['SME'], from: ['COMPLETED'] }),
  RatingRevised: eventType(RatingRevised, { version: 1, zh: '已改评', by: ['SME'], from: ['RATED'] }),
  RatingExcluded: eventType(RatingExcluded, {
    version: 1,
    zh: '评价已剔除',
    by: ['HUB', 'AUTHORITY'],
    from: ['RATED'],
  }),
};

export type OrderFact = FactOf<typeof orderEvents>;
export type OrderFactOf<Type extends OrderFact['type']> = Extract<OrderFact, { type: Type }>;
