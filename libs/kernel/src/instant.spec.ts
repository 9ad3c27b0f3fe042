import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { civilDateOf, minutesBetween, msOf, parseInstant, parsePeriod, toInstant } from './instant.js';

describe('ledger instants', () => {
  it.each([
    ['2026-03-05T03:30:00Z', '2026-03-05T11:30:00.000+08:00'],
    ['2026-03-05T11:30:00+08:00', '2026-03-05T11:30:00.000+08:00'],
    ['2025-12-31T23:59:59.999-05:00', '2026-01-01T12:59:59.999+08:00'],
    ['2026-03-05T11:30:00.123456+08:00', '2026-03-05T11:30:00.123+08:00'],
  ])('reads %s as %s', (text, instant) => expect(parseInstant(text)).toBe(instant));

  it.each([
    '2026-02-30T09:00:00+08:00',
    '2026-13-01T09:00:00+08:00',
    '2026-03-05T25:00:00+08:00',
    '2026-03-05T09:00:00',
    '2026-03-05',
    '2026-03-05 09:00:00+08:00',
    '',
    '9999-12-31T23:59:59-08:00',
  ])('refuses %p', (text) => expect(parseInstant(text)).toBeUndefined());

  it('are ordered as texts as they are in time', () => {
    const ms = fc.integer({ min: 0, max: 4_102_444_800_000 });
    fc.assert(
      fc.property(ms, ms, (a, b) => {
        expect(toInstant(a) < toInstant(b)).toBe(a < b);
        expect(msOf(toInstant(a))).toBe(a);
        expect(parseInstant(toInstant(a))).toBe(toInstant(a));
      }),
    );
  });

  it('fall on the civil date of Asia/Shanghai', () => {
    expect(civilDateOf(toInstant(Date.parse('2026-03-31T16:00:00Z')))).toBe('2026-04-01');
    expect(civilDateOf(toInstant(Date.parse('2026-03-31T15:59:59.999Z')))).toBe('2026-03-31');
  });

  it('count whole minutes between them', () => {
    expect(minutesBetween('2026-03-05T09:00:00.000+08:00', '2026-03-05T10:30:59.000+08:00')).toBe(90);
  });
});

describe('periods', () => {
  it.each([
    ['2026', '2026-01-01', '2026-12-31'],
    ['2026-Q1', '2026-01-01', '2026-03-31'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2026-03-05', '2026-03-05', '2026-03-05'],
  ])('%s is %s to %s', (text, from, to) => expect(parsePeriod(text)).toEqual({ from, to }));

  it.each(['2026-Q5', '2026-13', '2026-02-30', 'Q1', '26', ''])('refuses %p', (text) =>
    expect(parsePeriod(text)).toBeUndefined(),
  );
});
