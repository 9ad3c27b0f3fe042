import { describe, expect, it } from '@jest/globals';
import { unmetBy } from './applicants.js';
import { countsIn } from './contract-window.js';
import { fenOf } from './fen.js';
import { settlementDayOf } from './settlement.js';
import { mayStack, type IdentifiedRule } from './stacking.js';
import { barsNextYear, lastCompletionDay, lastOrderDay } from './voucher-terms.js';
import { BEIJING_2022, GUANGDONG, JIANGMEN_2020, SHAANXI_2023, ZHONGSHAN_2020 } from './vouchers-of-places.js';
import { AGENCY_REWARD, welfareSubsidy } from './welfare-money.js';

describe('who may apply', () => {
  const { applicants } = SHAANXI_2023;
  const asks = (size: 'MICRO' | 'MEDIUM' | undefined, registeredOn?: string) =>
    unmetBy(applicants, { size, registeredOn, qualifications: [], on: '2023-06-01' });

  it('is of a size named and registered long enough, in Shaanxi a year', () => {
    expect(asks('MICRO', '2022-06-01')).toEqual([]);
    expect(asks('MICRO', '2022-06-02')).toEqual(['registeredDays']);
    expect(asks('MEDIUM', '2000-01-01')).toEqual(['sizes']);
    expect(asks(undefined)).toEqual(['sizes', 'registeredDays']);
  });

  it('has one of the qualifications named that day', () => {
    const held = { kind: 'HIGH_TECH', level: 'PROVINCIAL', from: '2023-01-01', to: '2023-12-31' };
    const on = (date: string) =>
      unmetBy(
        { qualifications: [{ kind: 'LITTLE_GIANT' }, { kind: 'HIGH_TECH' }] },
        { qualifications: [held], on: date },
      );
    expect([on('2023-06-01'), on('2024-01-01')]).toEqual([[], ['qualifications']]);
  });

  it('is anyone where the rule says nothing', () =>
    expect(unmetBy(undefined, { qualifications: [], on: '2023-06-01' })).toEqual([]));
});

describe('contracts that count', () => {
  it('are those completed between the days, both among them, in Jiangmen from before the issue', () => {
    const completed = (COMPLETED: string) => countsIn(JIANGMEN_2020.contracts, { COMPLETED });
    expect(['2019-10-01', '2019-10-02', '2020-10-15', '2020-10-16'].map(completed)).toEqual([false, true, true, false]);
  });

  it('cannot be told before their day is known; where the rule sets no days all count', () => {
    expect(countsIn(JIANGMEN_2020.contracts, { SIGNED: '2020-01-01' })).toBeUndefined();
    expect(countsIn(undefined, {})).toBe(true);
  });
});

describe('a voucher', () => {
  it('is ordered with up to a day, or within natural days of its issue, whichever is first', () => {
    expect(lastOrderDay(JIANGMEN_2020, '2020-09-15')).toBe('2020-10-15');
    expect(lastOrderDay(ZHONGSHAN_2020, '2026-03-04')).toBe('2026-04-03');
    expect(lastOrderDay({ orderWithinDays: 30, orderBy: '2026-03-31' }, '2026-03-04')).toBe('2026-03-31');
    expect(lastOrderDay(GUANGDONG, '2026-03-04')).toBeUndefined();
  });

  it('pays for a service completed in time, in Beijing within a year of the order', () => {
    expect(lastCompletionDay(BEIJING_2022, '2026-03-04')).toBe('2027-03-04');
    expect(lastCompletionDay(GUANGDONG, '2026-03-04')).toBeUndefined();
  });

  it('bars the next year when less than 70 % of the quota was used, to the 分', () => {
    const bars = (used: number, granted = 2_000_000) => barsNextYear(GUANGDONG, fenOf(granted), fenOf(used));
    expect([bars(1_399_999), bars(1_400_000), bars(0, 0)]).toEqual([true, false, false]);
    expect(barsNextYear(JIANGMEN_2020, fenOf(2_000_000), fenOf(0))).toBe(false);
  });
});

describe('claims', () => {
  it('are settled together up to the next settlement day, in Shaanxi twice a year', () => {
    const days = ['2023-01-01', '2023-06-30', '2023-07-01', '2023-12-31'].map((date) =>
      settlementDayOf(SHAANXI_2023, date),
    );
    expect(days).toEqual(['2023-06-30', '2023-06-30', '2023-12-31', '2023-12-31']);
    expect(settlementDayOf({ settlementDays: ['06-30', '03-31'] }, '2023-07-01')).toBe('2024-03-31');
    expect(settlementDayOf({}, '2023-01-01')).toBeUndefined();
  });
});

describe('two rules', () => {
  const subsidy: IdentifiedRule = { ruleId: 'welfare', kind: 'SUBSIDY', body: welfareSubsidy('HN') };
  const reward: IdentifiedRule = { ruleId: 'reward', kind: 'REWARD', body: AGENCY_REWARD };
  const voucher: IdentifiedRule = { ruleId: 'jiangmen-2020', kind: 'VOUCHER', body: JIANGMEN_2020 };

  it('stack where each allows the other’s kind, so that a subsidy and a voucher on one invoice exclude each other', () => {
    expect([mayStack(subsidy, reward), mayStack(reward, subsidy)]).toEqual([true, true]);
    expect([mayStack(subsidy, voucher), mayStack(voucher, subsidy)]).toEqual([false, false]);
    expect([mayStack(reward, voucher), mayStack(voucher, reward)]).toEqual([false, false]);
  });

  it('do not stack where one excludes the other by its id', () => {
    const excluding: IdentifiedRule = { ...reward, kind: 'REWARD', body: { ...AGENCY_REWARD, excludes: ['welfare'] } };
    expect([mayStack(subsidy, excluding), mayStack(excluding, subsidy)]).toEqual([false, false]);
  });
});
