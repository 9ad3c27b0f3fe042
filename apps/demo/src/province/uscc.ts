import { inspectUscc } from '#reference';

const SYMBOLS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const SERIALS = SYMBOLS.length ** 5;

/**
 * A 统一社会信用代码 (GB 32100-2015) of an organisation registered in a division: `93`-like category, division, an
 * organisation code of the MA series with its own check digit, and the check symbol. The check digits are found as the
 * ones that the reference accepts.
 */
export function usccOf(category: string, division: string, serial: number): string {
  const body = `${category}${division}MA4${inBase(serial % SERIALS)}`;
  const inner = symbolsThat((symbol) => inspectUscc(`${body}${symbol}0`).innerCheck === 'PASS');
  const outer = symbolsThat((symbol) => inspectUscc(`${body}${inner}${symbol}`).checkDigit === 'PASS');
  return `${body}${inner}${outer}`;
}

/** The same code as some were printed before 2016: genuine, with a check symbol that fails. */
export const misprinted = (uscc: string): string => {
  const last = SYMBOLS.indexOf(uscc.charAt(17));
  return `${uscc.slice(0, 17)}${SYMBOLS.charAt((last + 1) % SYMBOLS.length)}`;
};

function symbolsThat(fits: (symbol: string) => boolean): string {
  const found = SYMBOLS.split('').find(fits);
  if (found === undefined) throw new Error('every code has a check symbol');
  return found;
}

function inBase(serial: number): string {
  let [rest, text] = [serial, ''];
  for (let place = 0; place < 5; place += 1) {
    text = SYMBOLS.charAt(rest % SYMBOLS.length) + text;
    rest = Math.floor(rest / SYMBOLS.length);
  }
  return text;
}
