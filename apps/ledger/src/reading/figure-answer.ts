import type { Figure, FigureValue, Part } from '#read-store';

/** A figure's value as the API says it: exact whole numbers, and one text for people. */
export interface ValueAnswer {
  readonly by?: FigureValue['by'];
  /** A whole number, or a share of four decimals; null where nothing can be said (a share of nothing). */
  readonly value: number | string | null;
  readonly numerator: number;
  readonly denominator?: number;
  /** Of shares: how many they rest on. */
  readonly n?: number;
  /** Wilson 95 % lower bound. */
  readonly bound?: string;
}

export function valueAnswer(figure: Figure, { by, numerator, denominator, ratio, bound }: FigureValue): ValueAnswer {
  const share = figure.kind === 'bound' ? bound : ratio;
  return {
    ...(Object.keys(by).length === 0 ? {} : { by }),
    value: figure.kind === 'count' ? numerator : (share ?? null),
    numerator,
    ...(denominator === undefined ? {} : { denominator, n: denominator }),
    ...(bound === undefined ? {} : { bound }),
  };
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
    numerator: figure.numerator.map(partAnswer),
    ...(figure.kind === 'count' ? {} : { denominator: figure.denominator.map(partAnswer) }),
  };
};

/** How a part is made from its rows, so that anyone can make it again. */
export const partAnswer = ({ measures, dims, function: fn, minus }: Part): object => ({
  measures,
  ...(dims === undefined ? {} : { dims }),
  function: fn,
  sign: minus === true ? -1 : 1,
});
