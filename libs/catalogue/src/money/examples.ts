import { missingAmounts } from './base.js';
import { fenOf, leftOf } from './fen.js';
import type { MoneyRule } from './money-bodies.js';
import { purchaseAmount } from './purchase-amount.js';
import type { PurchaseBody, PurchaseExample } from './purchase-body.js';
import { quotaOf } from './quota.js';
import { rewardAmount } from './reward-amount.js';
import type { RewardBody } from './reward-body.js';
import type { Calculated } from './steps.js';
import { subsidyAmount } from './subsidy-amount.js';
import type { SubsidyBody } from './subsidy-body.js';
import { isForClass, voucherAmount, voucherKindOf, type VoucherInput } from './voucher-amount.js';
import type { VoucherBody, VoucherExample } from './voucher-body.js';

/** 算例 of a rule as the ledger works it out. */
export interface Recomputed {
  readonly name: string;
  readonly statedFen: number;
  readonly calculated: Calculated;
  /** Fields the example should state, and names of parts the rule does not have: with such it shows nothing. */
  readonly lacks: readonly string[];
}

/** Every example of a rule, recomputed. */
export function recomputedExamples({ kind, body }: MoneyRule): readonly Recomputed[] {
  switch (kind) {
    case 'VOUCHER':
      return body.examples.map((example) => ofVoucher(body, example));
    case 'SUBSIDY':
      return body.examples.map((example) => ({
        ...told(example, subsidyAmount(body, example)),
        lacks: lackingEntry(body, example),
      }));
    case 'PURCHASE':
      return body.examples.map((example) => ({
        ...told(example, purchaseAmount(body, example)),
        lacks: lackingIn(body, example),
      }));
    case 'REWARD':
      return body.examples.map((example) => ({
        ...told(example, rewardAmount(body, example)),
        lacks: isBandOf(body, example.band) ? [] : ['band'],
      }));
  }
}

const told = (
  { name, amountFen }: { readonly name: string; readonly amountFen: number },
  calculated: Calculated,
): Omit<Recomputed, 'lacks'> => ({ name, statedFen: amountFen, calculated });

/** An example says who asks: the quota left follows from the rule. */
function ofVoucher(body: VoucherBody, example: VoucherExample): Recomputed {
  const { size, qualifications = [], quotaUsedFen = 0 } = example;
  const held = qualifications.map(({ kind, level }) => ({ ...ANY_DAY, kind, level: level ?? '' }));
  const quota = quotaOf(body, { qualifications: held, size, on: ANY_DAY.from });
  const quotaLeftFen = quota && leftOf(quota.amountFen, fenOf(quotaUsedFen));
  const order: VoucherInput = example;
  const calculated = voucherAmount(body, { ...order, quotaLeftFen });
  const lacksWho = asksWho(body) && size === undefined && qualifications.length === 0;
  return {
    ...told(example, calculated),
    lacks: [...missingAmounts(body.base, example), ...lackingKind(body, example), ...(lacksWho ? ['size'] : [])],
  };
}

/** Whether the quota depends on who asks. */
const asksWho = ({ quotas = [] }: VoucherBody): boolean =>
  quotas.some(({ sizes, qualification }) => sizes !== undefined || qualification !== undefined);

/** Examples are of no day: what they state is held. */
const ANY_DAY = { from: '2000-01-01', to: '2000-01-01' } as const;

function lackingKind(body: VoucherBody, { voucherKind, classCode }: VoucherInput): readonly string[] {
  const kind = voucherKindOf(body, voucherKind);
  if (kind === undefined) return ['voucherKind'];
  const { classCaps, classCodes, exceptClassCodes } = kind;
  const asksClass = [classCaps, classCodes, exceptClassCodes].some((list) => list !== undefined);
  if (classCode === undefined) return asksClass ? ['classCode'] : [];
  return isForClass(kind, classCode) ? [] : ['classCode'];
}

const lackingIn = (body: PurchaseBody, example: PurchaseExample): readonly string[] => [
  ...lackingEntry(body, example),
  ...missingAmounts(body.base ?? [], example),
  ...(body.milestones.some(({ code }) => code === example.milestone) ? [] : ['milestone']),
];

function lackingEntry(
  { entries }: SubsidyBody | PurchaseBody,
  { entryCode, attendance }: { readonly entryCode: string; readonly attendance?: number },
): readonly string[] {
  const entry = entries.find(({ code }) => code === entryCode);
  if (entry === undefined) return ['entryCode'];
  return entry.minAttendance !== undefined && attendance === undefined ? ['attendance'] : [];
}

const isBandOf = ({ bands }: RewardBody, band: string): boolean => bands.some(({ code }) => code === band);
