import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { innerCheckSymbol, inspectUscc, normaliseUscc, usccCheckSymbol } from './uscc.js';

const SYMBOLS = '0123456789ABCDEFGHJKLMNPQRTUWXY'.split('');
const symbols = (length: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...SYMBOLS), { minLength: length, maxLength: length }).map((list) => list.join(''));
/** A letter at character 2 keeps a generated code from being a resident id. */
const validCode = fc.tuple(fc.constantFrom(...'123456789ANY'.split('')), symbols(14)).map(([first, rest]) => {
  const sixteen = `${first}A${rest}`;
  const seventeen = sixteen + innerCheckSymbol(sixteen);
  return seventeen + usccCheckSymbol(seventeen);
});

describe('normaliseUscc', () => {
  it('trims, narrows and raises', () => {
    expect(normaliseUscc('　９１350100m000100y43 \n')).toBe('91350100M000100Y43');
  });

  it('keeps spaces inside, which are for the writer to remove', () => {
    expect(normaliseUscc('9135 0100M000100Y43')).toBe('9135 0100M000100Y43');
  });
});

describe('inspectUscc', () => {
  it.each(['91350100M000100Y43', '91110108551385082Q', '12440600MB2C07549J', '92141127MA0KD1Y64A'])(
    'passes both checks of the genuine code %s',
    (code) => {
      expect(inspectUscc(code)).toEqual({ normalised: code, verdict: 'ok', checkDigit: 'PASS', innerCheck: 'PASS' });
    },
  );

  it('passes the check digit 0', () => {
    expect(inspectUscc('91440300MA51001700').checkDigit).toBe('PASS');
  });

  it.each(['91350203M0001QKT19', '91350203M0001QAY9B'])('only flags the genuine Xiamen code %s', (code) => {
    expect(inspectUscc(code)).toEqual({ normalised: code, verdict: 'ok', checkDigit: 'FAIL', innerCheck: 'PASS' });
  });

  it.each(['91310115MA1H8R7C6D', '111111111111111111'])('only flags the check digit of %s', (code) => {
    expect(inspectUscc(code)).toMatchObject({ verdict: 'ok', checkDigit: 'FAIL' });
  });

  it('refuses 91350100M000100Y4Z, whose Z no code may hold', () => {
    expect(inspectUscc('91350100M000100Y4Z')).toEqual({
      normalised: '91350100M000100Y4Z',
      verdict: 'illegal',
      checkDigit: 'FAIL',
      innerCheck: 'FAIL',
    });
  });

  it('refuses a resident id even where its last digit passes as the check digit', () => {
    expect(inspectUscc('362322198709086409')).toMatchObject({ verdict: 'resident-id', checkDigit: 'PASS' });
    expect(inspectUscc('11010519491231002x').verdict).toBe('resident-id');
  });

  it('judges full-width lower case like the code it stands for', () => {
    expect(inspectUscc('　９１３５０１００ｍ０００１００ｙ４３')).toEqual(inspectUscc('91350100M000100Y43'));
  });

  it.each(['', '91350100M000100Y4', '91350100M000100Y433', '9135 0100M000100Y43', '91350100Ｍ000100Y4③'])(
    'refuses the length or alphabet of "%s"',
    (code) => {
      expect(inspectUscc(code).verdict).toBe('illegal');
    },
  );

  it.each('IOSVZ'.split(''))('refuses the letter %s', (letter) => {
    expect(inspectUscc(`91350100M0${letter}0100Y43`).verdict).toBe('illegal');
  });

  it('takes one of twelve symbols first', () => {
    const taken = SYMBOLS.filter((first) => inspectUscc(`${first}1350100M000100Y43`).verdict === 'ok');
    expect(taken.join('')).toBe('123456789ANY');
  });

  it('never looks the division up', () => {
    expect(inspectUscc('91999999M000100Y43').verdict).toBe('ok');
  });

  it('passes every code with computed checks', () => {
    fc.assert(
      fc.property(validCode, (code) => {
        expect(inspectUscc(code)).toEqual({ normalised: code, verdict: 'ok', checkDigit: 'PASS', innerCheck: 'PASS' });
      }),
    );
  });

  it('fails the check digit whenever one character changes', () => {
    fc.assert(
      fc.property(validCode, fc.nat(17), fc.constantFrom(...SYMBOLS), (code, at, symbol) => {
        fc.pre(symbol !== code.charAt(at));
        return inspectUscc(code.slice(0, at) + symbol + code.slice(at + 1)).checkDigit === 'FAIL';
      }),
      { numRuns: 1000 },
    );
  });

  it('fails the check digit whenever two unlike neighbours swap, save the last two', () => {
    fc.assert(
      fc.property(validCode, fc.nat(15), (code, at) => {
        const swapped = code.slice(0, at) + code.charAt(at + 1) + code.charAt(at) + code.slice(at + 2);
        fc.pre(swapped !== code);
        return inspectUscc(swapped).checkDigit === 'FAIL';
      }),
      { numRuns: 1000 },
    );
  });
});
