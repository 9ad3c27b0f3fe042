import type { AggregateQuery } from '../read-store.js';
import { whereClause, type Clause } from './row-filter.js';
import { AMOUNT_COLUMNS, asNamed, type Tables } from './tables.js';

const OF_ROWS: ReadonlySet<string> = new Set(AMOUNT_COLUMNS);

/** Whether cells answer it: all they do not say is what each row says for itself. */
export const isOfCells = ({ dims = {} }: AggregateQuery, columns: readonly string[]): boolean =>
  ![...columns, ...Object.keys(dims)].some((column) => OF_ROWS.has(column));

/**
 * A query's rows already added up where cells allow it, as `columns` and `value`: the totals of the cells whose rows all lie at
 * or before the position asked for, and the rows of those that straddle it or have no total.
 */
export function cellSource(
  { cells, amounts }: Tables,
  { atPosition, ...scope }: AggregateQuery,
  columns: readonly string[],
): Clause {
  const where = whereClause(scope);
  const [total, each] = scope.function.kind === 'count' ? ['signs', 'sign'] : ['amounts', 'amount'];
  const [isWhole, isPart, isKnown] =
    atPosition === undefined
      ? [`${total} IS NOT NULL`, `${total} IS NULL`, 'TRUE']
      : [`last <= ? AND ${total} IS NOT NULL`, `first <= ? AND (last > ? OR ${total} IS NULL)`, 'position <= ?'];
  const select = columns.map((column) => `${asNamed(column)}, `).join('');
  const sql = `
    SELECT ${select}${total} AS value FROM ${cells} WHERE ${where.sql} AND ${isWhole}
    UNION ALL
    SELECT ${select}${each} FROM ${cells} CROSS JOIN ${amounts} USING (cell)
    WHERE ${where.sql} AND ${isPart} AND ${isKnown}`;
  const at = atPosition === undefined ? [] : [atPosition];
  return { sql, values: [...where.values, ...at, ...where.values, ...at, ...at, ...at] };
}

/** A query's rows one by one, as `columns` and `value`. */
export function rowSource({ rows }: Tables, query: AggregateQuery, columns: readonly string[]): Clause {
  const { sql, values } = whereClause(query);
  const value = query.function.kind === 'count' ? 'sign' : 'amount';
  return { sql: `SELECT ${[...columns.map(asNamed), value].join(', ')} AS value FROM ${rows} WHERE ${sql}`, values };
}
