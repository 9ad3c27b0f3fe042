import type { FigureList } from './figure-list.js';
import { wholeClass, type Actor } from '#kernel';
import type { Figure, FigureScope } from '#read-store';
import { ownScope } from './own-scope.js';
import { AGENCY, choice, NODE, PERIOD, type Parameter } from './query.js';
import { listedParts, type ListedPart } from './rows-page.js';

const CLASS: Parameter = { spec: wholeClass };
/** Parameters that say of whom and of when a figure is asked. */
export const SCOPE = { period: PERIOD, node: NODE, class: CLASS, agency: AGENCY };
export const PART = choice(['numerator', 'denominator'], '分子或分母', 'which side of the share');

export type Scoped = Readonly<Partial<Record<keyof typeof SCOPE, string>>>;

const LIMITING = ['node', 'class', 'agency'] as const;

type Limits = Pick<FigureScope, (typeof LIMITING)[number]>;

/** What is asked, within what the caller may see and the figure may be cut by. */
export function scopeAsked(
  figures: FigureList,
  figure: Figure,
  { class: serviceClass, ...of }: Scoped,
  caller: Actor,
): Limits {
  const own = { ...ownScope(caller, of), ...(serviceClass === undefined ? {} : { class: serviceClass }) };
  for (const cut of LIMITING) if (own[cut] !== undefined) figures.checkCut(figure, cut, cut);
  return own;
}

/** Whether a figure says something of days to come: what stands as far as is known, unless it looks back; what is planned. */
export const isAhead = (figure: Figure): boolean =>
  figure.ahead === true || (figure.stock === true && figure.numerator.every(({ window }) => window === undefined));

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
