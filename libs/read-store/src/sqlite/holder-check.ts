import type { Tables } from './tables.js';

/** Parameter: the declared measures, as JSON. The spans without a gap in which something was stated or is kept, as `measure` and `span`. */
export const keptSpans = ({ cells, holders, holderGaps }: Tables): string => `
  WITH months AS (
    SELECT DISTINCT measure, month FROM ${cells} WHERE measure IN (SELECT value FROM json_each(?1))
    UNION SELECT DISTINCT measure, substr(span, 1, 7) FROM ${holders} WHERE length(span) = 7
  )
  SELECT measure, month AS span FROM months UNION SELECT measure, substr(month, 1, 4) FROM months
  EXCEPT SELECT measure, span FROM ${holderGaps}`;

const kept = ({ holders }: Tables): string => `
  SELECT org, SUM(total), MIN(since) FROM ${holders} WHERE measure = ?1 AND span = ?2 GROUP BY org`;

const statedInMonth = ({ rows }: Tables): string => `
  SELECT org, SUM(amount), MIN(position) FROM ${rows} WHERE measure = ?1 AND month = ?2 GROUP BY org`;

const keptInMonths = ({ holders }: Tables): string => `
  SELECT org, SUM(total > 0), MIN(since) FROM ${holders} WHERE measure = ?1 AND span GLOB ?2 || '-*' GROUP BY org`;

/** Parameters: measure and span. Finds something where what is kept of a month is not what its rows come to, or of a year its months. */
export function wrongHolders(tables: Tables, span: string): string {
  const [one, other] = [kept(tables), span.length === 4 ? keptInMonths(tables) : statedInMonth(tables)];
  return `SELECT 1 WHERE EXISTS (${one} EXCEPT ${other}) OR EXISTS (${other} EXCEPT ${one})`;
}
