import { DAY_MS, toInstant } from '#kernel';
import type { Account } from './accounts.js';
import type { Agenda } from './agenda.js';
import { dateOf, instantMs, monthEnd, nextPosting } from './calendar.js';
import { eventIdOf, typeOn, type CloudEvent } from './cloud-event.js';
import { mistakeFor } from './mistakes.js';
import type { Random } from './random.js';

/** One thing to be told in a story. */
export interface Telling {
  readonly by: Account;
  readonly type: string;
  readonly data: object;
  /** When it happened. */
  readonly atMs: number;
  /** Whose statement it is when entered by proxy. */
  readonly onBehalfOf?: string;
  /** How long the import waits after it happened (补录). */
  readonly lagDays?: number;
}

export interface Told {
  readonly eventId: string;
  /** When the ledger, and with it everyone else, knows. */
  readonly knownMs: number;
}

export interface StoryParts {
  readonly agenda: Agenda;
  readonly stream: string;
  readonly random: Random;
  /** Streams told as one business share it. */
  readonly correlation?: string;
  /** How often a statement of a window or an agency is first posted wrongly. */
  readonly mistakeShare?: number;
}

/**
 * What happens on one stream, told in order: each statement is posted at its account's next posting time, never before what
 * it follows, and names what it follows. A mistake is posted right before or after the statement it is a mistake about.
 */
export class Story {
  #told = 0;
  #knownMs = 0;
  #last: { readonly account: string; readonly eventId: string } | undefined;

  constructor(private readonly parts: StoryParts) {}

  /** Posts at the account's next posting time. */
  tell(telling: Telling): Told {
    return this.#put(telling, this.#postingMs(telling));
  }

  /** Posts at the very moment it happens. */
  tellAt(telling: Telling): Told {
    return this.#put(telling, telling.atMs);
  }

  #put(telling: Telling, atMs: number): Told {
    const { agenda, random, mistakeShare = 0 } = this.parts;
    const { by } = telling;
    const event = this.#event(telling);
    const canErr = by.actor.role === 'WINDOW' || by.actor.role === 'AGENCY' || by.actor.role === 'SME';
    const mistake = canErr && random.chance(mistakeShare) ? mistakeFor(event, telling.type, by, random) : undefined;
    if (mistake?.place === 'before') agenda.put(atMs, by, mistake.planned);
    agenda.put(atMs, by, { event, expected: 'recorded' });
    if (mistake?.place === 'after') agenda.put(atMs, by, mistake.planned);
    this.#knownMs = atMs;
    this.#last = { account: by.actor.account, eventId: eventIdOf(event) };
    return { eventId: this.#last.eventId, knownMs: atMs };
  }

  /** When the last statement is known. */
  get knownMs(): number {
    return this.#knownMs;
  }

  #event({ by, type, data, atMs, onBehalfOf }: Telling): CloudEvent {
    const { stream, correlation = stream } = this.parts;
    this.#told += 1;
    return {
      specversion: '1.0',
      id: `${stream}/${this.#told}`,
      source: by.source,
      type: typeOn(stream, type),
      subject: stream,
      time: toInstant(atMs),
      correlationid: correlation,
      ...(this.#last === undefined ? {} : { causationid: this.#last.eventId }),
      ...(onBehalfOf === undefined ? {} : { onbehalfof: onBehalfOf }),
      data,
    };
  }

  #postingMs({ by, atMs, lagDays = 0 }: Telling): number {
    // Statements of one account and moment stay in order; what another account says must be known before.
    const follows = this.#last?.account === by.actor.account ? this.#knownMs : this.#knownMs + 1;
    const ready = Math.max(atMs + lagDays * DAY_MS, follows);
    if (!by.isMonthly) return nextPosting(by.desk, ready);
    const monthly = nextPosting(by.desk, instantMs(monthEnd(dateOf(ready)), '00:00'));
    return monthly >= ready ? monthly : nextPosting(by.desk, ready);
  }
}

/** How late an import comes: 80 % the same day, 15 % within three days, 5 % weeks later. */
export function lagDays(random: Random): number {
  const [from, to] = random.weighted([
    [[0, 0], 80],
    [[1, 3], 15],
    [[7, 25], 5],
  ] as const);
  return random.integer(from, to);
}
