import { isBeyond, type Figure, type FigureValue } from '#read-store';

/** Why a figure has no value. */
export interface Reason {
  readonly code: keyof typeof REASONS;
  readonly zh: string;
  readonly en: string;
}

export const REASONS = {
  'figure-too-large': {
    zh: '合计超出可精确表示的范围(2^53);请缩小期间,或限定节点、类别',
    en: 'the sum exceeds what can be stated exactly (2^53); shorten the period, or fix node or class',
  },
  'nothing-counted': { zh: '范围内没有可计的对象', en: 'there is nothing in the scope to be counted' },
  'denominator-not-positive': {
    zh: '分母为零或为负,而分子不为零,比例无意义',
    en: 'the denominator is not positive though the numerator is not zero; a share would mean nothing',
  },
  'beyond-numerator': {
    zh: '该组按定义不在分子之中,比例无意义;分子、分母另列',
    en: 'by definition this group is no part of the numerator; a share would mean nothing',
  },
} as const;

/** Of a value that is null. */
export function reasonOf(figure: Figure, value: FigureValue): Reason {
  const code = codeOf(figure, value);
  return { code, ...REASONS[code] };
}

function codeOf(figure: Figure, { by, numerator, denominator }: FigureValue): Reason['code'] {
  if (numerator === undefined) return 'figure-too-large';
  if (!('denominator' in figure)) return 'nothing-counted';
  if (denominator === undefined) return 'figure-too-large';
  if (denominator > 0 && isBeyond(figure, by)) return 'beyond-numerator';
  return numerator === 0 && denominator === 0 ? 'nothing-counted' : 'denominator-not-positive';
}
