import { parsePeriod } from '#kernel';

/** The `n` months (`YYYY-MM`) up to and including `last`, ascending. */
export function monthsUpTo(last: string, n: number): readonly string[] {
  const [year, month] = [Number(last.slice(0, 4)), Number(last.slice(5))];
  return Array.from({ length: n }, (_, at) => new Date(Date.UTC(year, month - n + at, 1)).toISOString().slice(0, 7));
}

/** First and last civil date of months that follow one another. */
export function spanOf(months: readonly string[]): { readonly from: string; readonly to: string } {
  const [first, last] = [months[0], months.at(-1)].map((month) => parsePeriod(month ?? ''));
  if (first === undefined || last === undefined) throw new Error(`${months.join(', ')} are no months`);
  return { from: first.from, to: last.to };
}

/** The months a span of civil dates touches, ascending. */
export function monthsOf(from: string, to: string): readonly string[] {
  const count = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
  return monthsUpTo(to.slice(0, 7), count(to) - count(from) + 1);
}
