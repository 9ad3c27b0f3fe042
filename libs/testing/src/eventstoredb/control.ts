import type { Faults } from './faults.js';
import type { CallKind } from './open-calls.js';
import type { DoubleServer } from './server.js';
import { consumerTooSlow } from './statuses.js';

/** What a test may tell the process of a double, over the channel that a parent process has. */
export type Order =
  | { readonly order: 'faults'; readonly faults: Faults }
  | { readonly order: 'end-calls' }
  | { readonly order: 'drop-subscriptions' }
  | { readonly order: 'count-calls' };

export type CallCounts = Readonly<Record<CallKind, number>>;

/** The calls that were open when the order was carried out. */
export interface Report {
  readonly number: number;
  readonly open: CallCounts;
}

export type NumberedOrder = Order & { readonly number: number };

export function carryOut(server: DoubleServer, order: NumberedOrder): Report {
  const open = server.calls.counts();
  if (order.order === 'faults') server.faults.set(order.faults);
  if (order.order === 'end-calls') server.calls.endAll();
  if (order.order === 'drop-subscriptions') server.calls.failSubscriptions(consumerTooSlow());
  return { number: order.number, open };
}
