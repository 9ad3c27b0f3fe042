import type { AggregateQuery } from '../read-store.js';
import { allOf, is, not, TRUE, type Clause } from './clause.js';
import { selected, selectedOfRows } from './layout.js';
import { inCells, isWithinDays, onDays, whereClause } from './row-filter.js';
import type { Build } from './tables.js';

/** Whether cells answer it: all they do not say is what each row says for itself. */
export const isOfCells = ({ layout }: Build, { dims = {} }: AggregateQuery, columns: readonly string[]): boolean =>
  ![...columns, ...Object.keys(dims)].some((column) => layout.amountColumns.includes(column));

/**
 * A query's rows already added up where cells allow it, as `columns` and `value`: what each cell comes to, as of a position
 * by its last row up to there, and the rows of those whose total is not kept, or is of more days than are asked for.
 */
export function cellSource(
  { cells, amounts, layout }: Build,
  { atPosition, ...scope }: AggregateQuery,
  columns: readonly string[],
): Clause {
  const [total, each] = scope.function.kind === 'count' ? ['signs', 'sign'] : ['amounts', 'amount'];
  const listed = (names: readonly string[]): string => names.map((name) => `${name}, `).join('');
  const isKept = is(`${total} IS NOT NULL${columns.includes('day') ? " AND day <> ''" : ''}`);
  const isWhole = allOf(isWithinDays(scope), isKept);
  const [value, isBegun, isKnown] =
    atPosition === undefined
      ? [is(total), TRUE, TRUE]
      : [totalAsOf(amounts, total, atPosition), is('first <= ?', atPosition), is('position <= ?', atPosition)];
  const ofCells = allOf(inCells(layout, scope), isBegun, isWhole);
  const ofRows = allOf(inCells(layout, scope), not(isWhole), onDays(scope), isKnown);
  return {
    sql: `
      SELECT ${listed(selected(layout, columns))}${value.sql} AS value FROM ${cells} whole WHERE ${ofCells.sql}
      UNION ALL
      SELECT ${listed(selectedOfRows(layout, columns))}${each} FROM ${cells} CROSS JOIN ${amounts} USING (cell) WHERE ${ofRows.sql}`,
    values: [...value.values, ...ofCells.values, ...ofRows.values],
  };
}

const totalAsOf = (amounts: string, total: string, position: number): Clause =>
  is(
    `CASE WHEN last <= ? THEN ${total} ELSE (
       SELECT ${total}_so_far FROM ${amounts} amount WHERE amount.cell = whole.cell AND position <= ?
       ORDER BY position DESC, n DESC LIMIT 1) END`,
    position,
    position,
  );

/** A query's rows one by one, as `columns` and `value`. */
export function rowSource({ rows, layout }: Build, query: AggregateQuery, columns: readonly string[]): Clause {
  const { sql, values } = whereClause(layout, query);
  const value = query.function.kind === 'count' ? 'sign' : 'amount';
  return {
    sql: `SELECT ${[...selectedOfRows(layout, columns), value].join(', ')} AS value FROM ${rows} WHERE ${sql}`,
    values,
  };
}
