import { civilDateOf, DAY_MS, MINUTE_MS, msOf, toInstant } from '#kernel';
import type { Random } from './random.js';

/** The quarter that is played, and the days that are played of it. */
export const QUARTER = '2026-Q1';
export const FIRST_DAY = '2026-01-04';
export const LAST_DAY = '2026-03-31';
/** Late entries of the quarter arrive until this day. */
export const CLOSING_DAY = '2026-04-15';

/** New Year, Spring Festival and Qingming of 2026, first and last days. */
const HOLIDAYS: readonly (readonly [from: string, to: string])[] = [
  ['2026-01-01', '2026-01-03'],
  ['2026-02-15', '2026-02-23'],
  ['2026-04-04', '2026-04-06'],
];
/** Weekend days worked instead (调休). */
const MAKE_UP_DAYS: readonly string[] = ['2026-01-04', '2026-02-14', '2026-02-28'];

export const instantMs = (date: string, clock: string): number => msOf(`${date}T${clock}:00+08:00`);

export const dateOf = (ms: number): string => civilDateOf(toInstant(ms));

export const plusDays = (date: string, days: number): string => dateOf(instantMs(date, '00:00') + days * DAY_MS);

export function isWorkingDay(date: string): boolean {
  if (MAKE_UP_DAYS.includes(date)) return true;
  if (HOLIDAYS.some(([from, to]) => from <= date && date <= to)) return false;
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

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

/** The last working day of the date's month. */
export function monthEnd(date: string): string {
  let day = plusDays(`${plusDays(`${date.slice(0, 7)}-28`, 4).slice(0, 7)}-01`, -1);
  while (!isWorkingDay(day)) day = plusDays(day, -1);
  return day;
}

/** A full minute of a day between two hours. */
export const during = (random: Random, date: string, fromHour: number, toHour: number): number =>
  instantMs(date, '00:00') + random.integer(fromHour * 60, toHour * 60 - 1) * MINUTE_MS;
