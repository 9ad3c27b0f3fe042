import type { AggregateQuery } from '../read-store.js';
import { whereClause, type Clause } from './row-filter.js';
import type { Tables } from './tables.js';

/** Whether cells answer it: all they do not say is whose rows they hold. */
export const isOfCells = ({ function: { kind }, groupBy = [], dims = {} }: AggregateQuery): boolean =>
  (kind === 'sum' || kind === 'count') && dims.org === undefined && !groupBy.includes('org');

/**
 * A sum or count by cells: the totals of those whose rows all lie at or before the position asked for, and the rows of those
 * that straddle it or have no total. `select` is what groups are made by, each with a comma behind it.
 */
export function totalStatement(
  { cells, amounts }: Tables,
  query: AggregateQuery,
  select: string,
  grouped: string,
): Clause {
  const { atPosition, ...scope } = query;
  const where = whereClause(scope);
  const [total, each] = query.function.kind === 'sum' ? ['amounts', 'amount'] : ['signs', 'sign'];
  const [isWhole, isPart, known] =
    atPosition === undefined
      ? [`${total} IS NOT NULL`, `${total} IS NULL`, 'TRUE']
      : [`last <= ? AND ${total} IS NOT NULL`, `first <= ? AND (last > ? OR ${total} IS NULL)`, 'position <= ?'];
  const sql = `SELECT ${select}COALESCE(SUM(value), 0) AS value FROM (
    SELECT ${select}${total} AS value FROM ${cells} WHERE ${where.sql} AND ${isWhole}
    UNION ALL
    SELECT ${select}${each} FROM ${cells} CROSS JOIN ${amounts} USING (cell)
    WHERE ${where.sql} AND ${isPart} AND ${known})${grouped}`;
  const at = atPosition === undefined ? [] : [atPosition];
  return { sql, values: [...where.values, ...at, ...where.values, ...at, ...at, ...at] };
}
