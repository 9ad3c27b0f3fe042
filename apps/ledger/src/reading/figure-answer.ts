import type { Figure, FigureValue } from '#read-store';
import type { ListedPart } from './rows-page.js';

/** A figure's value as the API says it: exact whole numbers, and one text for people. */
export interface ValueAnswer {
  readonly by?: FigureValue['by'];
  /** A whole number, or a share of four decimals; null where nothing can be said (a share of nothing). */
  readonly value: number | string | null;
  readonly numerator: number;
  readonly denominator?: number;
  /** Of shares and percentiles: how many they rest on. */
  readonly n?: number;
  /** Wilson 95 % lower bound. */
  readonly bound?: string;
}

export function valueAnswer(figure: Figure, value: FigureValue): ValueAnswer {
  const { by, numerator, denominator, bound } = value;
  return {
    ...(Object.keys(by).length === 0 ? {} : { by }),
    value: shownValue(figure, value),
    numerator,
    ...(figure.kind === 'percentile' ? { n: numerator } : {}),
    ...(denominator === undefined ? {} : { denominator, n: denominator }),
    ...(bound === undefined ? {} : { bound }),
  };
}

function shownValue(figure: Figure, { numerator, percentile, ratio, bound }: FigureValue): ValueAnswer['value'] {
  switch (figure.kind) {
    case 'count':
      return numerator;
    case 'percentile':
      return percentile ?? null;
    case 'ratio':
      return ratio ?? null;
    case 'bound':
      return bound ?? null;
  }
}

/** What a figure is, without its value. */
export const definitionOf = (figure: Figure): object => {
  const { code, kind, name, formula, unit, source, note, stock } = figure;
  return {
    code,
    kind,
    name,
    formula,
    unit,
    source,
    ...(note === undefined ? {} : { note }),
    ...(stock === undefined ? {} : { stock }),
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
