import type { AggregateQuery } from '../read-store.js';
import { monthsBetween, type Clause } from './row-filter.js';
import type { Tables } from './tables.js';

/**
 * The years and months whose holders answer a query; undefined where they do not: it asks for something else than the number
 * of organisations with some of one measure, over whole months, all dimensions together.
 */
export function holderSpans(query: AggregateQuery, holders: readonly string[]): readonly string[] | undefined {
  const { measures, dims = {}, from, to, function: wanted, groupBy = [] } = query;
  const [measure = '', ...others] = measures;
  const isOfOrgs = wanted.kind === 'countDistinct' && wanted.of.every((key) => key === 'org');
  if (!isOfOrgs || others.length > 0 || !holders.includes(measure) || Object.keys(dims).length > 0) return undefined;
  if (from === undefined || to === undefined || !from.endsWith('-01') || !isLastOfMonth(to)) return undefined;
  const months = monthsBetween(from, to);
  if (groupBy.length === 0) return months && spansOf(months);
  return groupBy.every((key) => key === 'month') ? months : undefined;
}

/** Whole years where there are all their months. */
const spansOf = (months: readonly string[]): readonly string[] =>
  [...Map.groupBy(months, (month) => month.slice(0, 4))].flatMap(([year, of]) => (of.length === 12 ? [year] : of));

function isLastOfMonth(date: string): boolean {
  const next = new Date(`${date}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.getUTCDate() === 1;
}

/** Answers a query whose spans have no gap. */
export function holderStatement({ holders }: Tables, query: AggregateQuery, spans: readonly string[]): Clause {
  const { measures, atPosition = Number.MAX_SAFE_INTEGER, groupBy = [] } = query;
  const [select, grouped] = groupBy.length === 0 ? ['', ''] : ['span AS month, ', 'GROUP BY span ORDER BY span'];
  const stands = '(until IS NULL OR until > ?)';
  const sql = `SELECT ${select}COUNT(DISTINCT org) FILTER (WHERE ${stands}) AS value FROM ${holders}
    WHERE measure = ? AND span IN (SELECT value FROM json_each(?)) AND since <= ? ${grouped}`;
  return { sql, values: [atPosition, ...measures, JSON.stringify(spans), atPosition] };
}

/** Finds something where there is a gap. */
export const gapStatement = ({ holderGaps }: Tables, query: AggregateQuery, spans: readonly string[]): Clause => ({
  sql: `SELECT 1 FROM ${holderGaps} WHERE measure = ? AND span IN (SELECT value FROM json_each(?)) LIMIT 1`,
  values: [...query.measures, JSON.stringify(spans)],
});
