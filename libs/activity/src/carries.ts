import type { Dimension } from '#read-store';
import type { Measure } from './measures.js';

const ALL = ['node', 'class', 'agency', 'welfare'] as const;
const OF_ORDERS = [...ALL, 'org'] as const;
const OF_BOTH = [...ALL, 'kind'] as const;
const OF_ENTRIES = [...OF_BOTH, 'level', 'code'] as const;

/**
 * What the rows of each measure may be cut by. A dimension that only some of them have is not among them, unless the others have
 * no such thing: an order has no kind of activity, an activity may have no agency.
 */
export const CARRIES: Readonly<Record<Measure, readonly Dimension[]>> = {
  'order-placed': [...OF_ORDERS, 'code'],
  'order-declined': OF_ORDERS,
  'order-expired': OF_ORDERS,
  'order-cancelled': [...OF_ORDERS, 'kind'],
  'order-disputed': [...OF_ORDERS, 'kind'],
  'amount-refunded': OF_ORDERS,
  'order-accepted': OF_ORDERS,
  'order-cross-node': [...OF_ORDERS, 'code'],
  'order-customised': OF_ORDERS,
  'demand-ordered': [...OF_ORDERS, 'code'],
  'order-cancelled-by-buyer': [...OF_ORDERS, 'kind'],
  'order-completed': OF_ORDERS,
  'order-rated': OF_ORDERS,
  'service-unit': [...OF_BOTH, 'org', 'size'],
  'online-contact': [...OF_BOTH, 'org', 'size'],
  attendance: [...OF_BOTH, 'org', 'channel'],
  'attendance-declared': OF_BOTH,
  'attendance-unnamed': OF_BOTH,
  'activity-due': OF_BOTH,
  'activity-settled': OF_BOTH,
  'activity-held': OF_BOTH,
  session: [...OF_BOTH, 'channel'],
  'contact-minutes': OF_BOTH,
  'amount-contracted': OF_ORDERS,
  'amount-invoiced': OF_ORDERS,
  'amount-paid': OF_ORDERS,
  'welfare-planned': OF_ENTRIES,
  'welfare-reported': OF_ENTRIES,
  'welfare-delivered': OF_ENTRIES,
  'welfare-quantity': OF_ENTRIES,
  'welfare-accepted': OF_ENTRIES,
  'welfare-conforming': OF_ENTRIES,
  rating: [...OF_ORDERS, 'level'],
  'rating-respect': [...OF_ORDERS, 'code'],
};
