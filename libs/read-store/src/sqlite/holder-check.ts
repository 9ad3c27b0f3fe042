import type { Clause } from './clause.js';
import { monthsOf, spansOf } from './holder-spans.js';
import { EVERYWHERE, placeOf } from './holder-writer.js';
import type { Tables } from './tables.js';

/** Parameter: the declared measures, as JSON. The spans without a gap in which something was stated or is kept, as `measure` and `span`. */
export const keptSpans = ({ cells, holders, reach, holderGaps }: Tables): string => `
  WITH months AS (
    SELECT DISTINCT measure, month FROM ${cells} WHERE measure IN (SELECT value FROM json_each(?))
  )
  SELECT measure, month AS span FROM months
  UNION SELECT measure, substr(month, 1, 4) || '-Q' || ((substr(month, 6) + 2) / 3) FROM months
  UNION SELECT measure, substr(month, 1, 4) FROM months
  UNION SELECT measure, span FROM ${holders}
  UNION SELECT measure, span FROM ${reach}
  EXCEPT SELECT measure, span FROM ${holderGaps}`;

/** Finds something where what is kept of a span is not what its rows, or the months or quarters in it, come to. */
export function wrongHolders(tables: Tables, measure: string, span: string): Clause {
  const lacks = (one: string, other: string): string =>
    `EXISTS (SELECT * FROM (${one}) EXCEPT SELECT * FROM (${other}))`;
  const differ = (one: string, other: string): string => `${lacks(one, other)} OR ${lacks(other, one)}`;
  const months = monthsOf(span);
  const totals = months.length === 1 ? totalsOfRows(tables) : totalsOfParts(tables);
  const sql = `
    WITH asked (measure, span) AS (SELECT ?, ?), months AS (SELECT value FROM json_each(?)), parts AS (SELECT value FROM json_each(?))
    SELECT 1 WHERE ${differ(keptTotals(tables), totals)} OR ${differ(keptMoves(tables), movesOfRows(tables))}`;
  const parts = new Set(months.map((month) => spansOf(month)[months.length === 12 ? 1 : 0]));
  return { sql, values: [measure, span, JSON.stringify(months), JSON.stringify([...parts])] };
}

const EACH_NODE = `'${placeOf('')}' || node`;
const ALL_NODES = `'${EVERYWHERE}'`;
const IN_SPAN = 'measure = (SELECT measure FROM asked) AND span = (SELECT span FROM asked)';
const IN_PARTS = 'measure = (SELECT measure FROM asked) AND span IN parts';
const IN_MONTHS = 'measure = (SELECT measure FROM asked) AND month IN months';

const keptTotals = ({ holders }: Tables): string => `SELECT place, org, total FROM ${holders} WHERE ${IN_SPAN}`;

const totalsOfRows = ({ rows, holders }: Tables): string => `
  SELECT ${EACH_NODE}, org, SUM(amount) FROM ${rows} WHERE ${IN_MONTHS} GROUP BY node, org
  UNION SELECT ${ALL_NODES}, org, SUM(total > 0) FROM ${holders} WHERE ${IN_SPAN} AND place <> ${ALL_NODES} GROUP BY org`;

const totalsOfParts = ({ holders }: Tables): string => `
  SELECT place, org, SUM(total > 0) FROM ${holders} WHERE ${IN_PARTS} GROUP BY place, org`;

/** At which positions more or fewer organisations come to have some. */
const keptMoves = ({ reach }: Tables): string => `
  SELECT * FROM (
    SELECT place, position, orgs - LAG(orgs, 1, 0) OVER (PARTITION BY place ORDER BY position) AS move FROM ${reach} WHERE ${IN_SPAN}
  ) WHERE move <> 0`;

const movesOfRows = ({ rows }: Tables): string => {
  const stated = (place: string): string =>
    `SELECT ${place} AS place, org, position, SUM(amount) AS amount FROM ${rows} WHERE ${IN_MONTHS} GROUP BY place, org, position`;
  return `
    SELECT place, position, SUM((after > 0) - (after - amount > 0)) AS move FROM (
      SELECT place, position, amount, SUM(amount) OVER (PARTITION BY place, org ORDER BY position) AS after
      FROM (${stated(EACH_NODE)} UNION ALL ${stated(ALL_NODES)})
    ) GROUP BY place, position HAVING move <> 0`;
};
