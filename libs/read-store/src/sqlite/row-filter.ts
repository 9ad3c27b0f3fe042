import { DIMENSIONS } from '../measurement.js';
import type { RowFilter } from '../read-store.js';
import { allOf, is, oneOf, TRUE, type Clause } from './clause.js';

type Scope = Omit<RowFilter, 'atPosition'>;

/** Beyond this many months a list is no better than the range itself. */
const LISTED_MONTHS = 60;

/** The WHERE clause of a filter, for rows. */
export const whereClause = ({ atPosition, ...scope }: RowFilter): Clause =>
  allOf(inCells(scope), onDays(scope), atPosition === undefined ? TRUE : is('position <= ?', atPosition));

/**
 * Which cells may have rows of a filter. Lists are passed as one JSON parameter, and a span of days as the list of its months:
 * with equalities on measure, month, node and class SQLite seeks the cells instead of scanning the measure.
 */
export function inCells({ measures, dims = {}, from, to }: Scope): Clause {
  const months = from === undefined || to === undefined ? undefined : monthsBetween(from, to);
  return allOf(
    oneOf('measure', measures),
    months === undefined ? TRUE : oneOf('month', months),
    ...DIMENSIONS.flatMap((dimension) => {
      const wanted = dims[dimension];
      if (wanted === undefined) return [];
      return typeof wanted === 'string' ? is(`${dimension} = ?`, wanted) : oneOf(dimension, wanted);
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
  if ((from === undefined && to === undefined) || wholeMonths(from, to) !== undefined) return TRUE;
  const [firstDay, lastDay] = [from ?? '', to ?? '~'];
  const firstMonth = from === undefined || isFirstOfMonth(from) ? firstDay.slice(0, 7) : monthAfter(from, 1);
  const lastMonth = to === undefined || isLastOfMonth(to) ? lastDay.slice(0, 7) : monthAfter(to, -1);
  return is("IIF(day = '', month BETWEEN ? AND ?, day BETWEEN ? AND ?)", firstMonth, lastMonth, firstDay, lastDay);
}

/** Months `YYYY-MM` that a span of civil dates consists of; undefined when it does not, or of too many to list. */
export const wholeMonths = (from: string | undefined, to: string | undefined): readonly string[] | undefined =>
  from !== undefined && to !== undefined && isFirstOfMonth(from) && isLastOfMonth(to)
    ? monthsBetween(from, to)
    : undefined;

/** Months `YYYY-MM` of a span of civil dates; undefined when there are too many to list. */
export function monthsBetween(from: string, to: string): readonly string[] | undefined {
  const first = monthNumber(from);
  const last = monthNumber(to);
  if (last - first >= LISTED_MONTHS) return undefined;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => monthText(first + index));
}

const isFirstOfMonth = (date: string): boolean => date.endsWith('-01');

function isLastOfMonth(date: string): boolean {
  const next = new Date(`${date}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.getUTCDate() === 1;
}

const monthAfter = (date: string, months: number): string => monthText(monthNumber(date) + months);

const monthNumber = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;

const monthText = (month: number): string =>
  `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
