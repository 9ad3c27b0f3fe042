import { civilDateOf } from '#kernel';
import { areMoreWorkingDays } from '#reference';
import type { Receipt } from './client.js';
import type { CloudEvent } from './province/cloud-event.js';

/** Working days after the occurrence in which a posting is timely (F25). */
const TIMELY_WORKING_DAYS = 3;

interface Fact {
  /** Civil dates. */
  readonly recordedOn: string;
  readonly happenedOn: string;
}

/** Facts of demands, orders and activities as they stand, each with the day it was recorded first. */
export class FactCount {
  readonly #facts = new Map<string, Fact>();

  note({ type, subject, time, data }: CloudEvent, { eventIds: [id = ''], recordedAt }: Receipt): void {
    if (!/^(?:dem|ord|act)-/.test(subject)) return;
    const name = type.split('.').at(-2);
    const { targetEventId = '', occurredAt } = data as {
      readonly targetEventId?: string;
      readonly occurredAt?: string;
    };
    const target = this.#facts.get(targetEventId);
    if (name === 'entry-reversed') this.#facts.delete(targetEventId);
    else if (name !== 'entry-restated')
      this.#facts.set(id, { recordedOn: civilDateOf(recordedAt), happenedOn: civilDateOf(time) });
    else if (target !== undefined && occurredAt !== undefined)
      this.#facts.set(targetEventId, { ...target, happenedOn: civilDateOf(occurredAt) });
  }

  /** F25 of facts recorded on days that lie within. */
  timeliness(isWithin: (day: string) => boolean): {
    readonly code: 'F25';
    readonly numerator: number;
    readonly denominator: number;
  } {
    const late = [...this.#facts.values()]
      .filter(({ recordedOn }) => isWithin(recordedOn))
      .map(({ happenedOn, recordedOn }) => areMoreWorkingDays(happenedOn, recordedOn, TIMELY_WORKING_DAYS))
      .filter((isLate) => isLate !== undefined);
    return { code: 'F25', numerator: late.filter((isLate) => !isLate).length, denominator: late.length };
  }
}
