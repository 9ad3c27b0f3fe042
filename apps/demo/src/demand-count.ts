import { civilDateOf, toInstant, msOf } from '#kernel';
import { isAfterWorkingDays, OFFICE_HOURS, workingMinuteRange } from '#reference';
import type { CloudEvent } from './province/cloud-event.js';
import { slaOn } from './province/catalogue-story.js';

/** What was said of one demand. */
interface Said {
  readonly registeredAt: string;
  respondedAt?: string;
  acceptedOn?: string;
  isMatched: boolean;
  isHard: boolean;
  closed?: { readonly on: string; readonly outcome: string; readonly isOwn: boolean };
}

/** Demands as they were told of; figures are counted from the statements alone. */
export class DemandCount {
  readonly #said = new Map<string, Said>();
  readonly #forwardedOn: string[] = [];

  note({ type, subject, time, data, source }: CloudEvent): void {
    const on = civilDateOf(time);
    const name = type.split('.').at(-2);
    if (name === 'demand-registered')
      this.#said.set(subject, { registeredAt: toInstant(msOf(time)), isMatched: false, isHard: false });
    const said = this.#said.get(subject);
    if (said === undefined) return;
    if (name === 'demand-first-responded') said.respondedAt = toInstant(msOf(time));
    else if (name === 'demand-accepted') said.acceptedOn = on;
    else if (name === 'demand-matched') said.isMatched = true;
    else if (name === 'demand-match-declined') said.isMatched = false;
    else if (name === 'demand-hard-case-declared') said.isHard = true;
    else if (name === 'demand-reopened') delete said.closed;
    else if (name === 'demand-forwarded') this.#forwardedOn.push(on);
    else if (name === 'demand-closed') {
      const { outcome } = data as { readonly outcome: string };
      said.closed = { on, outcome, isOwn: source.includes(':sme-') };
    }
  }

  /** Registered on days that lie within. */
  registered(isWithin: (day: string) => boolean): number {
    return this.#asked(isWithin).length;
  }

  forwarded(isWithin: (day: string) => boolean): number {
    return this.#forwardedOn.filter(isWithin).length;
  }

  /** Working minutes to first responses that were in time or late, and how many responses were due. */
  responses(isWithin: (day: string) => boolean): {
    readonly minutes: readonly number[];
    readonly inTime: number;
    readonly due: number;
  } {
    const answers = this.#asked(isWithin).map(answerOf);
    return {
      minutes: answers.flatMap(({ minutes }) => (minutes === undefined ? [] : [minutes])),
      inTime: answers.filter(({ isInTime }) => isInTime === true).length,
      due: answers.filter(({ isOpen, isInTime }) => isOpen || isInTime !== undefined).length,
    };
  }

  accepted(isWithin: (day: string) => boolean): {
    readonly all: number;
    readonly matched: number;
    readonly closingDue: number;
    readonly metInTime: number;
    readonly unmet: number;
  } {
    const all = [...this.#said.values()].filter(({ acceptedOn = '' }) => isWithin(acceptedOn));
    const due = all.filter((said) => !isExcused(said) && !isUntold(said));
    const closed = (outcome: string) => due.filter((said) => said.closed?.outcome === outcome);
    return {
      all: all.length,
      matched: all.filter(({ isMatched }) => isMatched).length,
      closingDue: due.length,
      metInTime: closed('SATISFIED').filter((said) => isLate(said) === false).length,
      unmet: closed('UNMET').length,
    };
  }

  #asked(isWithin: (day: string) => boolean): readonly Said[] {
    return [...this.#said.values()].filter(({ registeredAt }) => isWithin(civilDateOf(registeredAt)));
  }
}

const isExcused = ({ closed }: Said): boolean => closed?.outcome === 'WITHDRAWN' && closed.isOwn;

const termsOf = ({ registeredAt }: Said) => slaOn(civilDateOf(registeredAt));

/** How long a response took, and whether it was in time: each undefined where holidays that are not announced decide. */
function answerOf(said: Said): { readonly isOpen: boolean; readonly minutes?: number; readonly isInTime?: boolean } {
  const { registeredAt, respondedAt } = said;
  if (respondedAt === undefined) return { isOpen: true };
  const { least, most } = workingMinuteRange(registeredAt, respondedAt, OFFICE_HOURS);
  const [isAtBest, isAtWorst] = [least, most].map((minutes) => minutes <= termsOf(said).firstResponseMinutes);
  return {
    isOpen: false,
    ...(least === most ? { minutes: least } : {}),
    ...(isAtBest !== undefined && isAtBest === isAtWorst ? { isInTime: isAtBest } : {}),
  };
}

/** Whether its closing was late; undefined where it is open, or where holidays that are not announced decide. */
function isLate(said: Said): boolean | undefined {
  const { closeWorkingDays, hardCaseWorkingDays } = termsOf(said);
  if (said.closed === undefined) return undefined;
  const days = said.isHard ? hardCaseWorkingDays : closeWorkingDays;
  return isAfterWorkingDays(civilDateOf(said.registeredAt), days, said.closed.on);
}

const isUntold = (said: Said): boolean => said.closed?.outcome === 'SATISFIED' && isLate(said) === undefined;
