import { codeList, codesOf, type CodeOf } from '#reference';

export const MONEY_KIND_NAMES = {
  VOUCHER: ['服务券', 'vouchers'],
  SUBSIDY: ['补助', 'subsidies by the welfare catalogue'],
  PURCHASE: ['政府购买服务', 'purchase of services'],
  REWARD: ['奖励', 'rewards'],
} as const;

/** What money is given for, and so the kinds of rules about money. */
export const MONEY_KINDS = codeList('money-kinds', '资金类规则的种类', 'kind of rule about money', MONEY_KIND_NAMES);
export type MoneyKind = CodeOf<typeof MONEY_KINDS>;

const KINDS: readonly string[] = codesOf(MONEY_KINDS);
export const isMoneyKind = (kind: string): kind is MoneyKind => KINDS.includes(kind);
