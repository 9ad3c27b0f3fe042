import { cutsOf, type Cut, type Figure } from '#read-store';
import { PROJECTIONS } from '../projections.js';
import { refuse } from './query.js';

/** What a figure may be grouped by and, of node, class and agency, limited to. */
export const cutsOfFigure = (figure: Figure): readonly Cut[] => cutsOf(figure, PROJECTIONS);

export const isCutBy = (figure: Figure, cut: Cut): boolean => cutsOfFigure(figure).includes(cut);

/** Refuses with figure-not-cut-by, naming what it may be cut by. */
export function checkCut(figure: Figure, cut: Cut, parameter: string): void {
  if (isCutBy(figure, cut)) return;
  const params = { code: figure.code, by: cut, cuts: cutsOfFigure(figure) };
  throw refuse('figure-not-cut-by', { params, pointer: `?${parameter}` });
}
