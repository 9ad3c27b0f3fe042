import type { Figure } from './figure.js';
import { inToldOrder, type Dimension } from './measurement.js';
import type { Part } from './part.js';
import type { Projection } from './projection.js';

/** What a figure may be cut by: one of its dimensions, or `month`. */
export type Cut = Dimension;

type Measuring = Pick<Projection, 'name' | 'measures'>;

/**
 * What a figure may be cut by: what all its rows carry, as the projections say that make them. Whatever else it were cut by, rows
 * of one side or part would be missing.
 */
export function cutsOf(figure: Figure, projections: readonly Measuring[]): readonly Cut[] {
  const declared = new Map(projections.map(({ name, measures }) => [name, measures ?? {}]));
  const carried = partsOf(figure).flatMap(({ projection, measures }) =>
    measures.map((measure) => declared.get(projection.name)?.[measure]?.cuts ?? []),
  );
  const [first = [], ...others] = carried;
  return [...inToldOrder(first).filter((cut) => others.every((cuts) => cuts.includes(cut))), 'month'];
}

/** What some figure may be cut by. */
export const allCutsOf = (figures: readonly Figure[], projections: readonly Measuring[]): readonly Cut[] => [
  ...inToldOrder(figures.flatMap((figure) => cutsOf(figure, projections).filter((cut) => cut !== 'month'))),
  'month',
];

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
