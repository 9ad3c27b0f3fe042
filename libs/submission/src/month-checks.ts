import type { QualityRule } from './quality-rule.js';

/** Checks of a whole month. Pure: what goes in are sums of measurement rows, and is shown with the answer. */

/** How often something was checked, and how often it failed; failed is never more. */
export interface Checked {
  readonly checked: number;
  readonly defects: number;
}

const NOT_JUDGED: Checked = { checked: 0, defects: 0 };
/** Below this many, a share of a month says nothing. */
const JUDGED_FROM = 10;

const failsAbove = (part: number, whole: number, shareBp: number): Checked =>
  whole < JUDGED_FROM ? NOT_JUDGED : { checked: 1, defects: part * 10_000 > whole * shareBp ? 1 : 0 };

/** Q05: of the postings recorded in the month, those on its last days. */
export const checkLastDays = (
  { postings, onLastDays }: { readonly postings: number; readonly onLastDays: number },
  { lastDaysShareBp }: QualityRule,
): Checked => failsAbove(onLastDays, postings, lastDaysShareBp);

/** Q12: of the month's activities and orders, those of class 99. */
export const checkOtherClass = ({ checked, defects }: Checked, { otherClassShareBp }: QualityRule): Checked =>
  failsAbove(defects, checked, otherClassShareBp);

export interface Comparison {
  readonly stated: number;
  /** Null: more than can be stated exactly, which is not what a node stated. */
  readonly ledger: number | null;
}

/** Q14: totals the node stated of its month, beside the ledger's. */
export const checkTotals = (totals: readonly Comparison[]): Checked => ({
  checked: totals.length,
  defects: totals.filter(({ stated, ledger }) => stated !== ledger).length,
});

export interface Course {
  readonly value: number;
  /** Of the twelve months before, in any order; a month without any is 0. */
  readonly before: readonly number[];
}

/** Q15: quantities that leapt, of those that all twelve months before had. */
export function checkLeaps(courses: readonly Course[]): Checked {
  const judged = courses.filter(({ before }) => before.length === 12 && before.every((value) => value > 0));
  return { checked: judged.length, defects: judged.filter(isLeap).length };
}

/** Whether value > mean + 3σ (of the whole population), in whole numbers: n·value − Σ > 3·√(n·Σ² − (Σ)²). */
function isLeap({ value, before }: Course): boolean {
  const values = before.map(BigInt);
  const n = BigInt(values.length);
  const sum = values.reduce((total, each) => total + each, 0n);
  const squares = values.reduce((total, each) => total + each * each, 0n);
  const above = n * BigInt(value) - sum;
  return above > 0n && above * above > 9n * (n * squares - sum * sum);
}
