import { parsePeriod } from '#kernel';
import type { RowFilter } from '../read-store.js';
import { allOf, is, oneOf, TRUE, type Clause } from './clause.js';
import { dimension, type Layout } from './layout.js';

type Scope = Omit<RowFilter, 'atPosition'>;

/** The first day that a cell's rows may lie on. */
export const FIRST_DAY = "IIF(day = '', month || '-01', day)";

/** Beyond this many months a list is no better than the range itself. */
const LISTED_MONTHS = 60;

/** The WHERE clause of a filter, for rows. */
export const whereClause = (layout: Layout, { atPosition, ...scope }: RowFilter): Clause =>
  allOf(inCells(layout, scope), onDays(scope), atPosition === undefined ? TRUE : is('position <= ?', atPosition));

/**
 * Which cells may have rows of a filter. Lists are passed as one JSON parameter, and a span of days as the list of its months:
 * with equalities on measure, month, node and class SQLite seeks the cells instead of scanning the measure.
 */
export function inCells(layout: Layout, { measures, dims = {}, from, to }: Scope): Clause {
  const months = from === undefined || to === undefined ? undefined : monthsBetween(from, to);
  return allOf(
    oneOf('measure', measures),
    months === undefined ? TRUE : oneOf('month', months),
    ...Object.entries(dims).flatMap(([name, wanted]) => {
      if (wanted === undefined) return [];
      const column = dimension(layout, name);
      return typeof wanted === 'string' ? is(`${column} = ?`, wanted) : oneOf(column, wanted);
    }),
  );
}

/** Which rows of those cells lie in the days of a filter. */
export const onDays = ({ from, to }: Scope): Clause =>
  wholeMonths(from, to) !== undefined
    ? TRUE
    : allOf(
        from === undefined ? TRUE : is('occurred_on >= ?', from),
        to === undefined ? TRUE : is('occurred_on <= ?', to),
      );

/** Which of those cells have all their rows in the days of a filter. */
export function isWithinDays({ from, to }: Scope): Clause {
  if (wholeMonths(from, to) !== undefined) return TRUE;
  // Months are compared as if each had 31 days: so has the last one, where the span goes to its end.
  const until = to !== undefined && isLastOfMonth(to) ? `${to.slice(0, 7)}-31` : to;
  return allOf(
    from === undefined ? TRUE : is(`${FIRST_DAY} >= ?`, from),
    until === undefined ? TRUE : is("IIF(day = '', month || '-31', day) <= ?", until),
  );
}

/** Months `YYYY-MM` that a span of civil dates consists of; undefined when it does not, or of too many to list. */
export const wholeMonths = (from: string | undefined, to: string | undefined): readonly string[] | undefined =>
  from !== undefined && to !== undefined && from.endsWith('-01') && isLastOfMonth(to)
    ? monthsBetween(from, to)
    : undefined;

/** Months `YYYY-MM` of a span of civil dates; undefined when there are too many to list. */
export function monthsBetween(from: string, to: string): readonly string[] | undefined {
  const first = monthNumber(from);
  const last = monthNumber(to);
  if (last - first >= LISTED_MONTHS) return undefined;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => monthText(first + index));
}

const isLastOfMonth = (date: string): boolean => parsePeriod(date.slice(0, 7))?.to === date;

const monthNumber = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;

const monthText = (month: number): string =>
  `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
