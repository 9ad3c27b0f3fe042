import type { MeasurementRow } from '../measurement.js';
import type { RowFilter, RowPage } from '../read-store.js';
import type { Records } from './aggregate-sql.js';
import type { Clause } from './clause.js';
import { fromColumns } from './row-columns.js';
import { whereClause } from './row-filter.js';
import type { Build } from './tables.js';

/** Positions that a page is looked for in at first, and by how much more after each look that did not fill it. */
const FIRST_WINDOW = 4_096;
const WIDENED = 8;

/**
 * A page of rows. Cells do not lie in log order: to sort all their rows for a page would make a long list as slow as its
 * length squared. So it is looked for in a window of positions, and only cells that reach into it are gone to.
 */
export function rowPage(
  ask: (statement: Clause) => Records,
  { rows, layout }: Build,
  filter: RowFilter,
  { after, limit, order }: RowPage,
  checkpoint: number,
): readonly MeasurementRow[] {
  const where = whereClause(layout, filter);
  const head = Math.min(checkpoint, filter.atPosition ?? checkpoint);
  const isNewestFirst = order === 'newest-first';
  const { position, n } = after ?? { position: isNewestFirst ? head + 1 : -1, n: -1 };
  const [beyond, inOrder] = isNewestFirst ? ['<', 'position DESC, n DESC'] : ['>', 'position, n'];
  const sql = `SELECT * FROM ${rows}
    WHERE ${where.sql} AND last >= ? AND first <= ? AND position BETWEEN ? AND ? AND (position, n) ${beyond} (?, ?)
    ORDER BY ${inOrder} LIMIT ?`;
  for (let width = FIRST_WINDOW; ; width *= WIDENED) {
    const [low, high] = isNewestFirst ? [position - width, position] : [position, position + width];
    const found = ask({ sql, values: [...where.values, low, high, low, high, position, n, limit] });
    if (found.length >= limit || (isNewestFirst ? low <= 0 : high >= head))
      return found.map((record) => fromColumns(layout, record));
  }
}
