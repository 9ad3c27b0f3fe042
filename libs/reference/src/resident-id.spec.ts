import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { looksLikeResidentId } from './resident-id.js';

/** GB 11643 by its definition, ISO 7064 MOD 11-2: the weighted sum of all 18 leaves 1. */
function withCheckDigit(seventeen: string): string {
  const weightOf = (position: number): number => 2 ** (18 - position) % 11;
  const sum = seventeen.split('').reduce((total, digit, index) => total + Number(digit) * weightOf(index + 1), 0);
  const check = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].find((value) => (sum + value) % 11 === 1);
  return seventeen + (check === 10 ? 'X' : String(check));
}

const birthDate = fc
  .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2099-12-31T23:59:59Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10).replaceAll('-', ''));
const residentId = fc
  .tuple(fc.constantFrom('110101', '362322', '440304', '659001'), birthDate, fc.integer({ min: 0, max: 999 }))
  .map(([division, date, sequence]) => withCheckDigit(division + date + String(sequence).padStart(3, '0')));

describe('looksLikeResidentId', () => {
  it.each(['362322198709086409', '11010519491231002X', '11010519491231002x'])('recognises %s', (value) => {
    expect(looksLikeResidentId(value)).toBe(true);
  });

  it('recognises every number with a province, a real birth date and its check digit', () => {
    fc.assert(fc.property(residentId, (value) => looksLikeResidentId(value)));
  });

  it('recognises none with another check digit', () => {
    fc.assert(
      fc.property(residentId, fc.constantFrom(...'0123456789X'.split('')), (value, check) => {
        fc.pre(check !== value.charAt(17));
        return !looksLikeResidentId(value.slice(0, 17) + check);
      }),
    );
  });

  it('knows that 2000 was a leap year and 1900 and 1999 were not', () => {
    const born = (date: string): boolean => looksLikeResidentId(withCheckDigit(`110101${date}001`));
    expect([born('20000229'), born('19000229'), born('19990229')]).toEqual([true, false, false]);
  });

  it.each(['18991231', '21000101', '19871301', '19870001', '19870431', '19870400'])(
    'rejects the birth date %s',
    (date) => {
      expect(looksLikeResidentId(withCheckDigit(`110101${date}001`))).toBe(false);
    },
  );

  it('leaves numbers that start with 9 to the credit codes', () => {
    expect(looksLikeResidentId(withCheckDigit('91110119870908001'))).toBe(false);
  });

  it('rejects a province that never was', () => {
    expect(looksLikeResidentId(withCheckDigit('19010119870908001'))).toBe(false);
  });

  it.each(['', '36232219870908640', '3623221987090864090', '3623221987090864O9'])('rejects the shape "%s"', (value) => {
    expect(looksLikeResidentId(value)).toBe(false);
  });
});
