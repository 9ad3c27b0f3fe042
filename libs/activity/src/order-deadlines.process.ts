import { civilDateOf, DAY_MS, msOf, toInstant, type EventType, type Fact } from '#kernel';
import type { Process } from '#process';
import { lastDayOfPeriod } from '#reference';
import { orderEvents, type OrderFact } from './order.events.js';
import { ACCEPT_WITHIN_DAYS, DEEMED_AFTER_DAYS } from './presets.js';

/** An order that waits for its agency to accept it, or for its buyer to confirm what was delivered. */
interface Waiting {
  readonly for: keyof typeof DEADLINES;
  /** Since when: a ledger instant. */
  readonly since: string;
  readonly cause: { readonly id: string; readonly correlationId: string };
  /** While a dispute is heard nothing is due. */
  readonly isDisputed?: true;
}

const DEADLINES = {
  acceptance: { type: 'OrderExpired', days: ACCEPT_WITHIN_DAYS },
  confirmation: { type: 'OrderDeemedConfirmed', days: DEEMED_AFTER_DAYS },
} as const;

/**
 * Silence counts from when the ledger knew: whoever posts late takes no days from the other side. After a dispute that is resumed
 * it counts anew.
 */
const waitingFrom = (wanted: Waiting['for'], { id, meta }: Fact): Waiting => ({
  for: wanted,
  since: meta.recordedAt > meta.occurredAt ? meta.recordedAt : meta.occurredAt,
  cause: { id, correlationId: meta.correlationId },
});

/** A period ends with its last day, at 24:00 (民法典 art. 203). */
function endOfPeriod(since: string, days: number): string {
  const last = lastDayOfPeriod(civilDateOf(since), days);
  return toInstant(msOf(`${last}T00:00:00.000+08:00`) + DAY_MS);
}

function evolve(waiting: Waiting | undefined, fact: OrderFact): Waiting | undefined {
  switch (fact.type) {
    case 'OrderPlaced':
      return waitingFrom('acceptance', fact);
    case 'OrderDelivered':
      return waitingFrom('confirmation', fact);
    case 'OrderDisputed':
      return waiting && { ...waiting, isDisputed: true };
    case 'DisputeResolved':
      return waiting !== undefined && fact.data.ruling === 'RESUME' ? waitingFrom(waiting.for, fact) : undefined;
    default:
      // What leaves the status as it is ends no waiting.
      return statusLeft(fact) ? undefined : waiting;
  }
}

const statusLeft = ({ type }: OrderFact): boolean => (orderEvents[type] as EventType).to !== undefined;

/** 超时未接单与视同确认: what an order comes to when nobody answers (domain §5.9). */
export const orderDeadlines: Process<Waiting> = {
  name: 'order-deadlines',
  version: 1,
  categories: ['ord'],
  evolve: (waiting, fact) => evolve(waiting, fact as OrderFact),
  owes: ({ for: wanted, since, cause, isDisputed }) => {
    if (isDisputed === true) return undefined;
    const { type, days } = DEADLINES[wanted];
    return { type, data: { days }, at: endOfPeriod(since, days), cause };
  },
};
