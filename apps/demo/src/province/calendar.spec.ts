import { describe, expect, it } from '@jest/globals';
import { toInstant } from '#kernel';
import { instantMs, isWorkingDay, monthEnd, nextPosting, workingDayAfter, workingDays } from './calendar.js';

const posts = (desk: 'hub' | 'window' | 'enterprise', date: string, clock: string): string =>
  toInstant(nextPosting(desk, instantMs(date, clock))).slice(0, 16);

describe('calendar', () => {
  it('rests over Spring Festival and works the weekend days given for it', () => {
    expect(workingDays('2026-02-13', '2026-03-01')).toEqual([
      '2026-02-13',
      '2026-02-14',
      '2026-02-24',
      '2026-02-25',
      '2026-02-26',
      '2026-02-27',
      '2026-02-28',
    ]);
  });

  it('counts working days over weekends', () => {
    expect(workingDayAfter('2026-03-06', 1)).toBe('2026-03-09');
    expect(isWorkingDay('2026-03-08')).toBe(false);
  });

  it('ends a month on its last working day', () => {
    expect([monthEnd('2026-01-05'), monthEnd('2026-02-10'), monthEnd('2026-03-31')]).toEqual([
      '2026-01-30',
      '2026-02-28',
      '2026-03-31',
    ]);
  });

  it('lets offices post on working days, and enterprises on any day', () => {
    expect(posts('window', '2026-03-06', '17:40')).toBe('2026-03-06T17:40');
    expect(posts('window', '2026-03-06', '17:41')).toBe('2026-03-09T17:40');
    expect(posts('hub', '2026-02-14', '10:00')).toBe('2026-02-24T09:00');
    expect(posts('enterprise', '2026-03-07', '13:00')).toBe('2026-03-07T21:30');
  });
});
