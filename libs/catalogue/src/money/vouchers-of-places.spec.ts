import { describe, expect, it } from '@jest/globals';
import { fenOf, leftOf } from './fen.js';
import { quotaOf } from './quota.js';
import type { Left } from './left.js';
import { voucherAmount, voucherFace } from './voucher-amount.js';
import { BEIJING_2022, JIANGMEN_2020, XIAMEN_2018 } from './vouchers-of-places.js';

/** The figures of domain §4.4, in 元. */
describe('vouchers as places published them', () => {
  const order = (yuan: number) => ({ contractFen: yuan * 100, invoiceFen: yuan * 100, paidFen: yuan * 100 });

  it('come in Jiangmen to 15 000 of 30 000, then to the 5 000 left of 20 000', () => {
    const quota = quotaOf(JIANGMEN_2020, { qualifications: [], on: '2020-10-08' });
    const first = voucherAmount(JIANGMEN_2020, { ...order(30_000), quotaLeftFen: quota?.amountFen });
    const left = leftOf(quota?.amountFen ?? fenOf(0), first.amountFen);
    const next = voucherAmount(JIANGMEN_2020, { ...order(20_000), quotaLeftFen: left });
    expect([quota?.amountFen, first.amountFen, next.amountFen]).toEqual([2_000_000, 1_500_000, 500_000]);
  });

  it('come in Beijing to 3 000 of 12 000, the cap of the product', () =>
    expect(voucherAmount(BEIJING_2022, { ...order(12_000), classCode: '1402' }).amountFen).toBe(300_000));

  it('come in Xiamen to 6 000 of 12 000', () =>
    expect(voucherAmount(XIAMEN_2018, { ...order(12_000), voucherKind: 'SPECIAL', classCode: '14' }).amountFen).toBe(
      600_000,
    ));

  it('say every number that they came from', () => {
    const { steps } = voucherAmount(JIANGMEN_2020, {
      invoiceFen: 3_100_000,
      redLetterFen: 100_000,
      paidFen: 1_500_000,
      voucherPartFen: 1_500_000,
      quotaLeftFen: 2_000_000,
      poolLeftFen: 430_898_000,
    });
    expect(steps.map(({ code, value, formula = '' }) => [code, value, formula])).toEqual([
      ['INVOICE', 3_100_000, ''],
      ['RED_LETTER', 100_000, ''],
      ['PAID', 1_500_000, ''],
      ['VOUCHER_PART', 1_500_000, ''],
      ['BASE', 3_000_000, 'min(INVOICE − RED_LETTER, PAID + VOUCHER_PART)'],
      ['RATE', 5_000, ''],
      ['RATED', 1_500_000, 'floor(BASE × RATE)'],
      ['QUOTA_LEFT', 2_000_000, ''],
      ['POOL_LEFT', 430_898_000, ''],
      ['UNIT', 1, ''],
      ['AMOUNT', 1_500_000, 'floor(min(RATED, QUOTA_LEFT, POOL_LEFT), UNIT)'],
    ]);
    expect(steps[4]).toEqual({
      code: 'BASE',
      zh: '计算基数',
      en: 'base',
      value: 3_000_000,
      unit: 'FEN',
      formula: 'min(INVOICE − RED_LETTER, PAID + VOUCHER_PART)',
    });
  });
});

describe('the face of a voucher that is issued', () => {
  const face = (voucherKind: string, left: Left) => voucherFace(XIAMEN_2018, { voucherKind, ...left }).amountFen;

  it('is that of its kind, else the quota left, and at most what is left of both', () => {
    expect(face('GENERAL', { quotaLeftFen: 3_000_000 })).toBe(100_000);
    expect(face('GENERAL', { quotaLeftFen: 99_999 })).toBe(99_999);
    expect(face('SPECIAL', { quotaLeftFen: 3_000_000 })).toBe(3_000_000);
    expect(face('SPECIAL', { quotaLeftFen: 3_000_000, poolLeftFen: 5 })).toBe(5);
  });
});

describe('the quota of an enterprise', () => {
  const giant = { kind: 'LITTLE_GIANT', level: 'NATIONAL', from: '2022-03-01', to: '2025-02-28' };
  const special = { kind: 'SPECIALISED_AND_NEW', level: 'PROVINCIAL', from: '2021-01-01', to: '2023-12-31' };
  const quota = (size: 'MICRO' | 'LARGE' | undefined, on: string, ...qualifications: (typeof giant)[]) => {
    const { amountFen, basis } = quotaOf(BEIJING_2022, { qualifications, size, on }) ?? {};
    return [amountFen, basis];
  };

  it('is the highest of those its size and qualifications give it that day', () => {
    expect(quota('MICRO', '2022-06-01')).toEqual([2_000_000, undefined]);
    expect(quota('MICRO', '2022-06-01', special, giant)).toEqual([20_000_000, giant]);
    expect(quota('MICRO', '2022-02-28', special, giant)).toEqual([10_000_000, special]);
    expect(quota('LARGE', '2022-06-01', special)).toEqual([10_000_000, special]);
  });

  it('is that of a qualification up to its last day, or the day before it lapsed', () => {
    expect(quota('LARGE', '2025-02-28', giant)).toEqual([20_000_000, giant]);
    expect(quota('LARGE', '2025-03-01', giant)).toEqual([0, undefined]);
    const lapsed = { ...giant, lapsedOn: '2023-05-01' };
    expect(quota('LARGE', '2023-04-30', lapsed)).toEqual([20_000_000, lapsed]);
    expect(quota('LARGE', '2023-05-01', lapsed)).toEqual([0, undefined]);
  });

  it('is nothing of whom the rule does not name, and no bound where the rule sets none', () => {
    expect(quota('LARGE', '2022-06-01')).toEqual([0, undefined]);
    expect(quota(undefined, '2022-06-01')).toEqual([0, undefined]);
    expect(quotaOf({}, { qualifications: [], on: '2022-06-01' })).toBeUndefined();
  });
});
