import type { PurchaseBody } from './purchase-body.js';
import type { RewardBody } from './reward-body.js';
import type { SubsidyBody } from './subsidy-body.js';

/** 公益性服务补助、购买与奖励: made up, in the shape that domain §4.4b gives them; no source states figures. */

/** 补助: three entries of the welfare catalogue of a network, each by its unit, whole 元, settled by quarters. */
export const welfareSubsidy = (networkCode: string) =>
  ({
    networkCode,
    anchor: 'COMPLETION',
    roundingUnitFen: 100,
    evidenceKinds: ['SIGN_IN', 'PHOTO'],
    publicityWorkingDays: 5,
    settlementDays: ['03-31', '06-30', '09-30', '12-31'],
    stacksWith: ['REWARD'],
    entries: [
      {
        code: 'GY-01',
        unit: 'SESSIONS',
        unitPriceFen: 500_000,
        minAttendance: 30,
        evidenceKinds: ['NOTICE', 'SUMMARY'],
      },
      { code: 'GY-02', unit: 'ORGS', unitPriceFen: 20_050, perDeliveryCapFen: 1_000_000 },
      { code: 'GY-03', unit: 'PERSONS', unitPriceFen: 5_000, maxQuantity: 100 },
    ],
    examples: [
      { name: '培训一场,实到 42 人', entryCode: 'GY-01', quantity: 1, attendance: 42, amountFen: 500_000 },
      { name: '培训一场,实到 29 人,不足最低人数', entryCode: 'GY-01', quantity: 1, attendance: 29, amountFen: 0 },
      { name: '会诊 3 家,舍去不足 1 元的部分', entryCode: 'GY-02', quantity: 3, amountFen: 60_100 },
      { name: '会诊 60 家,以单次上限为限', entryCode: 'GY-02', quantity: 60, amountFen: 1_000_000 },
      { name: '对接 130 人,至多计 100 人', entryCode: 'GY-03', quantity: 130, amountFen: 500_000 },
    ],
  }) satisfies SubsidyBody;

/** 购买: diagnoses by the case, 30 % with the contract, 60 % when accepted, the rest when the year is over. */
export const diagnosisPurchase = (networkCode: string) =>
  ({
    networkCode,
    anchor: 'ORDER',
    roundingUnitFen: 1,
    evidenceKinds: ['CONTRACT', 'DELIVERABLE'],
    publicityWorkingDays: 5,
    entries: [{ code: 'GY-04', unit: 'TIMES', unitPriceFen: 333_333 }],
    base: ['CONTRACT'],
    milestones: [
      { code: 'SIGNED', name: '签订合同', shareBp: 3_000 },
      { code: 'ACCEPTED', name: '验收合格', shareBp: 6_000 },
      { code: 'YEAR_END', name: '年度考核', shareBp: 1_000 },
    ],
    examples: [
      {
        name: '诊断 1 次,合同款',
        entryCode: 'GY-04',
        quantity: 1,
        milestone: 'SIGNED',
        contractFen: 333_333,
        amountFen: 99_999,
      },
      {
        name: '诊断 1 次,验收款',
        entryCode: 'GY-04',
        quantity: 1,
        milestone: 'ACCEPTED',
        contractFen: 333_333,
        amountFen: 200_000,
      },
      {
        name: '诊断 1 次,尾款,三笔合计 333333 分',
        entryCode: 'GY-04',
        quantity: 1,
        milestone: 'YEAR_END',
        contractFen: 333_333,
        amountFen: 33_334,
      },
    ],
  }) satisfies PurchaseBody;

/** 奖励: by the band of a confirmed result; may stand beside what was paid for the services. */
export const AGENCY_REWARD = {
  roundingUnitFen: 100,
  publicityWorkingDays: 7,
  stacksWith: ['VOUCHER', 'SUBSIDY', 'PURCHASE'],
  bands: [
    { code: 'A', name: '优秀', amountFen: 20_000_000 },
    { code: 'B', name: '良好', amountFen: 10_000_000 },
  ],
  examples: [
    { name: '评价为优秀', band: 'A', amountFen: 20_000_000 },
    { name: '资金池仅余 15 万元', band: 'A', poolLeftFen: 15_000_050, amountFen: 15_000_000 },
  ],
} satisfies RewardBody;
