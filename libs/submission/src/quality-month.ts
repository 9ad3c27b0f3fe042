import type { CheckCode } from '#kernel';
import {
  checkLastDays,
  checkLeaps,
  checkOtherClass,
  checkTotals,
  type Checked,
  type Comparison,
  type Course,
} from './month-checks.js';
import type { QualityRule } from './quality-rule.js';
import { scoreOf, type QualityScore } from './quality-score.js';
import type { Quantity } from './sub.events.js';

/** All that the quality of a node's month is judged by, as the rows add up. */
export interface MonthInputs {
  /** Of the checks that are shares of postings. */
  readonly rates: Readonly<Partial<Record<CheckCode, Checked>>>;
  /** Postings recorded, day by day of the month. */
  readonly postings: readonly { readonly day: string; readonly count: number }[];
  /** What the node says the month comes to, beside the ledger's. */
  readonly totals: readonly (Comparison & { readonly quantity: Quantity })[];
  /** The month beside the twelve before it. */
  readonly courses: readonly (Course & { readonly quantity: Quantity })[];
}

export interface MonthQuality extends QualityScore {
  /** Q05: what it was judged by. */
  readonly lastDays: { readonly postings: number; readonly onLastDays: number };
}

/** The score of a month under a rule. `lastDay` is the month's, a civil date. */
export function judgeMonth(inputs: MonthInputs, rule: QualityRule, lastDay: string): MonthQuality {
  const { rates, postings, totals, courses } = inputs;
  const total = (days: MonthInputs['postings']): number => days.reduce((sum, { count }) => sum + count, 0);
  const firstOfLast = lastDay.slice(0, 8) + String(Number(lastDay.slice(8)) - rule.lastDays + 1).padStart(2, '0');
  const lastDays = {
    postings: total(postings),
    onLastDays: total(postings.filter(({ day }) => day >= firstOfLast)),
  };
  const monthly = {
    Q05: checkLastDays(lastDays, rule),
    Q12: checkOtherClass(rates.Q12 ?? { checked: 0, defects: 0 }, rule),
    Q14: checkTotals(totals),
    Q15: checkLeaps(courses),
  };
  return { ...scoreOf({ ...rates, ...monthly }, rule), lastDays };
}
