import { civilDateOf } from '#kernel';
import type { Receipt } from './client.js';
import type { Counted } from './counted.js';
import { DemandCount } from './demand-count.js';
import { EffectiveStatements } from './effective-statements.js';
import { FactCount } from './fact-count.js';
import type { CloudEvent } from './province/cloud-event.js';
import { ServiceCount } from './service-count.js';

interface Ordered {
  readonly demandId?: string;
  acceptedOn?: string;
}

/**
 * Counts figures of the whole province from the recorded statements, by no code of the ledger's projections and figures:
 * those of demands, which no correction touches, those of services with corrections applied, and how soon facts are posted.
 */
export class StatementCount {
  readonly #demands = new DemandCount();
  readonly #orders = new Map<string, Ordered>();
  readonly #effective = new EffectiveStatements();
  readonly #facts = new FactCount();

  note(event: CloudEvent, receipt: Receipt): void {
    this.#demands.note(event);
    this.#noteOrder(event);
    this.#effective.note(event, receipt.eventIds[0] ?? '');
    this.#facts.note(event, receipt);
  }

  /** Figures of a period, of which `to` is the last day; nothing happened before it. */
  figures(to: string): readonly Counted[] {
    const isWithin = until(to);
    const demands = this.#demands;
    const { minutes, inTime, due } = demands.responses(isWithin);
    const accepted = demands.accepted(isWithin);
    const percentile = (p: number): Counted => ({
      code: `F07-P${p}`,
      numerator: minutes.length,
      ...(minutes.length === 0 ? {} : { value: nearestRank(minutes, p) }),
    });
    return [
      { code: 'D01', numerator: demands.registered(isWithin) },
      { code: 'D02', numerator: demands.forwarded(isWithin) },
      { code: 'F07', numerator: inTime, denominator: due },
      percentile(50),
      percentile(90),
      { code: 'F08', numerator: accepted.metInTime, denominator: accepted.closingDue },
      { code: 'F08-U', numerator: accepted.unmet, denominator: accepted.closingDue },
      { code: 'F09-M', numerator: accepted.matched, denominator: accepted.all },
      this.#demandsOrdered(isWithin, accepted.all),
      ...new ServiceCount(this.#effective.all()).figures(isWithin),
      this.#facts.timeliness(isWithin),
    ];
  }

  /** F02 of the same period, by size of enterprise. */
  servicesBySize(to: string): ReadonlyMap<string, number> {
    return new ServiceCount(this.#effective.all()).bySize(until(to));
  }

  #demandsOrdered(isWithin: (day: string) => boolean, acceptedDemands: number): Counted {
    const accepted = [...this.#orders.values()].filter(({ acceptedOn = '' }) => isWithin(acceptedOn));
    const demands = new Set(accepted.flatMap(({ demandId }) => (demandId === undefined ? [] : [demandId])));
    return { code: 'F09', numerator: demands.size, denominator: acceptedDemands };
  }

  #noteOrder({ type, subject, time, data }: CloudEvent): void {
    const name = type.split('.').at(-2);
    const on = civilDateOf(time);
    if (name === 'order-placed') {
      const { demandId } = data as { readonly demandId?: string };
      this.#orders.set(subject, demandId === undefined ? {} : { demandId });
    }
    const order = this.#orders.get(subject);
    if (order !== undefined && name === 'order-accepted') order.acceptedOn = on;
  }
}

const until =
  (to: string) =>
  (day: string): boolean =>
    day !== '' && day <= to;

/** The smallest amount that at least p per cent of them do not exceed. */
function nearestRank(amounts: readonly number[], p: number): number {
  const sorted = [...amounts].sort((a, b) => a - b);
  return sorted[Math.ceil((p / 100) * sorted.length) - 1] ?? 0;
}
