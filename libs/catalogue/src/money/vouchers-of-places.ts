import type { VoucherBody } from './voucher-body.js';

/**
 * 各地服务券规则: what places published (domain §4.4), as data that can be posted. Whatever the sources leave open is a
 * preset here and said beside it; the sources say no publicity, so 5 working days are it everywhere.
 */

/** 单位为分: so many 元. */
const yuan = (amount: number): number => amount * 100;

const DEFAULTS = {
  roundingUnitFen: 1,
  publicityWorkingDays: 5,
  evidenceKinds: ['CONTRACT', 'DELIVERABLE'],
};

/** 北京 2022: 30 %, 2 万 of any SME, 10 万 and 20 万 by qualification. The cap of class 14 is assumed, as §4.4 assumes it. */
export const BEIJING_2022 = {
  ...DEFAULTS,
  anchor: 'ORDER',
  applicants: { sizes: ['MEDIUM', 'SMALL', 'MICRO'] },
  quotas: [
    { sizes: ['MEDIUM', 'SMALL', 'MICRO'], amountFen: yuan(20_000) },
    { qualification: { kind: 'SPECIALISED_AND_NEW' }, amountFen: yuan(100_000) },
    { qualification: { kind: 'LITTLE_GIANT', level: 'NATIONAL' }, amountFen: yuan(200_000) },
  ],
  base: ['CONTRACT', 'INVOICE', 'PAID'],
  voucherKinds: [
    { code: 'VOUCHER', name: '服务券', rateBp: 3_000, classCaps: [{ classCode: '14', capFen: yuan(3_000) }] },
  ],
  orderBy: '2022-12-31',
  completeWithinDays: 365,
  examples: [
    {
      name: '微型企业,价款 12000 元,该类单张上限 3000 元',
      classCode: '14',
      size: 'MICRO',
      contractFen: yuan(12_000),
      invoiceFen: yuan(12_000),
      paidFen: yuan(9_000),
      voucherPartFen: yuan(3_000),
      amountFen: yuan(3_000),
    },
    {
      name: '额度不足的,按余额抵用',
      classCode: '10',
      size: 'MICRO',
      quotaUsedFen: yuan(19_000),
      contractFen: yuan(12_000),
      invoiceFen: yuan(12_000),
      paidFen: yuan(11_000),
      voucherPartFen: yuan(1_000),
      amountFen: yuan(1_000),
    },
    {
      name: '国家级小巨人企业,额度 20 万元',
      classCode: '10',
      size: 'MEDIUM',
      qualifications: [{ kind: 'LITTLE_GIANT', level: 'NATIONAL' }],
      quotaUsedFen: yuan(100_000),
      contractFen: yuan(200_000),
      invoiceFen: yuan(200_000),
      paidFen: yuan(140_000),
      voucherPartFen: yuan(60_000),
      amountFen: yuan(60_000),
    },
  ],
} satisfies VoucherBody;

/** 江门 2020: half of the invoice, 2 万, contracts completed between two days count, also before the issue. No change is given. */
export const JIANGMEN_2020 = {
  ...DEFAULTS,
  anchor: 'COMPLETION',
  quotas: [{ amountFen: yuan(20_000) }],
  contracts: { day: 'COMPLETED', from: '2019-10-02', to: '2020-10-15' },
  base: ['INVOICE', 'PAID'],
  voucherKinds: [{ code: 'VOUCHER', name: '服务券', rateBp: 5_000 }],
  orderBy: '2020-10-15',
  examples: [
    {
      name: '首张发票 30000 元',
      invoiceFen: yuan(30_000),
      paidFen: yuan(15_000),
      voucherPartFen: yuan(15_000),
      amountFen: yuan(15_000),
    },
    {
      name: '下一张发票 20000 元,额度余 5000 元',
      quotaUsedFen: yuan(15_000),
      invoiceFen: yuan(20_000),
      paidFen: yuan(15_000),
      voucherPartFen: yuan(5_000),
      amountFen: yuan(5_000),
    },
  ],
} satisfies VoucherBody;

