import { isAdditive, type Cut, type Figure, type FigureValue } from '#read-store';
import { reasonOf, type Reason } from './null-reason.js';
import type { ListedPart } from './rows-page.js';

/** A figure's value as the API says it: exact whole numbers, and one text for people. */
export interface ValueAnswer {
  readonly by?: FigureValue['by'];
  /** A whole number, or a share of four decimals; null where nothing can be said, for the reason beside it. */
  readonly value: number | string | null;
  readonly reason?: Reason;
  readonly numerator: number | null;
  readonly denominator?: number | null;
  /** Of shares and percentiles: how many they rest on. */
  readonly n?: number | null;
  /** Wilson 95 % lower bound. */
  readonly bound?: string;
}

export function valueAnswer(figure: Figure, value: FigureValue): ValueAnswer {
  const { by, bound } = value;
  const shown = shownValue(figure, value);
  const [numerator, denominator] = [value.numerator ?? null, value.denominator ?? null];
  return {
    ...(Object.keys(by).length === 0 ? {} : { by }),
    value: shown,
    ...(shown === null ? { reason: reasonOf(figure, value) } : {}),
    numerator,
    ...(figure.kind === 'percentile' ? { n: numerator } : {}),
    ...('denominator' in figure ? { denominator, n: denominator } : {}),
    ...(bound === undefined ? {} : { bound }),
  };
}

function shownValue(figure: Figure, { numerator, percentile, ratio, bound }: FigureValue): ValueAnswer['value'] {
  switch (figure.kind) {
    case 'count':
      return numerator ?? null;
    case 'percentile':
      return percentile ?? null;
    case 'ratio':
      return ratio ?? null;
    case 'bound':
      return bound ?? null;
  }
}

/** What a figure is, without its value. */
export const definitionOf = (figure: Figure, cuts: readonly Cut[]): object => {
  const { code, kind, name, formula, unit, source, note, stock, ahead } = figure;
  return {
    code,
    kind,
    name,
    formula,
    unit,
    source,
    ...(note === undefined ? {} : { note }),
    ...(stock === undefined ? {} : { stock }),
    ...(ahead === undefined ? {} : { ahead }),
    cuts,
    additive: cuts.filter((cut) => isAdditive(figure, cut)),
    numerator: figure.numerator.map((part) => partAnswer(part)),
    ...(figure.kind === 'percentile' ? { p: figure.p } : {}),
    ...('denominator' in figure ? { denominator: figure.denominator.map((part) => partAnswer(part)) } : {}),
  };
};

/** How a part is made from its rows, so that anyone can make it again. */
export const partAnswer = ({
  measures,
  dims,
  function: fn,
  among,
  window,
  forEachAgency,
  minus,
  isCondition,
}: ListedPart): object => ({
  measures,
  ...(dims === undefined ? {} : { dims }),
  ...(among === undefined ? {} : { among: { dimension: among.dimension, standing: among.standing.measures } }),
  function: fn,
  ...(window === undefined ? {} : { window }),
  ...(forEachAgency === undefined ? {} : { forEachAgency }),
  sign: isCondition === true ? 0 : minus === true ? -1 : 1,
});
