import { parsePeriod } from '#kernel';

/**
 * First civil date of the `months` months that end on `to` (inclusive): of twelve up to 2026-03-31, 2025-04-01. It is the day
 * after `to`, so many months earlier; where that month has no such day, the first of the next.
 */
export function windowStart(to: string, months: number): string {
  const [year, month, day] = [Number(to.slice(0, 4)), Number(to.slice(5, 7)), Number(to.slice(8))];
  const after = new Date(Date.UTC(year, month - 1, day + 1));
  const start = Date.UTC(after.getUTCFullYear(), after.getUTCMonth() - months, after.getUTCDate());
  return new Date(start).toISOString().slice(0, 10);
}

/** The months (`YYYY-MM`) that a span of civil dates touches, ascending; none where it is open. */
export function monthsAsked({ from, to }: { readonly from?: string; readonly to?: string }): readonly string[] {
  return from === undefined || to === undefined ? [] : monthsThrough(from.slice(0, 7), to.slice(0, 7));
}

/** Both months and those between them, ascending. */
export function monthsThrough(first: string, last: string): readonly string[] {
  const months: string[] = [];
  for (let month = first; month <= last; month = monthAfter(month)) months.push(month);
  return months;
}

export const monthEnd = (month: string): string => parsePeriod(month)?.to ?? `${month}-31`;

function monthAfter(month: string): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}
