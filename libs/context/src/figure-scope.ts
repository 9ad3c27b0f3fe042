import { wholeClass } from '#kernel';
import type { Figure } from '#read-store';
import type { FigureList } from './figure-list.js';
import { choice, PERIOD, type Parameter } from './query.js';
import type { AgencyScope, NodeScope } from './readers.js';
import { listedParts, type ListedPart } from './rows-page.js';

const CLASS: Parameter = { spec: wholeClass };
/** Beside those that say whose figure is asked for. */
export const OF_FIGURE = { period: PERIOD, class: CLASS };
export const SIDES = ['numerator', 'denominator'] as const;
export type Side = (typeof SIDES)[number];
export const PART = choice(SIDES, '分子或分母', 'which side of the share');
export const sideOf = (part: string): Side => (part === 'denominator' ? part : 'numerator');

const LIMITING = ['node', 'class', 'agency'] as const;

type Limits = NodeScope & AgencyScope & { readonly class?: string };

/** What a caller is shown, within what the figure may be cut by. */
export function limitsOf(
  figures: FigureList,
  figure: Figure,
  { scope, asked }: { readonly scope: NodeScope & AgencyScope; readonly asked: { readonly class?: string } },
): Limits {
  const limits = { ...scope, ...(asked.class === undefined ? {} : { class: asked.class }) };
  for (const cut of LIMITING) if (limits[cut] !== undefined) figures.checkCut(figure, cut, cut);
  return limits;
}

/** Whether a figure says something of days to come: what stands as far as is known, unless it looks back; what is planned. */
export const isAhead = (figure: Figure): boolean =>
  figure.ahead === true || (figure.stock === true && figure.numerator.every(({ window }) => window === undefined));

/** A count has one side only. */
export const partsOf = (figure: Figure, part: string): readonly ListedPart[] =>
  listedParts(part === 'denominator' && 'denominator' in figure ? figure.denominator : figure.numerator);

/** What an answer is about. */
export const labels = (
  { code, name, unit }: Figure,
  period: string,
  { node, class: serviceClass, agency }: NodeScope & AgencyScope & { readonly class?: string },
): {
  readonly code: string;
  readonly name: Figure['name'];
  readonly unit: Figure['unit'];
  readonly period: string;
  readonly node?: string;
  readonly class?: string;
  readonly agency?: string;
} => ({
  code,
  name,
  unit,
  period,
  ...(node === undefined ? {} : { node }),
  ...(serviceClass === undefined ? {} : { class: serviceClass }),
  ...(agency === undefined ? {} : { agency }),
});
