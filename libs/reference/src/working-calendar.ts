import { HOLIDAY_ARRANGEMENTS, type HolidayArrangement } from './data/holiday-arrangements.js';

/**
 * Working days of mainland China: Monday to Friday (国务院令第174号), as changed by the yearly holiday notices. A day of a
 * year whose notice is not in the table is neither: every question that touches one is answered `undefined`, never guessed.
 * What can be said of such days whatever their notice says, `working-bounds.ts` says.
 */

const DAY_MS = 86_400_000;

/** What results counted by this table quote; a later notice makes the next version. */
export const WORKING_CALENDAR_VERSIONS: readonly string[] = HOLIDAY_ARRANGEMENTS.map(
  ({ issuedOn }) => `CN@${issuedOn}`,
);
export const WORKING_CALENDAR_VERSION = WORKING_CALENDAR_VERSIONS.at(-1) ?? '';

/** The first and the last day the table knows, civil dates. */
export const WORKING_CALENDAR_FROM = `${HOLIDAY_ARRANGEMENTS[0]?.year ?? ''}-01-01`;
export const WORKING_CALENDAR_TO = `${HOLIDAY_ARRANGEMENTS.at(-1)?.year ?? ''}-12-31`;

const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Civil dates from the first to the last, both inclusive. */
const datesBetween = (first: string, last: string): readonly string[] => {
  const firstMs = Date.parse(first);
  return Array.from({ length: (Date.parse(last) - firstMs) / DAY_MS + 1 }, (_, n) => dateOf(firstMs + n * DAY_MS));
};

const isWeekend = (date: string): boolean => [0, 6].includes(new Date(date).getUTCDay());

function workingDaysOf({ year, daysOff, makeUpDays }: HolidayArrangement): readonly string[] {
  const off = new Set(daysOff.flatMap(([first, last]) => datesBetween(first, last)));
  const madeUp = new Set(makeUpDays);
  return datesBetween(`${year}-01-01`, `${year}-12-31`).filter(
    (date) => madeUp.has(date) || (!off.has(date) && !isWeekend(date)),
  );
}

/** Every working day the notices cover, ascending: all answers are places in this list. */
const WORKING_DAYS: readonly string[] = HOLIDAY_ARRANGEMENTS.flatMap(workingDaysOf);
const YEARS: ReadonlySet<string> = new Set(HOLIDAY_ARRANGEMENTS.map(({ year }) => String(year)));

const isCovered = (date: string): boolean => YEARS.has(date.slice(0, 4));

/** How many working days of the table lie before a date. */
function workingDaysBefore(date: string): number {
  let [low, high] = [0, WORKING_DAYS.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((WORKING_DAYS[middle] ?? '') < date) low = middle + 1;
    else high = middle;
  }
  return low;
}

const isListed = (date: string): boolean => WORKING_DAYS[workingDaysBefore(date)] === date;
const workingDaysUpTo = (date: string): number => workingDaysBefore(date) + (isListed(date) ? 1 : 0);

export const isWorkingDay = (date: string): boolean | undefined => (isCovered(date) ? isListed(date) : undefined);

/**
 * Working days after `from` up to and including `to`: the day a period begins on is not counted (民法典 art. 201). Negative
 * when `to` lies before `from`.
 */
export const workingDaysBetween = (from: string, to: string): number | undefined =>
  isCovered(from) && isCovered(to) ? workingDaysUpTo(to) - workingDaysUpTo(from) : undefined;

/** The last day of a period of `n` working days that begins on `date`: the n-th working day after it; for 0 the date itself. */
export function addWorkingDays(date: string, n: number): string | undefined {
  if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(`${n} is no number of working days`);
  if (!isCovered(date)) return undefined;
  return n === 0 ? date : WORKING_DAYS[workingDaysUpTo(date) + n - 1];
}

/**
 * The last day of a period of `n` days, of rest among them, that begins on `date`: the day it begins on is not counted
 * (民法典 art. 201), and where its last day is one of rest it ends on the first working day after (art. 203). Of years whose notice
 * is not in the table Saturdays and Sundays are the days of rest.
 */
export function lastDayOfPeriod(date: string, n: number): string {
  let ms = Date.parse(date) + n * DAY_MS;
  while (!(isWorkingDay(dateOf(ms)) ?? !isWeekend(dateOf(ms)))) ms += DAY_MS;
  return dateOf(ms);
}

/** A span of a working day, `HH:mm`; `to` is its first minute after work and may be 24:00. */
interface WorkingSpan {
  readonly from: string;
  readonly to: string;
}

/** Hours of a working day. No national rule fixes them, so they are a value that rule versions state. */
export type WorkingHours = readonly WorkingSpan[];

/** A preset: seven hours with the noon break customary in government offices. */
export const OFFICE_HOURS: WorkingHours = [
  { from: '09:00', to: '12:00' },
  { from: '13:30', to: '17:30' },
];

/** Whether a ledger instant lies within the hours of a working day; outside of the hours it does on no day. */
export function isWorkingTime(instant: string, hours: WorkingHours): boolean | undefined {
  const clock = instant.slice(11, 16);
  return hours.some(({ from, to }) => from <= clock && clock < to) ? isWorkingDay(instant.slice(0, 10)) : false;
}

const CLOCK = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** Whether spans can be counted by: each ends after it begins, and none begins before the one before it ended. */
export const areWorkingHours = (hours: WorkingHours): boolean =>
  hours.length > 0 &&
  hours.every(
    ({ from, to }, n) =>
      CLOCK.test(from) && CLOCK.test(to) && from < to && (n === 0 || (hours[n - 1]?.to ?? '') <= from),
  );

const LEDGER_INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}\+08:00$/;

/**
 * Minutes of work from one ledger instant to another, rounded towards zero as elapsed minutes are; negative when `to` lies
 * before `from`. Throws TypeError for instants of another form and RangeError for hours that cannot be counted by: both are
 * checked where they are stated.
 */
export function workingMinutesBetween(from: string, to: string, hours: WorkingHours): number | undefined {
  if (!LEDGER_INSTANT.test(from) || !LEDGER_INSTANT.test(to))
    throw new TypeError('working time runs between ledger instants');
  if (!areWorkingHours(hours)) throw new RangeError('working hours are ascending spans that do not overlap');
  if (!isCovered(from) || !isCovered(to)) return undefined;
  return Math.trunc((workedMs(to, hours) - workedMs(from, hours)) / 60_000);
}

/** Milliseconds of work from the beginning of the table up to an instant. */
function workedMs(instant: string, hours: WorkingHours): number {
  const date = instant.slice(0, 10);
  const timeMs = Date.parse(`1970-01-01T${instant.slice(11, 23)}Z`);
  return workingDaysBefore(date) * workedByMs(hours, DAY_MS) + (isListed(date) ? workedByMs(hours, timeMs) : 0);
}

/** Milliseconds of work of one day up to a time of day. */
export const workedByMs = (hours: WorkingHours, timeMs: number): number =>
  hours.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(timeMs, clockMs(to)) - clockMs(from)), 0);

const clockMs = (clock: string): number => (Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))) * 60_000;
