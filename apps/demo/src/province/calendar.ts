import { civilDateOf, DAY_MS, MINUTE_MS, msOf, toInstant } from '#kernel';
import { isWorkingDay as isAnnounced } from '#reference';
import type { Random } from './random.js';

/** The day the province begins to use the ledger. */
export const FIRST_DAY = '2026-01-04';

/** What is played: the first months of 2026, and the month after them in which they are closed. */
export interface Span {
  /** `YYYY-MM`, ascending. */
  readonly months: readonly string[];
  /** The period figures are asked for: a month, the first quarter, or the year as far as it was played. */
  readonly period: string;
  readonly periodEndsOn: string;
  readonly lastDay: string;
  /** Late entries, closings and what follows from them arrive until this day. */
  readonly closingDay: string;
}

export function spanOf(count: number): Span {
  const months = Array.from({ length: count }, (_, index) => `2026-${String(index + 1).padStart(2, '0')}`);
  const lastDay = lastDayOf(months.at(-1) ?? '2026-01');
  const period = count === 1 ? '2026-01' : count === 3 ? '2026-Q1' : '2026';
  const periodEndsOn = period === '2026' ? '2026-12-31' : lastDay;
  return { months, period, periodEndsOn, lastDay, closingDay: plusDays(lastDay, 30) };
}

export const instantMs = (date: string, clock: string): number => msOf(`${date}T${clock}:00+08:00`);

export const dateOf = (ms: number): string => civilDateOf(toInstant(ms));

export const plusDays = (date: string, days: number): string => dateOf(instantMs(date, '00:00') + days * DAY_MS);

/** Working days as announced; of the year after the last announced one, weekdays after New Year's usual three days. */
export const isWorkingDay = (date: string): boolean =>
  isAnnounced(date) ?? (isWeekday(date) && date.slice(5) > '01-03');

const isWeekday = (date: string): boolean => ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());

export function daysBetween(from: string, to: string): readonly string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = plusDays(day, 1)) days.push(day);
  return days;
}

export const workingDays = (from: string, to: string): readonly string[] => daysBetween(from, to).filter(isWorkingDay);

/** The `count`-th working day after a date. */
export function workingDayAfter(date: string, count: number): string {
  let day = date;
  for (let left = count; left > 0;) {
    day = plusDays(day, 1);
    if (isWorkingDay(day)) left -= 1;
  }
  return day;
}

/** When a period of days that begins at `ms` is over: with its last day, or the first working day after where that is one of rest. */
export function periodEnds(ms: number, days: number): number {
  let day = plusDays(dateOf(ms), days);
  while (!isWorkingDay(day)) day = plusDays(day, 1);
  return instantMs(plusDays(day, 1), '00:00');
}

/** Where statements leave for the ledger, and when: an office's daily import, or an enterprise between other things. */
const DESKS = {
  authority: ['08:45'],
  hub: ['09:00'],
  enterprise: ['12:30', '21:30'],
  window: ['17:40'],
  agency: ['20:10'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type Desk = keyof typeof DESKS;

/** The desk's first posting time at or after `fromMs`. Enterprises post on any day, offices on working days. */
export function nextPosting(desk: Desk, fromMs: number): number {
  for (let date = dateOf(fromMs); ; date = plusDays(date, 1)) {
    if (desk !== 'enterprise' && !isWorkingDay(date)) continue;
    const found = DESKS[desk].map((clock) => instantMs(date, clock)).find((ms) => ms >= fromMs);
    if (found !== undefined) return found;
  }
}

/** The desk's last posting time before `endMs`. */
export function lastPosting(desk: Desk, endMs: number): number {
  for (let date = dateOf(endMs - 1); ; date = plusDays(date, -1)) {
    if (desk !== 'enterprise' && !isWorkingDay(date)) continue;
    const found = DESKS[desk].map((clock) => instantMs(date, clock)).findLast((ms) => ms < endMs);
    if (found !== undefined) return found;
  }
}

/** The month of an instant, `YYYY-MM`. */
export const monthOf = (ms: number): string => dateOf(ms).slice(0, 7);

export const lastDayOf = (month: string): string => plusDays(`${plusDays(`${month}-28`, 4).slice(0, 7)}-01`, -1);

/** The last working day of the date's month. */
export function monthEnd(date: string): string {
  let day = lastDayOf(date.slice(0, 7));
  while (!isWorkingDay(day)) day = plusDays(day, -1);
  return day;
}

/** A full minute of a day between two hours. */
export const during = (random: Random, date: string, fromHour: number, toHour: number): number =>
  instantMs(date, '00:00') + random.integer(fromHour * 60, toHour * 60 - 1) * MINUTE_MS;

const OPENS = 9 * 60;
const CLOSES = 17 * 60 + 30;

/** So many office minutes later (09:00–17:30, the noon break not counted out). */
export function officeMinutesAfter(ms: number, minutes: number): number {
  let day = dateOf(ms);
  let minute = Math.ceil((ms - instantMs(day, '00:00')) / MINUTE_MS);
  if (!isWorkingDay(day) || minute >= CLOSES) [day, minute] = [workingDayAfter(day, 1), OPENS];
  let left = minutes;
  for (minute = Math.max(minute, OPENS); minute + left >= CLOSES; minute = OPENS) {
    left -= CLOSES - minute;
    day = workingDayAfter(day, 1);
  }
  return instantMs(day, '00:00') + (minute + left) * MINUTE_MS;
}
