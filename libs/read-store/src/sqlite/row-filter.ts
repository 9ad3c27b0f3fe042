import type { SQLInputValue } from 'node:sqlite';
import { DIMENSIONS } from '../measurement.js';
import type { RowFilter } from '../read-store.js';

/** A part of a statement with the values of its parameters. Its text depends on what is asked for, not on the values. */
export interface Clause {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

/** Beyond this many months a list is no better than the range itself. */
const LISTED_MONTHS = 60;

/**
 * The WHERE clause of a filter. Lists are passed as one JSON parameter, and a span of days also as the list of its months:
 * with equalities on measure, month, node and class SQLite seeks the cells instead of scanning the measure.
 */
export function whereClause({ measures, dims = {}, from, to, atPosition }: RowFilter): Clause {
  const terms = [oneOf('measure')];
  const values: SQLInputValue[] = [JSON.stringify(measures)];
  const add = (term: string, ...parameters: readonly SQLInputValue[]): void => {
    terms.push(term);
    values.push(...parameters);
  };
  const months = from === undefined || to === undefined ? undefined : monthsBetween(from, to);
  if (months !== undefined) add(oneOf('month'), JSON.stringify(months));
  for (const dimension of DIMENSIONS) {
    const wanted = dims[dimension];
    if (typeof wanted === 'string') add(`${dimension} = ?`, wanted);
    else if (wanted !== undefined) add(oneOf(dimension), JSON.stringify(wanted));
  }
  if (from !== undefined) add('occurred_on >= ?', from);
  if (to !== undefined) add('occurred_on <= ?', to);
  if (atPosition !== undefined) add('position <= ?', atPosition);
  return { sql: terms.join(' AND '), values };
}

const oneOf = (column: string): string => `${column} IN (SELECT value FROM json_each(?))`;

/** Months `YYYY-MM` of a span of civil dates; undefined when there are too many to list. */
export function monthsBetween(from: string, to: string): readonly string[] | undefined {
  const first = monthNumber(from);
  const last = monthNumber(to);
  if (last - first >= LISTED_MONTHS) return undefined;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => monthText(first + index));
}

const monthNumber = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;

const monthText = (month: number): string =>
  `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
