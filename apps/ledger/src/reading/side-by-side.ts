import { askingOnce, evaluateFigure, type Figure, type FigureScope, type ReadStore } from '#read-store';
import { valueAnswer } from './figure-answer.js';

/** Figures side by side in one scope, each with its name. */
export function figuresIn(
  models: ReadStore,
  figures: readonly Figure[],
  scope: FigureScope,
): Promise<readonly object[]> {
  const store = askingOnce(models);
  return Promise.all(
    figures.map(async (figure) => {
      const [value] = await evaluateFigure(store, figure, scope);
      const { code, name, unit } = figure;
      return { code, name, unit, ...(value === undefined ? {} : valueAnswer(figure, value)) };
    }),
  );
}
