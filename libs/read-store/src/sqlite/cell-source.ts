import type { AggregateQuery } from '../read-store.js';
import { allOf, inCells, isWithinDays, onDays, whereClause, type Clause } from './row-filter.js';
import { AMOUNT_COLUMNS, asNamed, type Tables } from './tables.js';

const OF_ROWS: ReadonlySet<string> = new Set(AMOUNT_COLUMNS);

/** Whether cells answer it: all they do not say is what each row says for itself. */
export const isOfCells = ({ dims = {} }: AggregateQuery, columns: readonly string[]): boolean =>
  ![...columns, ...Object.keys(dims)].some((column) => OF_ROWS.has(column));

/**
 * A query's rows already added up where cells allow it, as `columns` and `value`: what each cell comes to, as of a position
 * by its last row up to there, and the rows of those whose total is not kept, or is of more days than are asked for.
 */
export function cellSource(
  { cells, amounts }: Tables,
  { atPosition, ...scope }: AggregateQuery,
  columns: readonly string[],
): Clause {
  const [total, each] = scope.function.kind === 'count' ? ['signs', 'sign'] : ['amounts', 'amount'];
  const [value, isBegun, isKnown] =
    atPosition === undefined
      ? [total, 'TRUE', 'TRUE']
      : [
          `CASE WHEN last <= ? THEN ${total} ELSE (
             SELECT ${total}_so_far FROM ${amounts} amount WHERE amount.cell = whole.cell AND position <= ?
             ORDER BY position DESC, n DESC LIMIT 1) END`,
          'first <= ?',
          'position <= ?',
        ];
  const at = atPosition === undefined ? [] : [atPosition];
  const listed = (names: readonly string[]): string => names.map((name) => `${name}, `).join('');
  const isWhole = allOf(isWithinDays(scope), {
    sql: `${total} IS NOT NULL${columns.includes('day') ? " AND day <> ''" : ''}`,
    values: [],
  });
  const wanted = inCells(scope);
  const days = onDays(scope);
  const sql = `
    SELECT ${listed(columns)}${value} AS value FROM ${cells} whole WHERE ${wanted.sql} AND ${isBegun} AND ${isWhole.sql}
    UNION ALL
    SELECT ${listed(columns.map(asNamed))}${each} FROM ${cells} CROSS JOIN ${amounts} USING (cell)
    WHERE ${wanted.sql} AND NOT (${isWhole.sql}) AND ${days.sql} AND ${isKnown}`;
  return {
    sql,
    values: [
      ...at,
      ...at,
      ...wanted.values,
      ...at,
      ...isWhole.values,
      ...wanted.values,
      ...isWhole.values,
      ...days.values,
      ...at,
    ],
  };
}

/** A query's rows one by one, as `columns` and `value`. */
export function rowSource({ rows }: Tables, query: AggregateQuery, columns: readonly string[]): Clause {
  const { sql, values } = whereClause(query);
  const value = query.function.kind === 'count' ? 'sign' : 'amount';
  return { sql: `SELECT ${[...columns.map(asNamed), value].join(', ')} AS value FROM ${rows} WHERE ${sql}`, values };
}
