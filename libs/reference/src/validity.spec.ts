import { describe, expect, it } from '@jest/globals';
import { inForce } from './validity.js';

describe('inForce', () => {
  const validity = { validFrom: '2017-07-26', validUntil: '2020-01-01' };

  it.each([
    ['2017-07-25', false],
    ['2017-07-26', true],
    ['2019-12-31', true],
    ['2020-01-01', false],
  ])('counts the first day in and the last day out: %s is %s', (date, expected) => {
    expect(inForce(validity, date)).toBe(expected);
  });

  it('never ends without a last day', () => {
    expect(inForce({ validFrom: '2017-07-26' }, '9999-12-31')).toBe(true);
  });
});
