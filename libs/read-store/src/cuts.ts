import type { Figure } from './figure.js';
import { DIMENSIONS, type Dimension } from './measurement.js';
import type { Part } from './part.js';
import type { Projection } from './projection.js';

/** What a figure may be cut by: one of its dimensions, or by month. */
export type Cut = Dimension | 'month';

type Carrying = Pick<Projection, 'name' | 'carries'>;

/**
 * What a figure may be cut by: what all its rows carry, as the projections say that make them. Whatever else it were cut by, rows
 * of one side or part would be missing.
 */
export function cutsOf(figure: Figure, projections: readonly Carrying[]): readonly Cut[] {
  const carries = new Map(projections.map((projection) => [projection.name, projection.carries ?? {}]));
  const dimensions = DIMENSIONS.filter((dimension) =>
    partsOf(figure).every(({ projection, measures }) =>
      measures.every((measure) => carries.get(projection.name)?.[measure]?.includes(dimension) === true),
    ),
  );
  return [...dimensions, 'month'];
}

/** Whether the groups of a cut add up to the whole, numerator and denominator each. */
export function isAdditive(figure: Figure, cut: Cut): boolean {
  if (figure.kind === 'percentile' || (cut === 'month' && figure.stock === true)) return false;
  return partsOf(figure).every(({ function: wanted, forEachAgency }) => {
    if (cut === 'agency' && forEachAgency !== undefined) return false;
    return wanted.kind !== 'countDistinct' || (cut !== 'month' && wanted.of.includes(cut));
  });
}

const partsOf = (figure: Figure): readonly Part[] => [
  ...figure.numerator,
  ...('denominator' in figure ? figure.denominator : []),
];
