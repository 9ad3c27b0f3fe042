import { describe, expect, it } from '@jest/globals';
import { Positions } from './positions.js';

const LAST = 2n ** 53n - 1n;

describe('a position', () => {
  it('is the server’s own place where nothing was moved', () => {
    expect(new Positions(0).of(4_711n, undefined)).toBe(4_711);
  });

  it('is what it was where the event was moved', () => {
    expect(new Positions(0).of(4_711n, 12)).toBe(12);
  });

  it('comes after all moved ones', () => {
    expect(new Positions(1_000).of(0n, undefined)).toBe(1_000);
    expect(new Positions(1_000).of(1n, undefined)).toBeGreaterThan(1_000);
  });

  it('is told up to 2^53 − 1 and refused beyond, where two places would have one number', () => {
    expect(new Positions(0).of(LAST, undefined)).toBe(Number.MAX_SAFE_INTEGER);
    expect(new Positions(1).of(LAST - 1n, undefined)).toBe(Number.MAX_SAFE_INTEGER);
    for (const [base, commit] of [[0, LAST + 1n] as const, [0, LAST + 2n] as const, [1, LAST] as const])
      expect(() => new Positions(base).of(commit, undefined)).toThrow(
        expect.objectContaining({ code: 'position-beyond-range', params: { position: String(commit) } }),
      );
  });
});
