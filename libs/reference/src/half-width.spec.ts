import { describe, expect, it } from '@jest/globals';
import { toHalfWidth } from './half-width.js';

describe('toHalfWidth', () => {
  it('turns full-width digits, letters and spaces into ASCII', () => {
    expect(toHalfWidth('９１Ａｂ　（！～')).toBe('91Ab (!~');
  });

  it('leaves Chinese text and punctuation alone', () => {
    expect(toHalfWidth('留痕，ABC。①')).toBe('留痕,ABC。①');
  });
});
