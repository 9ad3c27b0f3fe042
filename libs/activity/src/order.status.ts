import { statusAfter } from '#kernel';
import { orderEvents, type OrderFact, type OrderStatus } from './order.events.js';

/** The status an order has after a fact (domain §4.2). */
export function orderStatusAfter(
  { status, disputedFrom }: { readonly status: OrderStatus; readonly disputedFrom: OrderStatus },
  fact: OrderFact,
): OrderStatus {
  switch (fact.type) {
    case 'ContractRecorded':
      return status === 'IN_SERVICE' ? status : 'CONTRACTED';
    case 'DisputeResolved':
      if (fact.data.ruling === 'RESUME') return disputedFrom;
      return fact.data.ruling === 'UPHOLD' ? 'DEEMED_CONFIRMED' : 'CANCELLED';
    default:
      return statusAfter(orderEvents, status, fact.type);
  }
}
