import { DAY_MS, toInstant } from '#kernel';
import type { Account } from './accounts.js';
import type { Agenda } from './agenda.js';
import { dateOf, instantMs, lastPosting, monthEnd, monthOf, nextPosting, periodEnds } from './calendar.js';
import { eventIdOf, typeOn, type CloudEvent, STATED } from './cloud-event.js';
import type { Closing, ClosingsOf } from './closings.js';
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
  /** Of a correction: when what it corrects happened. Nothing that follows waits for one that comes too late. */
  readonly correctsMs?: number;
  /** When the days are that it counts for, where that is not when it happened. */
  readonly countsMs?: readonly number[];
}

/** What counts for no day of a node, so that no closing is in its way. */
const UNCOUNTED: readonly string[] = [
  'ActivityScheduled',
  'OrderDelivered',
  'OrderConfirmed',
  'DemandHardCaseDeclared',
  'DemandCommented',
];

/** When the days are whose months must be open for it. */
function countedMs({ type, atMs, correctsMs, countsMs }: Telling): readonly number[] {
  if (UNCOUNTED.includes(type)) return [];
  return correctsMs === undefined ? (countsMs ?? [atMs]) : [correctsMs];
}

export interface Told {
  readonly eventId: string;
  /** When the ledger, and with it everyone else, knows. */
  readonly knownMs: number;
  /** False when the month had been closed. */
  readonly isRecorded: boolean;
}

/** What a story follows from. */
interface Cause {
  readonly account: string;
  readonly eventId: string;
}

export interface StoryParts {
  readonly agenda: Agenda;
  readonly stream: string;
  readonly random: Random;
  /** Streams told as one business share it. */
  readonly correlation?: string;
  /** How often a statement of a window or an agency is first posted wrongly. */
  readonly mistakeShare?: number;
  /** Closings of the node that reports what is told; left out: no node does. */
  readonly closings?: ClosingsOf;
  readonly cause?: Cause;
}

/** Of imports that would come after their month was closed, so many are hurried to come before. */
const HURRIED_SHARE = 0.6;

/**
 * What happens on one stream, told in order: each statement is posted at its account's next posting time, never before what
 * it follows, and names what it follows. A mistake is posted right before or after the statement it is a mistake about. What
 * comes after its month was closed is refused, and the story ends with it unless the month is opened again.
 */
export class Story {
  #told = 0;
  #knownMs = 0;
  #last: Cause | undefined;
  #closings: ClosingsOf | undefined;
  #isOver = false;

  constructor(private readonly parts: StoryParts) {
    this.#last = parts.cause;
    this.#closings = parts.closings;
  }

  /** Posts at the account's next posting time. */
  tell(telling: Telling): Told {
    if (this.#isOver) return this.#untold();
    const postingMs = this.#postingMs(telling);
    const closings = this.#closings;
    const closed = countedMs(telling)
      .map((ms) => closings?.(monthOf(ms)))
      .find((closing) => closing?.isOpen(postingMs) === false);
    return closed === undefined ? this.#put(telling, postingMs) : this.#tellClosed(telling, postingMs, closed);
  }

  /** From here on another node reports. */
  handOver(closings: ClosingsOf): void {
    this.#closings = closings;
  }

  /** Whether it ended before its time. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** A statement that is refused with a code, and corrected by telling it rightly afterwards. */
  mistake(telling: Telling, expected: string): void {
    if (this.#isOver) return;
    const event = this.#event(telling);
    this.parts.agenda.put(this.#postingMs(telling), telling.by, {
      event: { ...event, id: `${event.id}-no` },
      expected,
    });
    this.#told -= 1;
  }

  /** Posts at the very moment it happens. */
  tellAt(telling: Telling): Told {
    return this.#put(telling, telling.atMs);
  }

  /** When something would be posted that is told now. */
  postedAt(telling: Telling): number {
    return this.#postingMs(telling);
  }

  /** What the ledger states on its own, days after something became known and nobody answered; `by` looks whether it has. */
  owed(since: Told, { by, type, days }: { readonly by: Account; readonly type: string; readonly days: number }): Told {
    if (this.#isOver) return this.#untold();
    const { stream, agenda } = this.parts;
    const atMs = periodEnds(since.knownMs, days);
    const event: CloudEvent = {
      specversion: '1.0',
      id: `${since.eventId}/${type}`,
      source: 'urn:liuhen:process:order-deadlines',
      type: typeOn(stream, type),
      subject: stream,
      time: toInstant(atMs),
      data: { days },
    };
    agenda.put(atMs, by, { event, expected: STATED });
    this.#knownMs = Math.max(this.#knownMs, atMs);
    this.#last = { account: 'ledger', eventId: eventIdOf(event) };
    return { eventId: this.#last.eventId, knownMs: this.#knownMs, isRecorded: true };
  }

  #untold(): Told {
    return { eventId: this.#last?.eventId ?? '', knownMs: this.#knownMs, isRecorded: false };
  }

  /** Hurried to come before the closing; or refused, and told again when the month is opened again, if it is. */
  #tellClosed(telling: Telling, postingMs: number, closing: Closing): Told {
    const { by, atMs } = telling;
    const { agenda, random } = this.parts;
    const hurriedMs = lastPosting(by.desk, closing.closedMs);
    const isPossible = hurriedMs >= Math.max(atMs, this.#followsMs(by));
    if (isPossible && random.chance(HURRIED_SHARE)) return this.#put(telling, hurriedMs);
    const event = this.#event(telling);
    agenda.put(postingMs, by, { event, expected: 'period-closed' });
    const againMs = nextPosting(by.desk, Math.max(postingMs + 1, closing.reopenedMs ?? 0));
    if (closing.isOpen(againMs)) return this.#putEvent(event, telling, againMs);
    this.#isOver = telling.correctsMs === undefined;
    return this.#untold();
  }

  #put(telling: Telling, atMs: number): Told {
    return this.#putEvent(this.#event(telling), telling, atMs);
  }

  #putEvent(event: CloudEvent, telling: Telling, atMs: number): Told {
    const { agenda, random, mistakeShare = 0 } = this.parts;
    const { by } = telling;
    const canErr = by.actor.role === 'WINDOW' || by.actor.role === 'AGENCY' || by.actor.role === 'SME';
    const mistake = canErr && random.chance(mistakeShare) ? mistakeFor(event, telling.type, by, random) : undefined;
    if (mistake?.place === 'before') agenda.put(atMs, by, mistake.planned);
    agenda.put(atMs, by, { event, expected: 'recorded' });
    if (mistake?.place === 'after') agenda.put(atMs, by, mistake.planned);
    this.#knownMs = atMs;
    this.#last = { account: by.actor.account, eventId: eventIdOf(event) };
    return { eventId: this.#last.eventId, knownMs: atMs, isRecorded: true };
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
    const ready = Math.max(atMs + lagDays * DAY_MS, this.#followsMs(by));
    if (!by.isMonthly) return nextPosting(by.desk, ready);
    const monthly = nextPosting(by.desk, instantMs(monthEnd(dateOf(ready)), '00:00'));
    return monthly >= ready ? monthly : nextPosting(by.desk, ready);
  }

  /** Statements of one account and moment stay in order; what another account says must be known before. */
  #followsMs(by: Account): number {
    return this.#last?.account === by.actor.account ? this.#knownMs : this.#knownMs + 1;
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
