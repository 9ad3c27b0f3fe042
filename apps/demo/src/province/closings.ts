import { instantMs, lastDayOf, workingDayAfter } from './calendar.js';
import { Random } from './random.js';

/** How a node's month ends. */
export interface Closing {
  /** When the node declares it complete; undefined: it does not. */
  readonly declaredMs?: number;
  readonly closedMs: number;
  /** When the authority opens it again, and when it is closed for good. */
  readonly reopenedMs?: number;
  readonly closedAgainMs?: number;
  readonly isOpen: (atMs: number) => boolean;
}

/** The closings of one node by month, `YYYY-MM`. */
export type ClosingsOf = (month: string) => Closing;

/** Closings are made late in the evening, when everyone has posted. */
const CLOSING_TIME = '22:00';
/** The working day of the next month on which the hub closes what was declared in time. */
const REGULAR_DAY = 6;
/** Working days of the next month until the node declares; late ones are closed when they have, silent ones two days after the rest. */
const DECLARED_AFTER: readonly (readonly [days: number, weight: number])[] = [
  [1, 20],
  [2, 30],
  [3, 24],
  [5, 12],
  [7, 5],
  [8, 4],
  [0, 5],
];
const REOPENED_SHARE = 0.03;
/** A year is closed with its December, and then no month of it is opened again. */
export const endsYear = (month: string): boolean => month.endsWith('-12');

/** When months are declared, closed and seldom opened again: a pure function of seed, node and month. */
export class Closings {
  readonly #known = new Map<string, Closing>();

  constructor(private readonly seed: string) {}

  of(node: string): ClosingsOf {
    return (month) => {
      const key = `${node}/${month}`;
      let closing = this.#known.get(key);
      if (closing === undefined) this.#known.set(key, (closing = closingOf(new Random(`${this.seed}/${key}`), month)));
      return closing;
    };
  }
}

function closingOf(random: Random, month: string): Closing {
  const end = lastDayOf(month);
  const declaredAfter = random.weighted(DECLARED_AFTER);
  const closedAfter = declaredAfter === 0 ? REGULAR_DAY + 2 : Math.max(REGULAR_DAY, declaredAfter);
  const closedMs = instantMs(workingDayAfter(end, closedAfter), CLOSING_TIME);
  const declared = declaredAfter === 0 ? {} : { declaredMs: instantMs(workingDayAfter(end, declaredAfter), '17:40') };
  if (endsYear(month) || !random.chance(REOPENED_SHARE))
    return { ...declared, closedMs, isOpen: (ms) => ms < closedMs };
  const reopenedAfter = closedAfter + random.integer(2, 4);
  const reopenedMs = instantMs(workingDayAfter(end, reopenedAfter), '08:45');
  const closedAgainMs = instantMs(workingDayAfter(end, reopenedAfter + 3), CLOSING_TIME);
  const isOpen = (ms: number): boolean => ms < closedMs || (reopenedMs < ms && ms < closedAgainMs);
  return { ...declared, closedMs, reopenedMs, closedAgainMs, isOpen };
}
