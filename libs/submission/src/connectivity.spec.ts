import { describe, expect, it } from '@jest/globals';
import type { Aggregating } from '#read-store';
import { silences } from './connectivity.js';

/** A store in which each node posted last on a day. */
const postedLast = (days: Readonly<Record<string, string>>): Aggregating => ({
  aggregate: (_, { from = '', to = '' }) =>
    Promise.resolve(
      Object.entries(days).flatMap(([node, day]) =>
        from <= day && day <= to ? [{ by: { node, day }, value: 1 }] : [],
      ),
    ),
});
const silenceOn = async (on: string, lastOn: string): Promise<unknown> => {
  const asked = { on, atPosition: 1, silentWorkingDays: 7 };
  const [found] = await silences(postedLast({ Wa: lastOn }), ['Wa'], asked);
  return [found?.days, found?.workingDays, found?.isSilent];
};

describe('the silence of a node', () => {
  it('is told by working days where their table reaches', async () => {
    expect(await silenceOn('2026-03-12', '2026-03-03')).toEqual([9, 7, false]);
    expect(await silenceOn('2026-03-13', '2026-03-03')).toEqual([10, 8, true]);
  });

  it('is decided beyond it where no arrangement of holidays could make a difference, and unknown between', async () => {
    expect(await silenceOn('2028-01-08', '2027-01-01')).toEqual([372, null, true]);
    expect(await silenceOn('2027-03-08', '2027-03-01')).toEqual([7, null, false]);
    expect(await silenceOn('2027-03-15', '2027-03-01')).toEqual([14, null, null]);
  });

  it('is silence when it is not heard of at all', async () => {
    expect(await silenceOn('2027-03-15', '2020-03-01')).toEqual([null, null, true]);
  });
});
