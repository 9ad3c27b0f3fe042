import { isAdditive, type Cut, type Figure, type FigureValue } from '#read-store';
import { reasonOf } from './null-reason.js';
import type { ListedPart } from './rows-page.js';
import type { Answer } from './schemas.js';
import type { DEFINITION, FIGURE_PART, VALUE_ALONE } from './value-answers.js';

/** A figure's value as the API says it: exact whole numbers, and one text for people. `by` is the group it is of. */
export type ValueAnswer = Answer<typeof VALUE_ALONE>;

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
export const definitionOf = (figure: Figure, cuts: readonly Cut[]): Answer<typeof DEFINITION> => {
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
}: ListedPart): Answer<typeof FIGURE_PART> => ({
  measures,
  ...(dims === undefined ? {} : { dims }),
  ...(among === undefined ? {} : { among: { dimension: among.dimension, standing: among.standing.measures } }),
  function: fn,
  ...(window === undefined ? {} : { window }),
  ...(forEachAgency === undefined ? {} : { forEachAgency }),
  sign: isCondition === true ? 0 : minus === true ? -1 : 1,
});