/** 中山 2020: half of the contract and of the invoice, 2 万, ordered within 30 natural days. */
export const ZHONGSHAN_2020 = {
  ...DEFAULTS,
  anchor: 'ISSUE',
  quotas: [{ amountFen: yuan(20_000) }],
  base: ['CONTRACT', 'INVOICE'],
  voucherKinds: [{ code: 'VOUCHER', name: '服务券', rateBp: 5_000 }],
  orderWithinDays: 30,
  examples: [
    {
      name: '合同 18000 元,发票 16000 元,以较小者为基数',
      contractFen: yuan(18_000),
      invoiceFen: yuan(16_000),
      amountFen: yuan(8_000),
    },
    {
      name: '发票 16000 元中红字冲减 6000 元',
      contractFen: yuan(18_000),
      invoiceFen: yuan(16_000),
      redLetterFen: yuan(6_000),
      amountFen: yuan(5_000),
    },
  ],
} satisfies VoucherBody;

/** 厦门 2018: two kinds of vouchers side by side. The face of the general one, and 1106 for 信用评价, are assumed. */
export const XIAMEN_2018 = {
  ...DEFAULTS,
  anchor: 'ORDER',
  applicants: { sizes: ['SMALL', 'MICRO'] },
  quotas: [{ sizes: ['SMALL', 'MICRO'], amountFen: yuan(30_000) }],
  base: ['CONTRACT'],
  voucherKinds: [
    { code: 'SPECIAL', name: '专用券', rateBp: 6_000, perOrderCapFen: yuan(6_000), exceptClassCodes: ['1106'] },
    { code: 'GENERAL', name: '通用券', rateBp: 3_000, faceFen: yuan(1_000) },
  ],
  examples: [
    {
      name: '专用券,价款 12000 元',
      voucherKind: 'SPECIAL',
      classCode: '14',
      size: 'SMALL',
      contractFen: yuan(12_000),
      amountFen: yuan(6_000),
    },
    {
      name: '通用券,价款 2000 元,按 30%',
      voucherKind: 'GENERAL',
      size: 'SMALL',
      contractFen: yuan(2_000),
      amountFen: yuan(600),
    },
    {
      name: '通用券,价款 12000 元,以券面为限',
      voucherKind: 'GENERAL',
      size: 'MICRO',
      contractFen: yuan(12_000),
      amountFen: yuan(1_000),
    },
  ],
} satisfies VoucherBody;

/**
 * 陕西 2023: small and micro enterprises registered for a year, confirmation and rating before settlement, which is twice a year. Rate, quota and
 * whole 元 are assumed.
 */
export const SHAANXI_2023 = {
  ...DEFAULTS,
  roundingUnitFen: 100,
  anchor: 'ORDER',
  applicants: { sizes: ['SMALL', 'MICRO'], registeredDays: 365 },
  quotas: [{ sizes: ['SMALL', 'MICRO'], amountFen: yuan(20_000) }],
  base: ['CONTRACT', 'INVOICE', 'PAID'],
  voucherKinds: [{ code: 'VOUCHER', name: '服务券', rateBp: 5_000 }],
  demandsConfirmation: true,
  demandsRating: true,
  settlementDays: ['06-30', '12-31'],
  examples: [
    {
      name: '合同 9999.99 元,舍去不足 1 元的部分',
      size: 'SMALL',
      contractFen: 999_999,
      invoiceFen: 999_999,
      paidFen: 500_099,
      voucherPartFen: 499_900,
      amountFen: 499_900,
    },
  ],
} satisfies VoucherBody;

/** 广东(通则): who uses less than 70 % of what was granted is barred the next year. Rate and quota, which cities set, are those of Jiangmen. */
export const GUANGDONG = {
  ...DEFAULTS,
  anchor: 'COMPLETION',
  quotas: [{ amountFen: yuan(20_000) }],
  base: ['INVOICE', 'PAID'],
  voucherKinds: [{ code: 'VOUCHER', name: '服务券', rateBp: 5_000 }],
  barBelowUsedBp: 7_000,
  examples: [
    {
      name: '发票 30000 元',
      invoiceFen: yuan(30_000),
      paidFen: yuan(15_000),
      voucherPartFen: yuan(15_000),
      amountFen: yuan(15_000),
    },
  ],
} satisfies VoucherBody;
