import { Injectable } from '@nestjs/common';
import { type Answer, type ClosedAt, type ClosingAnswer, PostClosing, valueAnswer, type ValueAnswer } from '#context';
import { askingOnce, evaluateFigure, ReadStore, type Aggregating, type Figure, type FigureScope } from '#read-store';
import type { FIGURES } from './answers.js';

export interface SideBySide {
  /** Once every month of it is closed: when, which each figure's own closing goes by. */
  readonly closing?: ClosedAt;
  readonly figures: Answer<typeof FIGURES>;
}

/** What is said of a figure beside its value. */
type Beside = (store: Aggregating, figure: Figure, today: ValueAnswer) => Promise<{ readonly closing?: ClosingAnswer }>;

/** Figures side by side in one scope, each with its name. */
export function figuresIn(
  models: Aggregating,
  figures: readonly Figure[],
  scope: FigureScope,
  beside: Beside = async () => ({}),
): Promise<Answer<typeof FIGURES>> {
  const store = askingOnce(models);
  return Promise.all(
    figures.map(async (figure) => {
      const [value] = await evaluateFigure(store, figure, scope);
      const { code, name, unit } = figure;
      if (value === undefined) throw new Error(`${code} came to nothing without groups`);
      const today = valueAnswer(figure, value);
      return { code, name, unit, ...today, ...(await beside(store, figure, today)) };
    }),
  );
}

/** The same, each as it was frozen where the scope is closed. */
@Injectable()
export class FiguresSideBySide {
  constructor(
    private readonly models: ReadStore,
    private readonly postClosing: PostClosing,
  ) {}

  async in(figures: readonly Figure[], scope: FigureScope, period = ''): Promise<SideBySide> {
    const closing = await this.postClosing.closingOf(scope);
    if (closing === undefined) return { figures: await figuresIn(this.models, figures, scope) };
    const frozen: Beside = async (store, figure, today) => ({
      closing: await this.postClosing.ofFigure(store, { figure, scope, period }, today, { closing, showsRows: false }),
    });
    return { closing, figures: await figuresIn(this.models, figures, scope, frozen) };
  }
}
