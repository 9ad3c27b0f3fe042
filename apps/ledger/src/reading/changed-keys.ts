import type { CitedRow, RowsAsked } from '#context';
import { measurementsOf, scopeOf, type Dimension, type FigureScope, type Part, type ReadStore } from '#read-store';

/** A distinct thing that a figure began or ceased to count between two positions. */
interface ChangedKey {
  readonly part: number;
  readonly by: Readonly<Record<Dimension, string>>;
  readonly change: 'entered' | 'left';
}

/**
 * Of distinct counts by one dimension: which of the things that these rows name are counted at the end of the scope and were not
 * at `since`, or the other way about.
 */
export async function changedKeys(
  models: ReadStore,
  { figure, parts, scope, since = 0 }: RowsAsked,
  rows: readonly CitedRow[],
): Promise<readonly ChangedKey[]> {
  const found: ChangedKey[] = [];
  for (const [index, part] of parts.entries()) {
    const dimension = keyOf(part);
    if (dimension === undefined || part.isCondition === true) continue;
    const named = rows.flatMap((row) => (row.part === index ? [row.dims[dimension] ?? ''] : []));
    const keys = [...new Set(named)].toSorted();
    const counted = (at: number): Promise<ReadonlySet<string>> =>
      countedAmong(models, part, dimension, keys, scopeOf(figure, { ...scope, atPosition: at }));
    const [was, is] = [await counted(since), await counted(scope.atPosition ?? since)];
    for (const key of keys)
      if (was.has(key) !== is.has(key))
        found.push({ part: index, by: { [dimension]: key }, change: is.has(key) ? 'entered' : 'left' });
  }
  return found;
}

/** The dimension a distinct count goes by, when it is one. */
function keyOf({ function: wanted }: Part): Dimension | undefined {
  if (wanted.kind !== 'countDistinct' || wanted.of.length !== 1) return undefined;
  const [key] = wanted.of;
  return key === 'stream' ? undefined : key;
}

async function countedAmong(
  models: ReadStore,
  part: Part,
  dimension: Dimension,
  keys: readonly string[],
  scope: FigureScope,
): Promise<ReadonlySet<string>> {
  const rows = measurementsOf(part, scope);
  const query = { ...rows, dims: { ...rows.dims, [dimension]: keys }, function: part.function, groupBy: [dimension] };
  const groups = await models.aggregate(part.projection, query);
  return new Set(groups.flatMap(({ by, value }) => (value === 1 ? [by[dimension] ?? ''] : [])));
}
