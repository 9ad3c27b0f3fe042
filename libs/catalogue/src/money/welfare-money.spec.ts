import { describe, expect, it } from '@jest/globals';
import { purchaseAmount } from './purchase-amount.js';
import { rewardAmount } from './reward-amount.js';
import { subsidyAmount } from './subsidy-amount.js';
import type { Calculated } from './steps.js';
import { AGENCY_REWARD, diagnosisPurchase, welfareSubsidy } from './welfare-money.js';

const told = ({ steps }: Calculated) =>
  steps.map(({ code, value, formula }) => `${code} ${value}${formula === undefined ? '' : ` = ${formula}`}`);

describe('a subsidy by the welfare catalogue', () => {
  const rule = welfareSubsidy('HN');

  it('is quantity by unit price where enough came', () =>
    expect(told(subsidyAmount(rule, { entryCode: 'GY-01', quantity: 2, attendance: 30 }))).toEqual([
      'QUANTITY 2',
      'ATTENDANCE 30',
      'MIN_ATTENDANCE 30',
      'UNIT_PRICE 500000',
      'STANDARD 1000000 = ATTENDANCE ≥ MIN_ATTENDANCE ? QUANTITY × UNIT_PRICE : 0',
      'UNIT 100',
      'AMOUNT 1000000 = floor(STANDARD, UNIT)',
    ]));

  it('is a share of it where the rule says so', () =>
    expect(told(subsidyAmount({ ...rule, rateBp: 8_000 }, { entryCode: 'GY-02', quantity: 3 }))).toEqual([
      'QUANTITY 3',
      'UNIT_PRICE 20050',
      'STANDARD 60150 = QUANTITY × UNIT_PRICE',
      'RATE 8000',
      'RATED 48120 = floor(STANDARD × RATE)',
      'DELIVERY_CAP 1000000',
      'UNIT 100',
      'AMOUNT 48100 = floor(min(RATED, DELIVERY_CAP), UNIT)',
    ]));

  it('is nothing where too few came, where nobody counted them, and of an entry it does not have', () => {
    const amounts = [
      { entryCode: 'GY-01', quantity: 1, attendance: 29 },
      { entryCode: 'GY-01', quantity: 1 },
      { entryCode: 'GY-04', quantity: 1 },
    ].map((delivery) => subsidyAmount(rule, delivery).amountFen);
    expect(amounts).toEqual([0, 0, 0]);
  });
});

describe('a purchase', () => {
  const rule = diagnosisPurchase('HN');

  it('pays of the whole, at most the contract, what falls due with a milestone', () =>
    expect(
      told(purchaseAmount(rule, { entryCode: 'GY-04', quantity: 4, milestone: 'ACCEPTED', contractFen: 1_000_001 })),
    ).toEqual([
      'QUANTITY 4',
      'UNIT_PRICE 333333',
      'CONTRACT 1000001',
      'STANDARD 1333332 = QUANTITY × UNIT_PRICE',
      'BASE 1000001 = CONTRACT',
      'UNIT 1',
      'TOTAL 1000001 = floor(min(STANDARD, BASE), UNIT)',
      'MILESTONE_FROM 3000',
      'MILESTONE_TO 9000',
      'RATED 600000 = floor(TOTAL × MILESTONE_TO, UNIT) − floor(TOTAL × MILESTONE_FROM, UNIT)',
      'UNIT 1',
      'AMOUNT 600000 = floor(RATED, UNIT)',
    ]));
});

describe('a reward', () => {
  it('is that of the band, at most what is left of the pool', () => {
    expect(told(rewardAmount(AGENCY_REWARD, { band: 'B', poolLeftFen: 9_999_999 }))).toEqual([
      'BAND_AMOUNT 10000000',
      'POOL_LEFT 9999999',
      'UNIT 100',
      'AMOUNT 9999900 = floor(min(BAND_AMOUNT, POOL_LEFT), UNIT)',
    ]);
    expect(rewardAmount(AGENCY_REWARD, { band: 'C' }).amountFen).toBe(0);
  });
});
