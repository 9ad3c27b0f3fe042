import { allCutsOf, cutsOf, type Cut, type Figure, type Projection } from '#read-store';
import type { BoundedContext } from './bounded-context.js';
import { refuse } from './query.js';

/** Every figure that can be asked for, as the contexts declare them. */
export class FigureList {
  /** Of the network and of its nodes, in the order scorecards and overview show them. */
  readonly network: readonly Figure[];
  /** Those that a node can have. */
  readonly node: readonly Figure[];
  /** What an agency does and offers, in the order its scorecard shows it. */
  readonly agency: readonly Figure[];
  readonly all: readonly Figure[];
  /** What some figure may be grouped by; the month last. */
  readonly cuts: readonly Cut[];

  constructor(
    contexts: readonly Pick<BoundedContext, 'figures'>[],
    private readonly projections: readonly Projection[],
  ) {
    const listed = (list: keyof BoundedContext['figures']): readonly Figure[] =>
      contexts.flatMap(({ figures }) => figures[list] ?? []);
    this.network = listed('network');
    this.node = this.network.filter((figure) => this.isCutBy(figure, 'node'));
    this.agency = listed('agency').filter((figure) => this.isCutBy(figure, 'agency'));
    this.all = [...new Set([...this.network, ...this.agency, ...listed('cited')])];
    this.cuts = allCutsOf(this.all, projections);
  }

  /** Refuses with figure-unknown. */
  of(code: string): Figure {
    return figureAmong(this.all, code);
  }

  /** What a figure may be grouped by and, of node, class and agency, limited to. */
  cutsOf(figure: Figure): readonly Cut[] {
    return cutsOf(figure, this.projections);
  }

  isCutBy(figure: Figure, cut: Cut): boolean {
    return this.cutsOf(figure).includes(cut);
  }

  /** Refuses with figure-not-cut-by, naming what it may be cut by. */
  checkCut(figure: Figure, cut: Cut, parameter: string): void {
    if (this.isCutBy(figure, cut)) return;
    const params = { code: figure.code, by: cut, cuts: this.cutsOf(figure) };
    throw refuse('figure-not-cut-by', { params, pointer: `?${parameter}` });
  }
}

/** Refuses with figure-unknown. */
export function figureAmong(figures: readonly Figure[], code: string): Figure {
  const found = figures.find((figure) => figure.code === code);
  if (found === undefined) throw refuse('figure-unknown', { params: { code: code.slice(0, 20) } });
  return found;
}
