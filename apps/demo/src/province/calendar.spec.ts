import { describe, expect, it } from '@jest/globals';
import { toInstant } from '#kernel';
import {
  instantMs,
  isWorkingDay,
  lastPosting,
  monthEnd,
  nextPosting,
  officeMinutesAfter,
  spanOf,
  workingDayAfter,
  workingDays,
} from './calendar.js';

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

  it('knows no holidays of a year that are not announced but the New Year', () => {
    expect(workingDays('2026-12-31', '2027-01-06')).toEqual(['2026-12-31', '2027-01-04', '2027-01-05', '2027-01-06']);
  });

  it('asks figures for the month, the quarter, or the year as far as it was played', () => {
    expect([spanOf(1), spanOf(3), spanOf(5), spanOf(12)].map(({ period, lastDay }) => [period, lastDay])).toEqual([
      ['2026-01', '2026-01-31'],
      ['2026-Q1', '2026-03-31'],
      ['2026', '2026-05-31'],
      ['2026', '2026-12-31'],
    ]);
  });

  it('finds the last posting before a closing', () => {
    const before = (date: string): string => toInstant(lastPosting('window', instantMs(date, '17:40'))).slice(0, 16);
    expect([before('2026-03-09'), before('2026-03-10')]).toEqual(['2026-03-06T17:40', '2026-03-09T17:40']);
  });

  it('counts office minutes over nights and weekends', () => {
    const later = (clock: string, minutes: number): string =>
      toInstant(officeMinutesAfter(instantMs('2026-03-06', clock), minutes)).slice(0, 16);
    expect([later('10:00', 38), later('07:00', 5), later('17:00', 40), later('20:00', 10)]).toEqual([
      '2026-03-06T10:38',
      '2026-03-06T09:05',
      '2026-03-09T09:10',
      '2026-03-09T09:10',
    ]);
  });

  it('lets offices post on working days, and enterprises on any day', () => {
    expect(posts('window', '2026-03-06', '17:40')).toBe('2026-03-06T17:40');
    expect(posts('window', '2026-03-06', '17:41')).toBe('2026-03-09T17:40');
    expect(posts('hub', '2026-02-14', '10:00')).toBe('2026-02-24T09:00');
    expect(posts('enterprise', '2026-03-07', '13:00')).toBe('2026-03-07T21:30');
  });
});
