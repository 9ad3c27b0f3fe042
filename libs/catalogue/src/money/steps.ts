import { floorTo, leastOf, type Fen } from './fen.js';

/** What the numbers of a calculation are called. */
const NAMES = {
  CONTRACT: ['合同金额', 'contract'],
  INVOICE: ['发票金额', 'invoiced'],
  RED_LETTER: ['红字发票冲减', 'red-letter invoices'],
  PAID: ['企业已付(对公转账)', 'paid by the enterprise, by bank transfer'],
  VOUCHER_PART: ['券抵部分', 'part that the voucher pays'],
  BASE: ['计算基数', 'base'],
  RATE: ['比例', 'rate'],
  QUANTITY: ['数量', 'quantity'],
  MAX_QUANTITY: ['计补数量上限', 'most that is counted'],
  UNIT_PRICE: ['单价', 'unit price'],
  ATTENDANCE: ['实到人数', 'attendance'],
  MIN_ATTENDANCE: ['最低人数', 'least attendance'],
  STANDARD: ['按标准计算', 'by the standard'],
  RATED: ['按比例计算', 'by the rate'],
  ORDER_CAP: ['单笔上限', 'cap of one order'],
  CLASS_CAP: ['类别单张上限', 'cap of the class'],
  FACE: ['券面金额', 'face of the voucher'],
  FACE_LEFT: ['券面余额', 'left of the face'],
  DELIVERY_CAP: ['单次上限', 'cap of one delivery'],
  TOTAL: ['应付总额', 'whole amount'],
  MILESTONE_FROM: ['此前节点累计比例', 'share before this milestone'],
  MILESTONE_TO: ['至本节点累计比例', 'share up to this milestone'],
  BAND_AMOUNT: ['档次奖励标准', 'amount of the band'],
  QUOTA: ['年度额度', 'yearly quota'],
  QUOTA_USED: ['年度已用额度', 'quota used this year'],
  QUOTA_LEFT: ['年度剩余额度', 'left of the quota'],
  POOL_LEFT: ['资金池余额', 'left of the pool'],
  UNIT: ['取整单位', 'rounding unit'],
  AMOUNT: ['金额', 'amount'],
} as const satisfies Readonly<Record<string, readonly [zh: string, en: string]>>;

export type StepCode = keyof typeof NAMES;

/** One number of a calculation: a term it was given, or a result with the formula that gave it, told in the codes of steps before. */
export interface Step {
  readonly code: StepCode;
  readonly zh: string;
  readonly en: string;
  readonly value: number;
  readonly unit: 'FEN' | 'BASIS_POINTS' | 'COUNT';
  readonly formula?: string;
}

/** What a formula gives: the amount and every number it came from, in order. The last step is the amount. */
export interface Calculated {
  readonly amountFen: Fen;
  readonly steps: readonly Step[];
}

/** A step whose value is money. */
export type FenStep = Step & { readonly unit: 'FEN'; readonly value: Fen };

const named = (code: StepCode): Pick<Step, 'code' | 'zh' | 'en'> => {
  const [zh, en] = NAMES[code];
  return { code, zh, en };
};

export const fenStep = (code: StepCode, value: Fen, formula?: string): FenStep => ({
  ...named(code),
  value,
  unit: 'FEN',
  ...(formula === undefined ? {} : { formula }),
});
export const rateStep = (code: StepCode, value: number): Step => ({ ...named(code), value, unit: 'BASIS_POINTS' });
export const countStep = (code: StepCode, value: number): Step => ({ ...named(code), value, unit: 'COUNT' });

/** `min(A, B)`; of one alone, it. */
export const minFormula = (terms: readonly string[]): string =>
  terms.length === 1 ? terms.join('') : `min(${terms.join(', ')})`;

/** The least of what a rule gives and of what bounds it, floored to the rule's unit (分). */
export function floored(
  before: readonly Step[],
  given: FenStep,
  bounds: readonly FenStep[],
  unitFen: number,
): { readonly value: Fen; readonly steps: readonly Step[]; readonly formula: string } {
  const least = leastOf(given.value, ...bounds.map(({ value }) => value));
  const value = floorTo(least, unitFen);
  const formula = `floor(${minFormula([given, ...bounds].map(({ code }) => code))}, UNIT)`;
  return { value, steps: [...before, given, ...bounds, countStep('UNIT', unitFen)], formula };
}

/** As `floored`, as the amount of a calculation. */
export function boundedAmount(
  before: readonly Step[],
  given: FenStep,
  bounds: readonly FenStep[],
  unitFen: number,
): Calculated {
  const { value, steps, formula } = floored(before, given, bounds, unitFen);
  return { amountFen: value, steps: [...steps, fenStep('AMOUNT', value, formula)] };
}
