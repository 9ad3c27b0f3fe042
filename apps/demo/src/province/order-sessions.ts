import { DAY_MS, MINUTE_MS, toInstant } from '#kernel';
import { during, workingDayAfter } from './calendar.js';
import type { OrderParts } from './order-parts.js';
import { lagDays } from './story.js';

const CHANNELS: readonly (readonly [channel: string, weight: number])[] = [
  ['1', 20],
  ['2', 10],
  ['3', 28],
  ['61', 6],
  ['62', 14],
  ['64', 17],
  ['66', 5],
];

/** Minutes, where the length was keyed wrongly. */
const KEYED_SHORT = 5;

/** The sessions of an order, and what they come to. */
export class OrderSessions {
  #count = 0;
  #minutes = 0;
  #lastEndMs = 0;

  constructor(private readonly order: OrderParts) {}

  get count(): number {
    return this.#count;
  }

  get minutes(): number {
    return this.#minutes;
  }

  get lastEndMs(): number {
    return this.#lastEndMs;
  }

  /** One to four sessions over the working days after `date`, stated by the window or by the agency. */
  hold(date: string): void {
    const { random, window, agency } = this.order;
    const by = random.chance(0.45) ? window.account : agency.account;
    const lag = lagDays(random);
    let day = date;
    for (
      let left = random.weighted([
        [1, 45],
        [2, 30],
        [3, 17],
        [4, 8],
      ]);
      left > 0;
      left -= 1
    ) {
      day = workingDayAfter(day, random.integer(1, 4));
      this.#hold(day, by, lag);
    }
  }

  /** A session's length is the whole of it, or less; one in thirty is first keyed too short and restated by the hub. */
  #hold(day: string, by: OrderParts['agency']['account'], lag: number): void {
    const { story, random, agency } = this.order;
    const startMs = during(random, day, 9, 16);
    const length = random.pick([30, 45, 60, 60, 90, 120, 180]);
    const endMs = startMs + length * MINUTE_MS;
    const minutes = length - random.pick([0, 0, 0, 5, 10]);
    const session = {
      startAt: toInstant(startMs),
      endAt: toInstant(endMs),
      channel: random.weighted(CHANNELS),
      staffIds: [`S-${agency.orgId}-${random.integer(1, 6)}`],
      minutes,
      evidence: [],
    };
    const isWrong = random.chance(0.03);
    const { eventId: targetEventId } = story.tell({
      by,
      type: 'SessionHeld',
      data: isWrong ? { ...session, minutes: KEYED_SHORT } : session,
      atMs: endMs,
      lagDays: lag,
    });
    this.#count += 1;
    this.#lastEndMs = endMs;
    const isRight = !isWrong || this.#restate({ targetEventId, replacement: session }, endMs);
    this.#minutes += isRight ? minutes : KEYED_SHORT;
  }

  /** Gives back whether it came before the month was closed. */
  #restate(correction: { readonly targetEventId: string; readonly replacement: object }, endMs: number): boolean {
    const { story, cast } = this.order;
    const atMs = Math.max(story.knownMs + MINUTE_MS, endMs + DAY_MS);
    const data = { ...correction, reason: '服务时长录入有误,按签到时间更正' };
    return story.tell({ by: cast.offices.hub, type: 'EntryRestated', data, atMs, correctsMs: endMs }).isRecorded;
  }
}
