import { CHECK_CODES, type CheckCode } from '#kernel';
import type { Checked } from './month-checks.js';
import type { QualityRule } from './quality-rule.js';

/** A check in a month's score. Texts have four decimals, as shares have everywhere. */
interface CheckScore extends Checked {
  readonly code: CheckCode;
  readonly weightBp: number;
  /** Defects ÷ checked, rounded half up; null where nothing was checked, which then weighs nothing. */
  readonly rate: string | null;
}

export interface QualityScore {
  /** 100 × Σ w (1 − rate) ÷ Σ w over the checks that had something to check, two decimals; null where none had. */
  readonly score: string | null;
  readonly checks: readonly CheckScore[];
}

/**
 * The score of a month, from the rates as they are published, so that a pencil comes to the same. A check that had nothing to
 * check is left out, weight and all.
 */
export function scoreOf(
  counts: Readonly<Partial<Record<CheckCode, Checked>>>,
  { weights }: Pick<QualityRule, 'weights'>,
): QualityScore {
  let [gained, weighed] = [0, 0];
  const checks = CHECK_CODES.map((code): CheckScore => {
    const { checked, defects } = counts[code] ?? { checked: 0, defects: 0 };
    const weightBp = weights[code] ?? 0;
    if (checked <= 0) return { code, weightBp, checked, defects, rate: null };
    const rate = roundedQuotient(defects * 10_000, checked);
    gained += weightBp * (10_000 - rate);
    weighed += weightBp;
    return { code, weightBp, checked, defects, rate: decimal(rate, 4) };
  });
  return { score: weighed === 0 ? null : decimal(roundedQuotient(gained, weighed), 2), checks };
}

/** Half up, of whole numbers ≥ 0. */
const roundedQuotient = (top: number, bottom: number): number => Math.floor((2 * top + bottom) / (2 * bottom));

const decimal = (scaled: number, decimals: number): string => {
  const digits = String(scaled).padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
};
