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
