import type { IdentifiedRule } from './stacking.js';
import type { VoucherBody } from './voucher-body.js';
import {
  BEIJING_2022,
  GUANGDONG,
  JIANGMEN_2020,
  SHAANXI_2023,
  XIAMEN_2018,
  ZHONGSHAN_2020,
} from './vouchers-of-places.js';
import { AGENCY_REWARD, diagnosisPurchase, welfareSubsidy } from './welfare-money.js';

const voucher = (ruleId: string, body: VoucherBody): IdentifiedRule => ({ ruleId, kind: 'VOUCHER', body });

/** 已知规则: rules about money as data, by the ids they may be published under; those of a welfare catalogue for a network. */
export const knownRules = (networkCode: string): readonly IdentifiedRule[] => [
  voucher('beijing-2022', BEIJING_2022),
  voucher('jiangmen-2020', JIANGMEN_2020),
  voucher('zhongshan-2020', ZHONGSHAN_2020),
  voucher('xiamen-2018', XIAMEN_2018),
  voucher('shaanxi-2023', SHAANXI_2023),
  voucher('guangdong', GUANGDONG),
  { ruleId: 'welfare-subsidy', kind: 'SUBSIDY', body: welfareSubsidy(networkCode) },
  { ruleId: 'diagnosis-purchase', kind: 'PURCHASE', body: diagnosisPurchase(networkCode) },
  { ruleId: 'agency-reward', kind: 'REWARD', body: AGENCY_REWARD },
];
