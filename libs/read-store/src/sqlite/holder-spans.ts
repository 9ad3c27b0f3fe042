import { parsePeriod } from '#kernel';
import { monthsBetween } from './row-filter.js';

/** The reporting periods a month lies in, each a part of the next: `2026-02`, `2026-Q1`, `2026`. */
export function spansOf(month: string): readonly [month: string, quarter: string, year: string] {
  const year = month.slice(0, 4);
  return [month, `${year}-Q${Math.ceil(Number(month.slice(5)) / 3)}`, year];
}

export function monthsOf(span: string): readonly string[] {
  const period = parsePeriod(span);
  return (period && monthsBetween(period.from, period.to)) ?? [];
}

/** The reporting period that consists of these months, if one does. */
export const spanOf = (months: readonly string[]): string | undefined =>
  months[0] === undefined
    ? undefined
    : spansOf(months[0]).find((span) => {
        const own = monthsOf(span);
        return own.length === months.length && own[0] === months[0];
      });
