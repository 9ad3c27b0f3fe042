import type { SQLOutputValue } from 'node:sqlite';
import type { AggregateFunction, AggregateGroup, AggregateQuery, GroupKey } from '../read-store.js';
import { cellSource, isOfCells, rowSource } from './cell-source.js';
import type { Clause } from './clause.js';
import { quoted } from './layout.js';
import type { Build } from './tables.js';

/** The statement that answers an aggregate: one record per group, its keys first, then `value`. */
export function aggregateStatement(
  build: Build,
  query: AggregateQuery,
  wanted: Exclude<AggregateFunction, { readonly kind: 'percentile' }>,
): Clause {
  const { groupBy = [] } = query;
  const columns = groupBy.map(quoted);
  const keys = columns.join(', ');
  const select = columns.map((column) => `${column}, `).join('');
  const grouped = keys === '' ? '' : ` GROUP BY ${keys} ORDER BY ${keys}`;
  switch (wanted.kind) {
    case 'sum':
    case 'count': {
      const { sql, values } = sourceOf(build, query, groupBy);
      return { sql: `SELECT ${select}COALESCE(SUM(value), 0) AS value FROM (${sql})${grouped}`, values };
    }
    case 'countDistinct': {
      if (wanted.of.length === 0) throw new Error('a distinct count needs a key');
      const of = [...new Set<string>([...groupBy, ...wanted.of])];
      const { sql, values } = sourceOf(build, query, of);
      const distinct = of.map(quoted).join(', ');
      const totals = `SELECT ${distinct}, SUM(value) AS total FROM (${sql}) GROUP BY ${distinct}`;
      return { sql: `SELECT ${select}COUNT(*) FILTER (WHERE total > 0) AS value FROM (${totals})${grouped}`, values };
    }
  }
}

/** A query's rows as `columns` and `value`, already added up where cells allow it. */
export const sourceOf = (build: Build, query: AggregateQuery, columns: readonly string[]): Clause =>
  isOfCells(build, query, columns) ? cellSource(build, query, columns) : rowSource(build, query, columns);

export type Records = readonly Record<string, SQLOutputValue>[];

export const groups = (records: Records, groupBy: readonly GroupKey[]): readonly AggregateGroup[] =>
  records.map((record) => ({ by: keysOf(record, groupBy), value: Number(record['value']) }));

export const keysOf = (record: Record<string, SQLOutputValue>, keys: readonly string[]): AggregateGroup['by'] =>
  Object.fromEntries(keys.map((key) => [key, String(record[key])]));
