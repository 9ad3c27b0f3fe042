import { toHalfWidth } from './half-width.js';
import { looksLikeResidentId } from './resident-id.js';

export type CheckOutcome = 'PASS' | 'FAIL';

export interface UsccInspection {
  /** What to store and compare; the raw value belongs in the event beside it. */
  readonly normalised: string;
  /** Refuse anything but 'ok'. */
  readonly verdict: 'ok' | 'illegal' | 'resident-id';
  /** Character 18 of GB 32100-2015. FAIL is a flag that asks for registry proof: genuine codes issued before 2016 fail. */
  readonly checkDigit: CheckOutcome;
  /** Character 17, the check of the GB 11714 organisation code inside. The better test for a typing error. */
  readonly innerCheck: CheckOutcome;
}

const SYMBOLS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** Characters 3–8 are free: a code outlives the division it was registered in, so no list of today may judge it. */
const SHAPE = new RegExp(`^[1-9ANY][${SYMBOLS}]{17}$`);
/** GB 11714: characters 9–16. */
const INNER_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2] as const;

/** Trimmed, half width, upper case. */
export function normaliseUscc(raw: string): string {
  return toHalfWidth(raw).trim().toUpperCase();
}

/**
 * Judges a 统一社会信用代码 (GB 32100-2015, character 1 as amended in 2016). Only the shape and a resident id in the
 * wrong field are grounds to refuse; neither the enterprise's type nor its place may be read from the code.
 */
export function inspectUscc(raw: string): UsccInspection {
  const normalised = normaliseUscc(raw);
  if (looksLikeResidentId(normalised)) return { normalised, verdict: 'resident-id', ...checks(normalised) };
  if (!SHAPE.test(normalised)) return { normalised, verdict: 'illegal', checkDigit: 'FAIL', innerCheck: 'FAIL' };
  return { normalised, verdict: 'ok', ...checks(normalised) };
}

function checks(code: string): Pick<UsccInspection, 'checkDigit' | 'innerCheck'> {
  return {
    checkDigit: code.charAt(17) === usccCheckSymbol(code) ? 'PASS' : 'FAIL',
    innerCheck: code.charAt(16) === innerCheckSymbol(code) ? 'PASS' : 'FAIL',
  };
}

/** Character 18 for the first 17 characters, which must be of the alphabet. Character i weighs 3^(i−1) mod 31. */
export function usccCheckSymbol(code: string): string {
  let sum = 0;
  let weight = 1;
  for (let at = 0; at < 17; at += 1) {
    sum += weight * SYMBOLS.indexOf(code.charAt(at));
    weight = (weight * 3) % 31;
  }
  // The outer remainder makes 31 a 0; libraries that forgot it reject one genuine code in 31.
  return SYMBOLS.charAt((31 - (sum % 31)) % 31);
}

/** Character 17 for characters 9–16. */
export function innerCheckSymbol(code: string): string {
  let sum = 0;
  INNER_WEIGHTS.forEach((weight, at) => {
    sum += weight * organisationValue(code.charCodeAt(at + 8));
  });
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : String(check % 11);
}

/** GB 11714 counts letters as A = 10 … Z = 35, unlike GB 32100, which skips five of them. */
function organisationValue(character: number): number {
  return character <= 0x39 ? character - 0x30 : character - 0x37;
}
