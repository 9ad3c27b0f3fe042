import { parsePeriod, wholeClass, type Actor } from '#kernel';
import type { Figure, FigureScope } from '#read-store';
import { AGENCY_FIGURES } from './figures.js';
import { ownScope } from './own-scope.js';
import { AGENCY, choice, NODE, PERIOD, refuse, type Parameter } from './query.js';
import { listedParts, type ListedPart } from './rows-page.js';

const CLASS: Parameter = { spec: wholeClass };
/** Parameters that say of whom and of when a figure is asked. */
export const SCOPE = { period: PERIOD, node: NODE, class: CLASS, agency: AGENCY };
export const PART = choice(['numerator', 'denominator'], '分子或分母', 'which side of the share');

export type Scoped = Readonly<Partial<Record<keyof typeof SCOPE, string>>>;

/** What is asked, within what the caller may see. */
export function scopeAsked(
  figure: Figure,
  { period = '', class: serviceClass, ...of }: Scoped,
  caller: Actor,
): FigureScope {
  const own = ownScope(caller, of);
  if (own.agency !== undefined && !AGENCY_FIGURES.includes(figure))
    throw refuse('figure-not-by-agency', { params: { code: figure.code }, pointer: '?agency' });
  return { ...parsePeriod(period), ...own, ...(serviceClass === undefined ? {} : { class: serviceClass }) };
}

/** A count has one side only. */
export const partsOf = (figure: Figure, part: string): readonly ListedPart[] =>
  listedParts(part === 'denominator' && 'denominator' in figure ? figure.denominator : figure.numerator);

/** What an answer is about. */
export const labels = (figure: Figure, { period }: Scoped, scope: FigureScope): object => {
  const { node, class: serviceClass, agency } = scope;
  return {
    code: figure.code,
    name: figure.name,
    unit: figure.unit,
    period,
    ...(node === undefined ? {} : { node }),
    ...(serviceClass === undefined ? {} : { class: serviceClass }),
    ...(agency === undefined ? {} : { agency }),
  };
};
