import type { AggregateGroup, AggregateQuery } from '../read-store.js';
import { keysOf, sourceOf, type Records } from './aggregate-sql.js';
import { allOf, oneOf, type Clause } from './clause.js';
import { whereClause } from './row-filter.js';
import { quoted, selectedOfRows } from './layout.js';
import type { Build } from './tables.js';

/** How many rows stand at a band or an amount; those of a group ascend. */
interface RowsAt {
  readonly at: number;
  readonly held: number;
}

/**
 * Nearest rank: the least amount that at least p % of the standing rows do not exceed. Rows are counted by their bands, and
 * those of the bands that hold the wanted ones are read.
 */
export function percentiles(
  ask: (statement: Clause) => Records,
  build: Build,
  query: AggregateQuery,
  p: number,
): readonly AggregateGroup[] {
  const { groupBy = [] } = query;
  const places = [...grouped(ask(bandsStatement(build, query)), groupBy).values()].map(({ by, steps }) => {
    const total = steps.reduce((sum, { held }) => sum + held, 0);
    return { by, ...placeOf(steps, Math.ceil((p * total) / 100)) };
  });
  const bands = places.flatMap(({ at }) => (at === undefined ? [] : [at]));
  const amounts = grouped(ask(amountsStatement(build, query, bands)), [...groupBy, 'band']);
  const groups = places.map(({ by, at, rank }) => {
    const steps = amounts.get(keyOf([...groupBy.map((name) => by[name]), String(at)]))?.steps ?? [];
    return { by, value: placeOf(steps, rank).at };
  });
  return groupBy.length === 0 && groups.length === 0 ? [{ by: {}, value: undefined }] : groups;
}

function bandsStatement(build: Build, query: AggregateQuery): Clause {
  const keys = [...(query.groupBy ?? []), 'band'];
  const { sql, values } = sourceOf(build, { ...query, function: { kind: 'count' } }, keys);
  const by = keys.map(quoted).join(', ');
  return {
    sql: `SELECT ${by}, band AS at, SUM(value) AS held FROM (${sql}) GROUP BY ${by} ORDER BY ${by}`,
    values,
  };
}

function amountsStatement({ rows, layout }: Build, query: AggregateQuery, bands: readonly number[]): Clause {
  const where = allOf(whereClause(layout, query), oneOf('band', bands));
  const keys = [...(query.groupBy ?? []), 'band'];
  const by = `${keys.map(quoted).join(', ')}, amount * sign`;
  const sql = `SELECT ${selectedOfRows(layout, keys).join(', ')}, amount * sign AS at, SUM(sign) AS held FROM ${rows}
    WHERE ${where.sql} GROUP BY ${by} ORDER BY ${by}`;
  return { sql, values: where.values };
}

const keyOf = (keys: readonly unknown[]): string => JSON.stringify(keys.map(String));

function grouped(
  records: Records,
  keys: readonly string[],
): ReadonlyMap<string, { readonly by: AggregateGroup['by']; readonly steps: readonly RowsAt[] }> {
  const groups = Map.groupBy(records, (record) => keyOf(keys.map((name) => record[name])));
  return new Map(
    [...groups].map(([key, members]) => {
      const [first = {}] = members;
      const steps = members.map(({ at, held }) => ({ at: Number(at), held: Number(held) }));
      return [key, { by: keysOf(first, keys), steps }];
    }),
  );
}

/** At which of the steps the row of this rank stands, and as which of those there; nowhere when there are not as many. */
function placeOf(steps: readonly RowsAt[], rank: number): { readonly at: number | undefined; readonly rank: number } {
  let passed = 0;
  for (const { at, held } of steps) {
    if (rank > 0 && passed + held >= rank) return { at, rank: rank - passed };
    passed += held;
  }
  return { at: undefined, rank };
}
