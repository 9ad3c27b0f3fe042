import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { HOLIDAY_ARRANGEMENTS } from './data/holiday-arrangements.js';
import {
  addWorkingDays,
  areWorkingHours,
  isWorkingDay,
  isWorkingTime,
  lastDayOfPeriod,
  OFFICE_HOURS,
  WORKING_CALENDAR_VERSION,
  WORKING_CALENDAR_VERSIONS,
  workingDaysBetween,
  workingMinutesBetween,
  type WorkingHours,
} from './working-calendar.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const FIRST_MS = Date.parse('2024-01-01');
const DAYS = (Date.parse('2027-01-01') - FIRST_MS) / DAY_MS;

const dateAt = (day: number): string => new Date(FIRST_MS + day * DAY_MS).toISOString().slice(0, 10);
const dayOf = (date: string): number => (Date.parse(date) - FIRST_MS) / DAY_MS;
/** A ledger instant so many milliseconds after the beginning of 2024. */
const instantAt = (ms: number): string => `${new Date(FIRST_MS + ms).toISOString().slice(0, -1)}+08:00`;
const at = (date: string, time: string): string => `${date}T${time}:00.000+08:00`;
const known = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw new Error('the calendar does not know it');
  return value;
};

/** Days as one word, weeks apart: w worked, a dot off. */
const weeks = (monday: string, count: number): string =>
  Array.from({ length: count }, (_, week) =>
    Array.from({ length: 7 }, (_, n) => (isWorkingDay(dateAt(dayOf(monday) + week * 7 + n)) ? 'w' : '.')).join(''),
  ).join(' ');

const day = fc.nat(DAYS - 1);
const minute = fc.nat(DAYS * 1440 - 1).map((n) => n * MINUTE_MS);
const instantMs = fc.nat({ max: DAYS * DAY_MS - 1 });
const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const hours: fc.Arbitrary<WorkingHours> = fc
  .uniqueArray(fc.nat(1440), { minLength: 2, maxLength: 7 })
  .map((minutes) => minutes.toSorted((a, b) => a - b))
  .map((minutes) =>
    Array.from({ length: Math.floor(minutes.length / 2) }, (_, n) => ({
      from: clock(minutes[2 * n] ?? 0),
      to: clock(minutes[2 * n + 1] ?? 0),
    })),
  );

describe('working days', () => {
  it.each([
    ['Spring Festival 2024', '2024-01-29', 'wwwww.w wwwww.. ......w wwwww..'],
    ['Spring Festival 2025', '2025-01-20', 'wwwww.w w...... ..wwww.'],
    ['Spring Festival 2026', '2026-02-09', 'wwwwww. ....... .wwwww.'],
    ['National Day 2024', '2024-09-23', 'wwwww.w w...... .wwwww.'],
    ['National Day 2025', '2025-09-22', 'wwwww.w ww..... ...www.'],
    ['National Day 2026', '2026-09-14', 'wwwww.w wwww... www.... ...www.'],
  ])('stand as the notice says around %s', (_, monday, expected) => {
    expect(weeks(monday, expected.split(' ').length)).toBe(expected);
  });

  // 全国年节及纪念日放假办法: eleven days until 2024, thirteen from 2025; moving days about leaves their number as it is.
  it.each([
    [2024, 366 - 104 - 11],
    [2025, 365 - 104 - 13],
    [2026, 365 - 104 - 13],
  ])('are in %i as many as there are weekdays less statutory holidays', (year, expected) => {
    expect(workingDaysBetween(`${year}-01-01`, `${year}-12-31`)).toBe(expected);
  });

  it.each(['2023-12-31', '2027-01-01', '2035-06-01', '', 'today'])('are not guessed on "%s"', (date) => {
    expect(isWorkingDay(date)).toBeUndefined();
    expect(workingDaysBetween(date, '2026-03-05')).toBeUndefined();
    expect(workingDaysBetween('2026-03-05', date)).toBeUndefined();
    expect(addWorkingDays(date, 1)).toBeUndefined();
  });
});

