import { civilDateOf, msOf, toInstant } from '#kernel';
import type { CloudEvent } from './province/cloud-event.js';

/** A statement as it reads once corrections are applied. */
export interface Said {
  readonly eventId: string;
  /** Such as `order-placed`. */
  readonly name: string;
  readonly stream: string;
  /** Civil date it happened on. */
  readonly on: string;
  readonly source: string;
  readonly data: Readonly<Record<string, unknown>>;
}

interface Correction {
  readonly targetEventId: string;
  readonly replacement: Said['data'];
  readonly occurredAt?: string;
}

const dayOf = (time: string): string => civilDateOf(toInstant(msOf(time)));

/** What was recorded, with red and blue corrections applied by no code of the ledger. */
export class EffectiveStatements {
  readonly #byEvent = new Map<string, Said>();

  note({ type, subject, time, data, source }: CloudEvent, eventId: string): void {
    const name = type.split('.').at(-2) ?? '';
    if (name !== 'entry-reversed' && name !== 'entry-restated') {
      this.#byEvent.set(eventId, {
        eventId,
        name,
        stream: subject,
        on: dayOf(time),
        source,
        data: data as Said['data'],
      });
      return;
    }
    const { targetEventId, replacement, occurredAt } = data as Correction;
    const target = this.#byEvent.get(targetEventId);
    if (target === undefined) return;
    if (name === 'entry-reversed') this.#byEvent.delete(targetEventId);
    else
      this.#byEvent.set(targetEventId, {
        ...target,
        data: replacement,
        ...(occurredAt === undefined ? {} : { on: dayOf(occurredAt) }),
      });
  }

  /** In the order in which they were recorded. */
  all(): readonly Said[] {
    return [...this.#byEvent.values()];
  }
}
