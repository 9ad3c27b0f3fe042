import type { AggregateQuery } from '../read-store.js';
import { whereClause, type Clause } from './row-filter.js';
import { AMOUNT_COLUMNS, asNamed, type Tables } from './tables.js';

const OF_ROWS: ReadonlySet<string> = new Set(AMOUNT_COLUMNS);

/** Whether cells answer it: all they do not say is what each row says for itself. */
export const isOfCells = ({ dims = {} }: AggregateQuery, columns: readonly string[]): boolean =>
  ![...columns, ...Object.keys(dims)].some((column) => OF_ROWS.has(column));

/**
 * A query's rows already added up where cells allow it, as `columns` and `value`: what each cell comes to, as of a position
 * by its last row up to there, and the rows of those whose total is not kept.
 */
export function cellSource(
  { cells, amounts }: Tables,
  { atPosition, ...scope }: AggregateQuery,
  columns: readonly string[],
): Clause {
  const where = whereClause(scope);
  const [total, each] = scope.function.kind === 'count' ? ['signs', 'sign'] : ['amounts', 'amount'];
  const select = columns.map((column) => `${asNamed(column)}, `).join('');
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
  const sql = `
    SELECT ${select}${value} AS value FROM ${cells} whole WHERE ${where.sql} AND ${isBegun} AND ${total} IS NOT NULL
    UNION ALL
    SELECT ${select}${each} FROM ${cells} CROSS JOIN ${amounts} USING (cell)
    WHERE ${where.sql} AND ${total} IS NULL AND ${isKnown}`;
  const at = atPosition === undefined ? [] : [atPosition];
  return { sql, values: [...at, ...at, ...where.values, ...at, ...where.values, ...at] };
}

/** A query's rows one by one, as `columns` and `value`. */
export function rowSource({ rows }: Tables, query: AggregateQuery, columns: readonly string[]): Clause {
  const { sql, values } = whereClause(query);
  const value = query.function.kind === 'count' ? 'sign' : 'amount';
  return { sql: `SELECT ${[...columns.map(asNamed), value].join(', ')} AS value FROM ${rows} WHERE ${sql}`, values };
}
