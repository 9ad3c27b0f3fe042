import { codeList, type CodeOf } from '#reference';
import { fenOf, leastOf, leftOf, sumOf, type Fen } from './fen.js';
import { fenStep, minFormula, type FenStep } from './steps.js';

/** 计算基数: amounts of an order of which a rule takes the least. */
export const BASE_PARTS = codeList('money-base-parts', '计算基数的组成', 'amounts of which a base is the least', {
  CONTRACT: ['合同金额', 'the contract'],
  INVOICE: ['发票金额减红字发票', 'invoices less red-letter ones'],
  PAID: ['企业已付加券抵部分', 'paid by the enterprise, and the part the voucher pays'],
});
export type BasePart = CodeOf<typeof BASE_PARTS>;

/** What an order comes to, 分; left out what is not known yet. */
export interface OrderAmounts {
  readonly contractFen?: number;
  readonly invoiceFen?: number;
  /** Red-letter invoices; none where left out. */
  readonly redLetterFen?: number;
  /** By the enterprise itself, from its corporate account. */
  readonly paidFen?: number;
  /** The part of the price that the voucher pays; none where left out. */
  readonly voucherPartFen?: number;
}

const AMOUNT_OF = { CONTRACT: 'contractFen', INVOICE: 'invoiceFen', PAID: 'paidFen' } as const;

/** The amounts that a base asks for and that are not known yet. */
export const missingAmounts = (parts: readonly BasePart[], amounts: OrderAmounts): readonly (keyof OrderAmounts)[] =>
  parts.map((part) => AMOUNT_OF[part]).filter((name) => amounts[name] === undefined);

interface Term {
  readonly value: Fen;
  readonly formula: string;
  readonly steps: readonly FenStep[];
}

const TERMS: Readonly<Record<BasePart, (amounts: OrderAmounts) => Term | undefined>> = {
  CONTRACT: ({ contractFen }) => (contractFen === undefined ? undefined : alone('CONTRACT', fenOf(contractFen))),
  INVOICE: ({ invoiceFen, redLetterFen = 0 }) =>
    invoiceFen === undefined
      ? undefined
      : withSecond(alone('INVOICE', fenOf(invoiceFen)), ['RED_LETTER', fenOf(redLetterFen)], '−', leftOf),
  PAID: ({ paidFen, voucherPartFen = 0 }) =>
    paidFen === undefined
      ? undefined
      : withSecond(alone('PAID', fenOf(paidFen)), ['VOUCHER_PART', fenOf(voucherPartFen)], '+', sumOf),
};

const alone = (code: FenStep['code'], value: Fen): Term => ({ value, formula: code, steps: [fenStep(code, value)] });

const withSecond = (
  first: Term,
  [code, second]: readonly [FenStep['code'], Fen],
  sign: '+' | '−',
  combine: (a: Fen, b: Fen) => Fen,
): Term => ({
  value: combine(first.value, second),
  formula: `${first.formula} ${sign} ${code}`,
  steps: [...first.steps, fenStep(code, second)],
});

/**
 * The base: the least of its parts that are known. Before an order is invoiced and paid that is an estimate; a settlement has
 * all of them (`missingAmounts`). Of nothing known it is nothing.
 */
export function baseOf(
  parts: readonly BasePart[],
  amounts: OrderAmounts,
): { readonly base: FenStep; readonly steps: readonly FenStep[] } {
  const terms = parts.flatMap((part) => TERMS[part](amounts) ?? []);
  const [first, ...others] = terms;
  const value = first === undefined ? fenOf(0) : leastOf(first.value, ...others.map((term) => term.value));
  const formula = terms.length === 0 ? undefined : minFormula(terms.map((term) => term.formula));
  return { base: fenStep('BASE', value, formula), steps: terms.flatMap(({ steps }) => steps) };
}
