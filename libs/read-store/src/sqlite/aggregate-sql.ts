import type { SQLOutputValue } from 'node:sqlite';
import type { AggregateGroup, AggregateQuery, GroupKey } from '../read-store.js';
import { cellSource, isOfCells, rowSource } from './cell-source.js';
import { whereClause, type Clause } from './row-filter.js';
import { asNamed, ROW_COLUMNS, type Tables } from './tables.js';

/**
 * The statement that answers an aggregate: one record per group, its keys first, then `value`. A percentile's has one record
 * per group and amount instead, `value` with the number of rows `standing` at it, for `percentiles` to fold.
 */
export function aggregateStatement(tables: Tables, query: AggregateQuery): Clause {
  const { groupBy = [], function: wanted } = query;
  const keys = columns(groupBy);
  const select = groupBy.map((key) => `${key}, `).join('');
  const grouped = keys === '' ? '' : ` GROUP BY ${keys} ORDER BY ${keys}`;
  switch (wanted.kind) {
    case 'sum':
    case 'count': {
      const { sql, values } = sourceOf(tables, query, groupBy);
      return { sql: `SELECT ${select}COALESCE(SUM(value), 0) AS value FROM (${sql})${grouped}`, values };
    }
    case 'countDistinct': {
      if (wanted.of.length === 0) throw new Error('a distinct count needs a key');
      const of = [...new Set<string>([...groupBy, ...wanted.of])];
      const { sql, values } = sourceOf(tables, query, of);
      const distinct = columns(of);
      const totals = `SELECT ${distinct}, SUM(value) AS total FROM (${sql}) GROUP BY ${distinct}`;
      return { sql: `SELECT ${select}COUNT(*) FILTER (WHERE total > 0) AS value FROM (${totals})${grouped}`, values };
    }
    case 'percentile': {
      const { sql: where, values } = whereClause(query);
      const by = `${select}amount * sign`;
      const from = `FROM ${tables.rows} WHERE ${where}`;
      const selected = groupBy.map((key) => `${asNamed(key)}, `).join('');
      const sql = `SELECT ${selected}amount * sign AS value, SUM(sign) AS standing ${from} GROUP BY ${by} ORDER BY ${by}`;
      return { sql, values };
    }
  }
}

const sourceOf = (tables: Tables, query: AggregateQuery, columns: readonly string[]): Clause =>
  isOfCells(query, columns) ? cellSource(tables, query, columns) : rowSource(tables, query, columns);

const COLUMNS: ReadonlySet<string> = new Set([...ROW_COLUMNS, 'day']);

/** Column names are the one part of a statement that is not a parameter. */
function columns(names: readonly string[]): string {
  for (const name of names) if (!COLUMNS.has(name)) throw new Error(`rows have no ${name} to group by`);
  return names.join(', ');
}

type Records = Iterable<Record<string, SQLOutputValue>>;

export const groups = (records: Records, groupBy: readonly GroupKey[]): readonly AggregateGroup[] =>
  Array.from(records, (record) => ({ by: keysOf(record, groupBy), value: Number(record['value']) }));

/** Nearest rank: the least amount that at least p % of the standing rows do not exceed. Records come by group and amount. */
export function percentiles(records: Records, groupBy: readonly GroupKey[], p: number): readonly AggregateGroup[] {
  const found = new Map<string, { by: AggregateGroup['by']; amounts: { value: number; standing: number }[] }>();
  if (groupBy.length === 0) found.set('[]', { by: {}, amounts: [] });
  for (const record of records) {
    const key = JSON.stringify(groupBy.map((name) => record[name]));
    const group = found.get(key) ?? { by: keysOf(record, groupBy), amounts: [] };
    found.set(key, group);
    const standing = Number(record['standing']);
    if (standing > 0) group.amounts.push({ value: Number(record['value']), standing });
  }
  return Array.from(found.values(), ({ by, amounts }) => ({ by, value: nearestRank(amounts, p) }));
}

function nearestRank(amounts: readonly { value: number; standing: number }[], p: number): number | undefined {
  const total = amounts.reduce((sum, { standing }) => sum + standing, 0);
  const rank = Math.ceil((p * total) / 100);
  let passed = 0;
  return amounts.find(({ standing }) => (passed += standing) >= rank)?.value;
}

const keysOf = (record: Record<string, SQLOutputValue>, groupBy: readonly GroupKey[]): AggregateGroup['by'] =>
  Object.fromEntries(groupBy.map((key) => [key, String(record[key])]));