describe('a period of working days', () => {
  it.each([
    ['2026-03-05', 1, '2026-03-06'],
    ['2026-02-13', 1, '2026-02-14'],
    ['2026-02-14', 1, '2026-02-24'],
    ['2026-02-17', 3, '2026-02-26'],
    ['2025-09-30', 3, '2025-10-11'],
    ['2024-02-09', 2, '2024-02-19'],
    ['2026-12-30', 1, '2026-12-31'],
  ])('that begins on %s and lasts %i ends on %s', (date, n, expected) => {
    expect(addWorkingDays(date, n)).toBe(expected);
  });

  it('is not known where it runs out of the table', () => {
    expect(addWorkingDays('2026-12-30', 2)).toBeUndefined();
  });

  it('of no days ends where it begins', () => {
    expect(addWorkingDays('2026-03-07', 0)).toBe('2026-03-07');
  });

  it.each([-1, 1.5, Number.NaN])('of %p days is a mistake in the caller', (n) => {
    expect(() => addWorkingDays('2026-03-05', n)).toThrow(RangeError);
  });

  it('counts up to its end what it was long', () =>
    fc.assert(
      fc.property(day, fc.nat(300), (from, n) => {
        const end = addWorkingDays(dateAt(from), n);
        if (end === undefined) return;
        expect(workingDaysBetween(dateAt(from), end)).toBe(n);
        expect(n === 0 || isWorkingDay(end)).toBe(true);
      }),
    ));

  it('is the sum of its parts, and the number of working days in it one by one', () =>
    fc.assert(
      fc.property(day, day, day, (a, b, c) => {
        const between = (from: number, to: number): number => known(workingDaysBetween(dateAt(from), dateAt(to)));
        expect(between(a, c)).toBe(between(a, b) + between(b, c));
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const counted = Array.from({ length: to - from }, (_, n) => isWorkingDay(dateAt(from + 1 + n)));
        expect(between(from, to)).toBe(counted.filter((worked) => worked === true).length);
      }),
    ));

  it('never ends earlier for being longer or beginning later', () =>
    fc.assert(
      fc.property(day, fc.nat(60), fc.nat(200), fc.nat(60), (from, later, n, more) => {
        const end = addWorkingDays(dateAt(from), n);
        const longer = addWorkingDays(dateAt(from), n + more);
        const shifted = addWorkingDays(dateAt(from + later), n);
        if (end !== undefined && longer !== undefined) expect(end <= longer).toBe(true);
        if (end !== undefined && shifted !== undefined) expect(end <= shifted).toBe(true);
      }),
    ));
});

describe('working time', () => {
  it.each([
    ['2026-03-05', '09:00', true],
    ['2026-03-05', '11:59', true],
    ['2026-03-05', '12:00', false],
    ['2026-03-05', '17:30', false],
    ['2026-03-07', '10:00', false],
    ['2026-02-28', '10:00', true],
    ['2027-03-05', '10:00', undefined],
  ])('is on %s at %s: %p', (date, time, expected) => {
    expect(isWorkingTime(at(date, time), OFFICE_HOURS)).toBe(expected);
  });

  it('is what working minutes are counted by', () =>
    fc.assert(
      fc.property(minute, hours, (ms, spans) => {
        const worked = workingMinutesBetween(instantAt(ms), instantAt(ms + MINUTE_MS), spans);
        if (worked !== undefined) expect(isWorkingTime(instantAt(ms), spans)).toBe(worked === 1);
      }),
    ));
});

describe('working minutes', () => {
  const office = (from: string, to: string): number | undefined => workingMinutesBetween(from, to, OFFICE_HOURS);

  it.each([
    ['within a morning', at('2026-03-05', '09:10'), at('2026-03-05', '09:48'), 38],
    ['over the noon break', at('2026-03-05', '11:50'), at('2026-03-05', '13:40'), 20],
    ['over night', at('2026-03-05', '17:00'), at('2026-03-06', '09:30'), 60],
    ['of a whole day', at('2026-03-05', '00:00'), at('2026-03-06', '00:00'), 420],
    ['over Spring Festival', at('2026-02-14', '17:00'), at('2026-02-24', '10:00'), 90],
    ['on a Saturday that is made up', at('2026-02-28', '08:00'), at('2026-02-28', '20:00'), 420],
    ['on National Day', at('2025-10-01', '09:00'), at('2025-10-08', '17:30'), 0],
    ['of half a minute', '2026-03-05T09:00:30.000+08:00', '2026-03-05T09:01:29.999+08:00', 0],
    ['backwards', at('2026-03-06', '09:30'), at('2026-03-05', '17:00'), -60],
  ])('%s', (_, from, to, expected) => {
    expect(office(from, to)).toBe(expected);
  });

  it('run all day where hours say so', () => {
    const always = [{ from: '00:00', to: '24:00' }];
    expect(workingMinutesBetween(at('2026-02-13', '12:00'), at('2026-02-24', '12:00'), always)).toBe(720 + 1440 + 720);
  });

  it('are not known beyond the table', () => {
    expect(office(at('2026-12-31', '09:00'), at('2027-01-01', '09:00'))).toBeUndefined();
    expect(office(at('2023-12-29', '09:00'), at('2024-01-02', '10:00'))).toBeUndefined();
  });

  it('run between ledger instants, in hours that can be counted by', () => {
    expect(() => office('2026-03-05T01:00:00Z', at('2026-03-05', '10:00'))).toThrow(TypeError);
    expect(() => workingMinutesBetween(at('2026-03-05', '09:00'), at('2026-03-05', '10:00'), [])).toThrow(RangeError);
  });

  it('are the sum of their parts', () =>
    fc.assert(
      fc.property(minute, minute, minute, hours, (a, b, c, by) => {
        const between = (from: number, to: number): number =>
          known(workingMinutesBetween(instantAt(from), instantAt(to), by));
        expect(between(a, c)).toBe(between(a, b) + between(b, c));
        expect(between(a, b) + between(b, a)).toBe(0);
      }),
    ));

  it('never shrink as time goes on, and never pass the time on the clock', () =>
    fc.assert(
      fc.property(instantMs, fc.nat(DAY_MS), fc.nat(DAY_MS), hours, (from, some, more, by) => {
        const till = (ms: number): number | undefined => workingMinutesBetween(instantAt(from), instantAt(ms), by);
        const [first, second] = [till(from + some), till(from + some + more)];
        if (first === undefined || second === undefined) return;
        expect(0 <= first && first <= second).toBe(true);
        expect(first).toBeLessThanOrEqual(Math.floor(some / MINUTE_MS));
      }),
    ));

  it('agree with a count of minute by minute', () =>
    fc.assert(
      fc.property(minute, fc.nat(12 * 1440), hours, (from, length, by) => {
        const to = from + length * MINUTE_MS;
        if (to >= DAYS * DAY_MS) return;
        let counted = 0;
        for (let ms = from; ms < to; ms += MINUTE_MS) {
          const instant = instantAt(ms);
          const time = instant.slice(11, 16);
          if (isWorkingDay(instant.slice(0, 10)) && by.some((span) => span.from <= time && time < span.to))
            counted += 1;
        }
        expect(workingMinutesBetween(instantAt(from), instantAt(to), by)).toBe(counted);
      }),
      { numRuns: 40 },
    ));
});

