import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { containsPersonalData } from './personal-data.js';
import { asRead, isBlank, isDeceptive, isPlainId } from './visible-text.js';

const BIDI = ['\u061c', '\u200e', '\u200f', '\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2069'];
const UNSEEN = ['\u00ad', '\u034f', '\u115f', '\u180e', '\u200b', '\u200d', '\u2060', '\u2800', '\u3164', '\ufe0f'];
const UNSEEN_TOO = ['\ufeff', '\uffa0', '\u{e0001}', '\u{e0100}', ...BIDI];
const LEGITIMATE = [
  '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}',
  '葛\u{e0100}',
  '☎\ufe0f',
  'e\u0301',
  '\u{20000}',
  '𰻞',
  'مرحبا',
  'ﬁ',
  'a\u00adb',
];

describe('a text', () => {
  it('is deceptive with a bidi control or a C1 control in it, wherever it stands', () => {
    for (const odd of [...BIDI, '\u0080', '\u0085', '\u009f'])
      for (const text of [odd, `据${odd}`, `${odd}据`, `据${odd}据`])
        expect([text, isDeceptive(text)]).toEqual([text, true]);
  });

  it('is blank when it shows nothing, and only then', () => {
    const unseen = fc.constantFrom(' ', '\t', '\n', '\u00a0', '\u3000', ...UNSEEN, ...UNSEEN_TOO);
    fc.assert(
      fc.property(
        fc.array(unseen, { minLength: 1 }),
        fc.constantFrom('据', 'a', '1', '.', '\u{1f9fe}'),
        (parts, seen) => {
          expect(isBlank(parts.join(''))).toBe(true);
          expect(isBlank([...parts, seen, ...parts].join(''))).toBe(false);
        },
      ),
    );
    expect(isBlank('')).toBe(false);
  });

  it('of people’s own is neither, with emoji, variants of ideographs, marks and rare characters', () => {
    for (const text of LEGITIMATE) expect([text, isDeceptive(text), isBlank(text)]).toEqual([text, false, false]);
  });

  it('is read without what is not seen, so that it hides no number', () => {
    const between = fc.array(fc.constantFrom('', ...UNSEEN, ...UNSEEN_TOO, '\u0336'), { minLength: 11, maxLength: 11 });
    const forms = fc.constantFrom('13800138000', '１３８００１３８０００', '𝟏𝟑𝟖𝟎𝟎𝟏𝟑𝟖𝟎𝟎𝟎', '①③⑧⓪⓪①③⑧⓪⓪⓪');
    fc.assert(
      fc.property(forms, between, (number, parts) => {
        const hidden = Array.from(number, (digit, index) => digit + (parts[index] ?? '')).join('');
        expect(containsPersonalData(asRead(`电话${hidden},请回电`))).toBe('mobile');
      }),
    );
  });
});

describe('an id', () => {
  it('is plain when nothing in it is unseen, and it is spelt in one way', () => {
    for (const id of ['a', 'o-2026-0001', '订单 1', 'é', '第(一)号', 'a b'])
      expect([id, isPlainId(id)]).toEqual([id, true]);
    for (const odd of [...UNSEEN, ...UNSEEN_TOO, '\u00a0', '\u3000', '\u2009', '\u0085', 'e\u0301'])
      expect([odd, isPlainId(`a${odd}b`)]).toEqual([odd, false]);
    for (const id of [' a', 'a ', 'a  b', '号 ']) expect([id, isPlainId(id)]).toEqual([id, false]);
  });
});
