import { DAY_MS, parsePeriod } from '#kernel';
import { refuse } from './query.js';

/** Years a ledger can have said anything about. */
const [FIRST, LAST] = [2000, 2100];
/** Changes are announced, and activities planned, so long before at most. */
const AHEAD_DAYS = 366;

interface Span {
  readonly from: string;
  readonly to: string;
}

/** First and last day of a period; refuses with period-outside-calendar. */
function spanAsked(period: string): Span {
  const span = parsePeriod(period);
  if (span === undefined) throw new Error(`${period} is no period`);
  const year = Number(span.from.slice(0, 4));
  if (year < FIRST || year > LAST)
    throw refuse('period-outside-calendar', { params: { period, first: FIRST, last: LAST }, pointer: '?period' });
  return span;
}

/**
 * First and last day of a period that has begun. What may be known ahead (`isAhead`) is answered as known for periods that begin
 * within a year. Refuses all others with period-to-come: nothing is known of them, which is not zero.
 */
export function spanBegun(period: string, today: string, isAhead: boolean): Span {
  const span = spanAsked(period);
  const latest = isAhead ? dayAfter(today, AHEAD_DAYS) : today;
  if (span.from > latest)
    throw refuse('period-to-come', { params: { period, today, days: AHEAD_DAYS }, pointer: '?period' });
  return span;
}

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
