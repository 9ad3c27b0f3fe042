import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { eventId, sha256 } from './digest.js';

describe('event ids', () => {
  it('are a UUIDv8 of the occurrence time and the statement', () => {
    expect(eventId('//wp/430111/oa', 'r-1', 0, Date.parse('2026-03-05T11:30:00+08:00'))).toMatch(
      /^019cbc0b-8ec0-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it('are the same for the same statement and differ in every part of its identity', () => {
    const text = fc.string({ minLength: 1, maxLength: 20 }).filter((value) => !value.includes('\n'));
    fc.assert(
      fc.property(text, text, fc.nat(99), fc.nat(2 ** 41), (source, id, index, ms) => {
        expect(eventId(source, id, index, ms)).toBe(eventId(source, id, index, ms));
        expect(eventId(source, id, index + 1, ms)).not.toBe(eventId(source, id, index, ms));
        expect(eventId(`${source}x`, id, index, ms)).not.toBe(eventId(source, id, index, ms));
        expect(eventId(source, `${id}x`, index, ms)).not.toBe(eventId(source, id, index, ms));
      }),
    );
  });

  it('sort by occurrence time', () => {
    const times = [0, 1, 999, 1_000, Date.parse('2026-01-01T00:00:00Z'), Date.parse('2100-01-01T00:00:00Z')];
    const ids = times.map((ms) => eventId('s', 'i', 0, ms).slice(0, 13));
    expect(ids).toEqual([...ids].sort());
  });

  it('digest UTF-8 text with SHA-256', () => {
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
