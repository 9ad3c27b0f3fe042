import { describe, expect, it } from '@jest/globals';
import { windowStart } from './months.js';

describe('a window of months', () => {
  it.each([
    ['2026-03-31', 12, '2025-04-01'],
    ['2026-12-31', 12, '2026-01-01'],
    ['2026-03-05', 12, '2025-03-06'],
    ['2025-02-28', 12, '2024-03-01'],
    ['2024-02-29', 12, '2023-03-01'],
    ['2024-02-28', 12, '2023-03-01'],
    ['2026-01-31', 3, '2025-11-01'],
    ['2026-05-30', 3, '2026-03-03'],
  ])('that ends on %s and is %i long begins on %s', (to, months, start) => {
    expect(windowStart(to, months)).toBe(start);
  });
});
