import {
  isWorkingDay,
  WORKING_CALENDAR_FROM,
  WORKING_CALENDAR_TO,
  workedByMs,
  workingDaysBetween,
  workingMinutesBetween,
  type WorkingHours,
} from './working-calendar.js';

/**
 * What can be said of working days whether or not the notice of their year is in the table: at least so many, at most so
 * many. Where no arrangement could make a difference a question is decided, else it is answered `undefined`.
 */

/** Inclusive; both ends are the same where the table knows every day. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

const DAY_MS = 86_400_000;
/**
 * Holidays take no more weekdays than these out of any four weeks, nor more than half of any longer span. The statutory days
 * off of a year are 13 (国务院令第795号, 2024), and the notices of the table took seven out of four weeks at the most.
 */
const LOST_OF_FOUR_WEEKS = 10;

const dayNumber = (date: string): number => Date.parse(date) / DAY_MS;
const dateBefore = (date: string): string => new Date(Date.parse(date) - DAY_MS).toISOString().slice(0, 10);
const earlier = (a: string, b: string): string => (a < b ? a : b);
const later = (a: string, b: string): string => (a > b ? a : b);

/** Mondays to Fridays before a day; 1969-12-29 was a Monday. */
function weekdaysBefore(day: number): number {
  const days = day + 3;
  return Math.floor(days / 7) * 5 + Math.min(days - Math.floor(days / 7) * 7, 5);
}

/** Of the days after `from` up to and including `to`, none of which the table knows. */
function unknownRange(from: string, to: string): Range {
  if (to <= from) return { least: 0, most: 0 };
  const [first, last] = [dayNumber(from) + 1, dayNumber(to)];
  const weekdays = weekdaysBefore(last + 1) - weekdaysBefore(first);
  const least = Math.max(0, Math.min(weekdays - LOST_OF_FOUR_WEEKS, Math.floor(weekdays / 2)));
  return { least, most: last - first + 1 };
}

/** Working days after `from` up to and including `to`, as `workingDaysBetween` counts them; none when `to` lies before. */
export function workingDayRange(from: string, to: string): Range {
  const exact = workingDaysBetween(from, to);
  if (exact !== undefined) return { least: Math.max(0, exact), most: Math.max(0, exact) };
  const lastBefore = dateBefore(WORKING_CALENDAR_FROM);
  const known = workingDaysBetween(
    earlier(later(from, WORKING_CALENDAR_FROM), WORKING_CALENDAR_TO),
    later(earlier(to, WORKING_CALENDAR_TO), WORKING_CALENDAR_FROM),
  );
  // The first day of the table is counted when the span begins before it.
  const first = from <= lastBefore && to > lastBefore && isWorkingDay(WORKING_CALENDAR_FROM) === true ? 1 : 0;
  const parts = [
    unknownRange(from, earlier(to, lastBefore)),
    { least: Math.max(0, known ?? 0) + first, most: Math.max(0, known ?? 0) + first },
    unknownRange(later(from, WORKING_CALENDAR_TO), to),
  ];
  return parts.reduce((sum, part) => ({ least: sum.least + part.least, most: sum.most + part.most }));
}

const decided = (isLeast: boolean, isMost: boolean): boolean | undefined => (isLeast === isMost ? isLeast : undefined);

/** Whether more than `n` working days passed after `from` up to and including `to`. */
export function areMoreWorkingDays(from: string, to: string, n: number): boolean | undefined {
  const { least, most } = workingDayRange(from, to);
  return decided(least > n, most > n);
}

/** Whether `date` lies after the last day of a period of `n` working days (> 0) that begins on `from` (`addWorkingDays`). */
export function isAfterWorkingDays(from: string, n: number, date: string): boolean | undefined {
  const { least, most } = workingDayRange(from, dateBefore(date));
  return decided(least >= n, most >= n);
}

/** Minutes of work between two ledger instants, as `workingMinutesBetween` counts them; none when `to` lies before. */
export function workingMinuteRange(from: string, to: string, hours: WorkingHours): Range {
  const exact = workingMinutesBetween(from, to, hours);
  if (exact !== undefined) return { least: Math.max(0, exact), most: Math.max(0, exact) };
  if (to <= from) return { least: 0, most: 0 };
  const [first, last] = [from.slice(0, 10), to.slice(0, 10)];
  const [begun, ended] = [workedByMs(hours, clockMsOf(from)), workedByMs(hours, clockMsOf(to))];
  const dayMs = workedByMs(hours, DAY_MS);
  if (first === last) return { least: 0, most: minutes(ended - begun) };
  const between = workingDayRange(first, dateBefore(last));
  const [firstIs, lastIs] = [isWorkingDay(first), isWorkingDay(last)];
  const ms = (days: number, isUnknownWorked: boolean): number =>
    ((firstIs ?? isUnknownWorked) ? dayMs - begun : 0) + days * dayMs + ((lastIs ?? isUnknownWorked) ? ended : 0);
  return { least: minutes(ms(between.least, false)), most: minutes(ms(between.most, true)) };
}

const minutes = (ms: number): number => Math.trunc(ms / 60_000);
const clockMsOf = (instant: string): number => Date.parse(`1970-01-01T${instant.slice(11, 23)}Z`);
