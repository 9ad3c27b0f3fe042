import { describe, expect, it } from '@jest/globals';
import { DIVISION_EDITIONS, DIVISION_ROWS } from './data/divisions.js';
import { divisionLevel, divisionOn, parentDivision } from './division.js';

const TODAY = '2026-11-24';
const allCodes = [
  ...new Set(
    DIVISION_ROWS.trim()
      .split('\n')
      .map((line) => line.slice(0, 6)),
  ),
];
const countOn = (date: string, level: string): number =>
  allCodes.filter((code) => divisionOn(code, date)?.level === level).length;

describe('divisionOn', () => {
  it.each([
    ['110000', '北京市', 'PROVINCE'],
    ['440300', '深圳市', 'PREFECTURE'],
    ['440305', '南山区', 'COUNTY'],
    ['429004', '仙桃市', 'COUNTY'],
    ['469029', '保亭黎族苗族自治县', 'COUNTY'],
    ['810000', '香港特别行政区', 'PROVINCE'],
  ])('knows %s as %s', (code, name, level) => {
    expect(divisionOn(code, TODAY)).toEqual({ code, name, level, validFrom: '2010-10-31' });
  });

  it('counts 34 provinces on every edition', () => {
    expect(DIVISION_EDITIONS.map((date) => countOn(date, 'PROVINCE'))).toEqual(DIVISION_EDITIONS.map(() => 34));
  });

  it('counts the 333 prefectures of today and the nine fillers', () => {
    expect(countOn(TODAY, 'PREFECTURE')).toBe(333 + 9);
  });

  it('ends an abolished division with the first edition that omits it', () => {
    expect(divisionOn('110228', '2016-07-30')?.name).toBe('密云县');
    expect(divisionOn('110228', '2016-07-31')).toBeUndefined();
  });

  it('takes a new division from the last edition that omits it', () => {
    expect(divisionOn('110118', '2015-09-29')).toBeUndefined();
    expect(divisionOn('110118', '2015-09-30')?.name).toBe('密云区');
  });

  it('tells the two districts apart that one code has named', () => {
    expect(divisionOn('500110', '2011-10-30')?.name).toBe('万盛区');
    expect(divisionOn('500110', '2011-10-31')).toMatchObject({ name: '綦江区', validFrom: '2011-10-31' });
  });

  it('keeps a code whose absence from one edition was a slip', () => {
    expect(divisionOn('130682', '2015-12-31')?.name).toBe('定州市');
  });

  it('knows the counties and districts founded up to the last edition', () => {
    expect(['659012', '653228', '500157'].map((code) => divisionOn(code, TODAY)?.name)).toEqual([
      '白杨市',
      '和康县',
      '两江新区',
    ]);
    expect(divisionOn('500112', TODAY)).toBeUndefined();
  });

  it.each(['', '44', '440399', '440371', '130171', '110101001', '999999'])('knows no division "%s"', (code) => {
    expect(divisionOn(code, TODAY)).toBeUndefined();
  });

  it('knows nothing before its first edition', () => {
    expect(divisionOn('110000', '2010-10-30')).toBeUndefined();
  });

  it('names one division at most on any edition', () => {
    const rows = DIVISION_ROWS.trim().split('\n').length;
    expect([rows, allCodes.length]).toEqual([3629, 3613]);
    expect(allCodes.filter((code) => DIVISION_EDITIONS.every((date) => divisionOn(code, date) === undefined))).toEqual(
      [],
    );
  });
});

describe('parentDivision', () => {
  it('climbs from county to province and stops', () => {
    expect(['440305', '440300', '440000', '4403'].map(parentDivision)).toEqual([
      '440300',
      '440000',
      undefined,
      undefined,
    ]);
  });

  it.each([...DIVISION_EDITIONS])('finds the parent of every division of %s in the same edition', (date) => {
    const orphans = allCodes.filter((code) => {
      const parent = parentDivision(code);
      return divisionOn(code, date) !== undefined && parent !== undefined && divisionOn(parent, date) === undefined;
    });
    expect(orphans).toEqual([]);
  });
});

describe('divisionLevel', () => {
  it('reads the level off the code alone', () => {
    expect(['990000', '440300', '440305', '44030', 'abcdef'].map(divisionLevel)).toEqual([
      'PROVINCE',
      'PREFECTURE',
      'COUNTY',
      undefined,
      undefined,
    ]);
  });
});