describe('working hours', () => {
  const span = (from: string, to: string) => ({ from, to });

  it('are ascending spans that do not overlap', () => {
    expect(areWorkingHours(OFFICE_HOURS)).toBe(true);
    expect(areWorkingHours([span('00:00', '24:00')])).toBe(true);
    expect(areWorkingHours([span('09:00', '12:00'), span('12:00', '17:00')])).toBe(true);
  });

  it.each([
    ['none', []],
    ['one that ends before it begins', [span('12:00', '09:00')]],
    ['one of no length', [span('09:00', '09:00')]],
    ['two that overlap', [span('09:00', '12:00'), span('11:59', '17:00')]],
    ['two in the wrong order', [span('13:00', '17:00'), span('09:00', '12:00')]],
    ['a time that does not exist', [span('09:60', '12:00')]],
    ['a time of one digit', [span('9:00', '12:00')]],
    ['an end after midnight', [span('22:00', '24:01')]],
  ])('are not %s', (_, spans) => {
    expect(areWorkingHours(spans)).toBe(false);
  });
});

describe('the table of notices', () => {
  it('has no year missing between its first and its last', () => {
    const [first] = HOLIDAY_ARRANGEMENTS;
    expect(HOLIDAY_ARRANGEMENTS.map(({ year }) => year)).toEqual(
      HOLIDAY_ARRANGEMENTS.map((_, n) => (first?.year ?? 0) + n),
    );
  });

  it('keeps every day in its own year, and makes up only at week-ends', () => {
    for (const { year, daysOff, makeUpDays } of HOLIDAY_ARRANGEMENTS) {
      for (const date of [...daysOff.flat(), ...makeUpDays]) expect(date.slice(0, 4)).toBe(String(year));
      for (const date of makeUpDays) expect([date, [0, 6].includes(new Date(date).getUTCDay())]).toEqual([date, true]);
      for (const [first, last] of daysOff)
        expect(makeUpDays.filter((made) => first <= made && made <= last)).toEqual([]);
    }
  });

  it('is quoted by the day of its newest notice', () => {
    expect(WORKING_CALENDAR_VERSION).toBe('CN@2025-11-04');
    expect(WORKING_CALENDAR_VERSIONS).toEqual(['CN@2023-10-25', 'CN@2024-11-12', 'CN@2025-11-04']);
  });
});

describe('a period of days', () => {
  it.each([
    ['2026-03-03', 7, '2026-03-10'],
    // Its last day is a Sunday.
    ['2026-03-08', 7, '2026-03-16'],
    // Its last day lies in the Spring Festival, which lasts until the 23rd.
    ['2026-02-12', 7, '2026-02-24'],
    // A Saturday that is worked.
    ['2026-02-21', 7, '2026-02-28'],
    // No notice of this year is in the table: Saturdays and Sundays.
    ['2199-01-01', 4, '2199-01-07'],
    ['2026-03-03', 0, '2026-03-03'],
  ])('that begins on %s and lasts %d days ends on %s', (date, days, last) => {
    expect(lastDayOfPeriod(date, days)).toBe(last);
  });
});
