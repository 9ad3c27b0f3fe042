import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { containsPersonalData } from './personal-data.js';

/** The rule said slowly: whole runs of letters and digits, one after the other. */
function naive(text: string): 'mobile' | undefined {
  return /(?<![0-9A-Za-z])(?:(?:00)?86)?1[3-9]\d{9}(?![0-9A-Za-z])/.test(text) ? 'mobile' : undefined;
}

describe('containsPersonalData', () => {
  it.each([
    '13800138000',
    '联系人张三13800138000，请回电',
    '电话:19912345678',
    'tel_13800138000;',
    '+8613800138000',
    '008613800138000',
    '手机１３８００１３８０００',
    '编号A12 B34567890123456789 13800138000',
  ])('finds the mobile number in "%s"', (text) => {
    expect(containsPersonalData(text)).toBe('mobile');
  });

  it.each(['身份证362322198709086409', '11010519491231002x.', '身份证１１０１０５１９４９１２３１００２Ｘ'])(
    'finds the resident id in "%s"',
    (text) => {
      expect(containsPersonalData(text)).toBe('resident-id');
    },
  );

  it.each([
    '',
    '为园区企业开展政策宣讲，参会企业32家',
    '12800138000',
    '1380013800',
    '138001380001',
    'ORD13800138000',
    '13800138000kg',
    'ｘ13800138000',
    '统一社会信用代码91110108551385082Q',
    '362322198709086408',
    '110101190002290013',
    '62220213800138000123456',
    '2026-11-24 09:00:00 至 2026-11-24 17:00:00',
  ])('lets "%s" pass', (text) => {
    expect(containsPersonalData(text)).toBeUndefined();
  });

  it('names the first one in the text', () => {
    expect(containsPersonalData('362322198709086409 13800138000')).toBe('resident-id');
    expect(containsPersonalData('13800138000 362322198709086409')).toBe('mobile');
  });

  it('finds a number at every offset of a text', () => {
    for (let offset = 0; offset < 40; offset += 1) {
      expect(containsPersonalData(`${'文'.repeat(offset)}13800138000${'文'.repeat(40 - offset)}`)).toBe('mobile');
    }
  });

  it('agrees with the rule said slowly', () => {
    const piece = fc.oneof(
      fc.constantFrom('13800138000', '86', '0086', '1', 'A', 'z', ' ', '，', '年', '+', '19900000000'),
      fc.string({ maxLength: 12 }),
      fc.stringMatching(/^\d{0,12}$/),
    );
    const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, (value) => {
        fc.pre(!/\d{17}[\dXx]/.test(value));
        expect(containsPersonalData(value)).toBe(naive(value));
      }),
      { numRuns: 2000 },
    );
  });
});
