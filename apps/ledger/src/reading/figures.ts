import { activityFigures } from '#activity';
import { demandFigures } from '#demand';
import { networkFigures } from '#network';
import type { Figure } from '#read-store';
import { submissionFigures } from '#submission';
import { refuse } from './query.js';

/** Every figure this ledger publishes, in the order they are shown. */
export const FIGURES: readonly Figure[] = [
  ...activityFigures,
  ...demandFigures,
  ...networkFigures,
  ...submissionFigures,
];

export function figureOf(code: string): Figure {
  const found = FIGURES.find((figure) => figure.code === code);
  if (found === undefined) throw refuse('figure-unknown', { params: { code: code.slice(0, 20) } });
  return found;
}
