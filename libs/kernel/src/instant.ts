/**
 * Times. A ledger instant is RFC 3339 in China Standard Time with milliseconds, `2026-03-05T11:30:00.000+08:00`: fixed width, so
 * text order is time order, and the civil date the law speaks of is its first ten characters. China has had one zone without
 * daylight saving time since 1991; earlier instants do not occur in a ledger founded later.
 */
const CST_OFFSET_MS = 8 * 3_600_000;
const RFC3339 =
  /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** The last instant with a year of four digits in China Standard Time. */
const LATEST_MS = Date.parse('9999-12-31T23:59:59.999+08:00');

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

export function toInstant(ms: number): string {
  const date = new Date(ms + CST_OFFSET_MS);
  const day = `${pad(date.getUTCFullYear(), 4)}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`;
  const time = `${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}:${pad(date.getUTCSeconds())}`;
  return `${day}T${time}.${pad(date.getUTCMilliseconds(), 3)}+08:00`;
}

/** Milliseconds since the epoch of any RFC 3339 text; a ledger instant takes the short way. */
export const msOf = (instant: string): number =>
  instant.length === 29 && instant.endsWith('+08:00') ? msOfLedgerInstant(instant) : Date.parse(instant);

function msOfLedgerInstant(instant: string): number {
  const number = (from: number, length: number): number => {
    let value = 0;
    for (let at = from; at < from + length; at += 1) value = value * 10 + instant.charCodeAt(at) - 48;
    return value;
  };
  const day = Date.UTC(number(0, 4), number(5, 2) - 1, number(8, 2));
  return day + ((number(11, 2) * 60 + number(14, 2)) * 60 + number(17, 2)) * 1_000 + number(20, 3) - CST_OFFSET_MS;
}

/** The ledger instant of an RFC 3339 text, or undefined when it is no such text or names a day or time that does not exist. */
export function parseInstant(text: string): string | undefined {
  if (!isInstant(text)) return undefined;
  // Said in the ledger's own offset, only the milliseconds have to be brought to three digits.
  if (text.endsWith('+08:00')) return `${text.slice(0, 19)}.${text.slice(20, -6).padEnd(3, '0').slice(0, 3)}+08:00`;
  return toInstant(Date.parse(text));
}

/** Whether `parseInstant` would read it. */
export function isInstant(text: string): boolean {
  if (!RFC3339.test(text) || !isCivilDate(text.slice(0, 10))) return false;
  const ms = msOf(text);
  return !Number.isNaN(ms) && ms >= 0 && ms <= LATEST_MS;
}

/** `YYYY-MM-DD` that exists in the calendar. */
export function isCivilDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

const daysIn = (year: number, month: number): number => {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
};

/** The civil date in Asia/Shanghai of a ledger instant. */
export const civilDateOf = (instant: string): string => instant.slice(0, 10);

/** Minutes from one ledger instant to another, rounded down. */
export const minutesBetween = (from: string, to: string): number => Math.floor((msOf(to) - msOf(from)) / MINUTE_MS);

/** First and last civil date (inclusive) of `2026`, `2026-Q1`, `2026-03` or `2026-03-05`; undefined for anything else. */
export function parsePeriod(text: string): { readonly from: string; readonly to: string } | undefined {
  const quarter = /^(\d{4})-Q([1-4])$/.exec(text);
  if (quarter?.[1] !== undefined && quarter[2] !== undefined) {
    const first = Number(quarter[2]) * 3 - 2;
    return { from: `${quarter[1]}-${pad(first)}-01`, to: monthEnd(quarter[1], first + 2) };
  }
  if (/^\d{4}$/.test(text)) return { from: `${text}-01-01`, to: `${text}-12-31` };
  const month = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text);
  if (month?.[1] !== undefined) return { from: `${text}-01`, to: monthEnd(month[1], Number(month[2])) };
  return isCivilDate(text) ? { from: text, to: text } : undefined;
}

const pad = (n: number, length = 2): string => String(n).padStart(length, '0');

const monthEnd = (year: string, month: number): string =>
  new Date(Date.UTC(Number(year), month, 0)).toISOString().slice(0, 10);
