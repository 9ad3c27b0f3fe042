import { type Closing, type Closings, spanOf } from '#context';
import type { Figure, ProjectionKey, ReadStore } from '#read-store';

const COUNTED_MAX = 10_000;

/** All measures that figures are made of, by the projection that states them. */
function measuredBy(
  figures: readonly Figure[],
): readonly { readonly projection: ProjectionKey; readonly measures: readonly string[] }[] {
  const found = new Map<string, { readonly projection: ProjectionKey; readonly measures: Set<string> }>();
  for (const figure of figures)
    for (const { projection, measures } of [
      ...figure.numerator,
      ...('denominator' in figure ? figure.denominator : []),
    ]) {
      const of = found.get(projection.name) ?? { projection, measures: new Set<string>() };
      for (const measure of measures) of.measures.add(measure);
      found.set(projection.name, of);
    }
  return [...found.values()].map(({ projection, measures }) => ({ projection, measures: [...measures] }));
}

/** How many rows of a closed month of a node were recorded since. */
export interface AdjustedMonth {
  readonly count: number;
  readonly isComplete: boolean;
}

/** Of the nodes whose month is closed, the rows of that month recorded since, whatever figure they are of. */
export async function adjustedMonth(
  models: ReadStore,
  closings: Closings,
  {
    month,
    nodes,
    atPosition,
    figures,
  }: {
    readonly month: string;
    readonly nodes: readonly string[];
    readonly atPosition: number;
    readonly figures: readonly Figure[];
  },
): Promise<ReadonlyMap<string, { readonly closing: Closing; readonly adjustments: AdjustedMonth }>> {
  const closed = new Map(
    nodes.flatMap((node) => {
      const closing = closings.ofMonth(node, month);
      return closing === undefined ? [] : [[node, closing] as const];
    }),
  );
  const first = Math.min(...[...closed.values()].map(({ position }) => position));
  if (closed.size === 0) return new Map();
  const counts = new Map<string, number>();
  let isComplete = true;
  for (const { projection, measures } of measuredBy(figures)) {
    const filter = { measures, ...spanOf([month]), atPosition, dims: { node: [...closed.keys()] } };
    const after = { position: first, n: Number.MAX_SAFE_INTEGER };
    const rows = await models.rows(projection, filter, { after, limit: COUNTED_MAX });
    if (rows.length === COUNTED_MAX) isComplete = false;
    for (const {
      dims: { node = '' },
      position,
    } of rows)
      if (position > (closed.get(node)?.position ?? Infinity)) counts.set(node, (counts.get(node) ?? 0) + 1);
  }
  return new Map(
    [...closed].map(([node, closing]) => [
      node,
      { closing, adjustments: { count: counts.get(node) ?? 0, isComplete } },
    ]),
  );
}
