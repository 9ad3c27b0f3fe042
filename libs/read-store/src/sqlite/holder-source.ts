import type { AggregateQuery } from '../read-store.js';
import { allOf, oneOf, type Clause } from './clause.js';
import { spanOf } from './holder-spans.js';
import { EVERYWHERE, placeOf } from './holder-writer.js';
import { inCells, wholeMonths } from './row-filter.js';
import type { Build } from './tables.js';

/**
 * The reporting periods in which it is kept what a query asks for; undefined where it is not: it asks for something else
 * than how many organisations have some of one measure in a month, quarter or year, everywhere or node by node.
 */
export function holderSpans(query: AggregateQuery, holders: readonly string[]): readonly string[] | undefined {
  const { measures, dims = {}, from, to, function: wanted, groupBy = [] } = query;
  const [measure = '', ...others] = measures;
  const isOfOrgs = wanted.kind === 'countDistinct' && wanted.of.every((key) => key === 'org');
  if (!isOfOrgs || others.length > 0 || !holders.includes(measure)) return undefined;
  if (!Object.keys(dims).every((name) => name === 'node')) return undefined;
  if (!groupBy.every((key) => key === 'month' || key === 'node')) return undefined;
  if (typeof dims.node === 'object' && !groupBy.includes('node')) return undefined;
  const months = wholeMonths(from, to);
  if (months === undefined || groupBy.includes('month')) return months;
  const span = spanOf(months);
  return span === undefined ? undefined : [span];
}

/** Answers a query whose spans have no gap. */
export function holderStatement(build: Build, query: AggregateQuery, spans: readonly string[]): Clause {
  const { measures, atPosition = Number.MAX_SAFE_INTEGER, groupBy = [] } = query;
  const places = placesOf(build, query);
  const keys = groupBy.map((key) => `${key}, `).join('');
  const reached = `
    SELECT ${keys}(
      SELECT orgs FROM ${build.reach} reach WHERE reach.measure = ? AND reach.place = places.place AND reach.span = spans.month
        AND position <= ? ORDER BY position DESC LIMIT 1
    ) AS value
    FROM (SELECT value AS month FROM json_each(?)) spans CROSS JOIN (${places.sql}) places`;
  const sql =
    groupBy.length === 0
      ? `SELECT COALESCE(MAX(value), 0) AS value FROM (${reached})`
      : `SELECT * FROM (${reached}) WHERE value IS NOT NULL ORDER BY ${groupBy.join(', ')}`;
  return { sql, values: [...measures, atPosition, JSON.stringify(spans), ...places.values] };
}

/** The places a query asks about, with their nodes where it is cut by them. */
function placesOf({ cells, layout }: Build, query: AggregateQuery): Clause {
  const { dims = {}, groupBy = [] } = query;
  if (!groupBy.includes('node')) {
    const place = typeof dims.node === 'string' ? placeOf(dims.node) : EVERYWHERE;
    return { sql: 'SELECT ? AS place', values: [place] };
  }
  const { sql, values } = inCells(layout, query);
  return { sql: `SELECT DISTINCT node, '${placeOf('')}' || node AS place FROM ${cells} WHERE ${sql}`, values };
}

/** Finds something where there is a gap. */
export function gapStatement({ holderGaps }: Build, { measures }: AggregateQuery, spans: readonly string[]): Clause {
  const { sql, values } = allOf(oneOf('measure', measures), oneOf('span', spans));
  return { sql: `SELECT 1 FROM ${holderGaps} WHERE ${sql} LIMIT 1`, values };
}
