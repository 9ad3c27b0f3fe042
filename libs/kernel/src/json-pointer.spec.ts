import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pointerOf } from './json-pointer.js';

/** As RFC 6901, section 4 reads a pointer. */
const read = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

describe('a JSON pointer', () => {
  it('is read back as the way down it was written of', () => {
    const step = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('', '/', '~', '~1', '~01', 'a/b~c'));
    fc.assert(fc.property(fc.array(step), (path) => expect(read(pointerOf(path))).toEqual(path)));
  });

  it('is empty for the whole, and has indexes as they are', () => {
    expect([pointerOf([]), pointerOf(['']), pointerOf(['data', 0, 'a/b'])]).toEqual(['', '/', '/data/0/a~1b']);
  });

  it('holds no half character', () => {
    expect(pointerOf(['\ud83d', 'a\udc00'])).toBe('/\ufffd/a\ufffd');
  });
});
