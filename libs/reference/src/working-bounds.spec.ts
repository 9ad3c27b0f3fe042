import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { calendarHorizon } from './calendar-horizon.js';
import { HOLIDAY_ARRANGEMENTS } from './data/holiday-arrangements.js';
import { areMoreWorkingDays, isAfterWorkingDays, workingDayRange, workingMinuteRange } from './working-bounds.js';
import {
  addWorkingDays,
  isWorkingDay,
  OFFICE_HOURS,
  WORKING_CALENDAR_FROM,
  WORKING_CALENDAR_TO,
  workingDaysBetween,
  workingMinutesBetween,
} from './working-calendar.js';

const DAY_MS = 86_400_000;
const plus = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
const at = (date: string, time: string): string => `${date}T${time}:00.000+08:00`;

/** 400 years, weekdays included, have a whole number of weeks: a day of the table and its like beyond it. */
const CYCLE_YEARS = 400;
const unknown = (date: string): string => String(Number(date.slice(0, 4)) + CYCLE_YEARS) + date.slice(4);

const day = fc.integer({ min: 0, max: 1095 }).map((n) => plus(WORKING_CALENDAR_FROM, n));
const inOrder = ([a, b]: readonly [string, string]): [from: string, to: string] => (a < b ? [a, b] : [b, a]);
const spanOfDays = fc.tuple(day, day).map(inOrder);
const instant = fc.tuple(day, fc.integer({ min: 0, max: 1439 })).map(([date, minute]) => {
  const clock = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
  return at(date, clock);
});

describe('what can be said of any calendar', () => {
  it('holds for each arrangement that was ever announced here', () =>
    fc.assert(
      fc.property(spanOfDays, ([from, to]) => {
        const worked = workingDaysBetween(from, to) ?? Number.NaN;
        const { least, most } = workingDayRange(unknown(from), unknown(to));
        expect(least).toBeLessThanOrEqual(worked);
        expect(most).toBeGreaterThanOrEqual(worked);
      }),
      { numRuns: 2_000 },
    ));

  it('of minutes too', () =>
    fc.assert(
      fc.property(instant, instant, (a, b) => {
        const [from, to] = inOrder([a, b]);
        const worked = workingMinutesBetween(from, to, OFFICE_HOURS) ?? Number.NaN;
        const { least, most } = workingMinuteRange(unknown(from), unknown(to), OFFICE_HOURS);
        expect(least).toBeLessThanOrEqual(worked);
        expect(most).toBeGreaterThanOrEqual(worked);
      }),
      { numRuns: 2_000 },
    ));

  it('is the number itself where the table knows every day', () =>
    fc.assert(
      fc.property(spanOfDays, fc.nat(300), ([from, to], n) => {
        const worked = workingDaysBetween(from, to) ?? Number.NaN;
        expect(workingDayRange(from, to)).toEqual({ least: worked, most: worked });
        expect(areMoreWorkingDays(from, to, n)).toBe(worked > n);
        const end = addWorkingDays(from, n + 1);
        if (end !== undefined) expect(isAfterWorkingDays(from, n + 1, to)).toBe(to > end);
      }),
    ));

  it('counts the known days of a span that leaves the table as they are', () =>
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 200 }), fc.boolean(), (date, days, isAfter) => {
        const [from, to] = isAfter
          ? ([date, plus(WORKING_CALENDAR_TO, days)] as const)
          : ([plus(WORKING_CALENDAR_FROM, -days), date] as const);
        const dates = Array.from({ length: (Date.parse(to) - Date.parse(from)) / DAY_MS }, (_, n) => plus(from, n + 1));
        const known = dates.filter((each) => isWorkingDay(each) === true).length;
        const { least, most } = workingDayRange(from, to);
        expect(least).toBeGreaterThanOrEqual(known);
        expect(most).toBe(known + dates.filter((each) => isWorkingDay(each) === undefined).length);
      }),
    ));

  it.each([
    ['a year of silence', '2027-01-01', '2028-01-08', 7, true],
    ['three weeks', '2027-03-01', '2027-03-22', 3, true],
    ['a week, which may all have been off', '2027-02-01', '2027-02-08', 3, undefined],
    ['three days', '2027-03-01', '2027-03-04', 3, false],
    ['the same day', '2027-03-01', '2027-03-01', 0, false],
    ['backwards', '2027-03-02', '2027-03-01', 0, false],
    // Wednesday and Thursday are known to be worked.
    ['over the end of the table, two days', '2026-12-29', '2027-01-01', 1, true],
    ['over the end of the table, three days', '2026-12-29', '2027-01-01', 2, undefined],
  ])('decides %s', (_, from, to, n, expected) => {
    expect(areMoreWorkingDays(from, to, n)).toBe(expected);
  });

  it.each([
    ['on the day itself', '2027-03-01', 1, '2027-03-01', false],
    ['on the n-th day', '2027-03-01', 7, '2027-03-08', false],
    ['a day later', '2027-03-01', 7, '2027-03-09', undefined],
    ['much later', '2027-03-01', 7, '2027-04-01', true],
    ['over the end of the table', '2026-12-25', 3, '2026-12-31', true],
    ['whose last day is the last of the table', '2026-12-28', 3, '2026-12-31', false],
    ['whose last day is the last of the table, a day later', '2026-12-28', 3, '2027-01-01', true],
  ])('decides whether a period is over %s', (_, from, n, date, expected) => {
    expect(isAfterWorkingDays(from, n, date)).toBe(expected);
  });

  it.each([
    ['within a morning', at('2027-03-01', '09:10'), at('2027-03-01', '09:48'), { least: 0, most: 38 }],
    ['in the evening', at('2027-03-01', '18:00'), at('2027-03-01', '20:00'), { least: 0, most: 0 }],
    ['over the end of the table', at('2026-12-31', '16:30'), at('2027-01-01', '09:30'), { least: 60, most: 90 }],
    ['of six weeks', at('2027-03-01', '09:00'), at('2027-04-12', '09:00'), { least: 14 * 420, most: 42 * 420 }],
    ['backwards', at('2027-03-02', '09:00'), at('2027-03-01', '09:00'), { least: 0, most: 0 }],
  ])('says of minutes %s', (_, from, to, expected) => {
    expect(workingMinuteRange(from, to, OFFICE_HOURS)).toEqual(expected);
  });

  it('takes more weekdays off than any four weeks of the table have lost', () => {
    const first = HOLIDAY_ARRANGEMENTS[0]?.year ?? 0;
    const last = HOLIDAY_ARRANGEMENTS.at(-1)?.year ?? 0;
    const days = Array.from({ length: (last - first + 1) * 365 - 28 }, (_, n) => plus(WORKING_CALENDAR_FROM, n));
    const lost = days.map((from) => 20 - (workingDaysBetween(from, plus(from, 28)) ?? 0));
    expect(Math.max(...lost)).toBeLessThan(10);
  });
});

describe('the end of the table', () => {
  it('is told sixty days before', () => {
    expect(calendarHorizon('2026-10-31')).toMatchObject({ until: '2026-12-31', daysLeft: 61, isNear: false });
    expect(calendarHorizon('2026-11-02')).toMatchObject({ daysLeft: 59, isNear: true });
    expect(calendarHorizon('2027-01-01')).toMatchObject({ daysLeft: -1, isNear: true });
  });
});
