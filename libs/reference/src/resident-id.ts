const SHAPE = /^[1-8]\d{16}[\dXx]$/;
const PROVINCES: ReadonlySet<string> = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '),
);
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/**
 * Whether 18 characters (half width, X or x last) read as a 公民身份号码: a province, a birth date of 1900–2099 that
 * exists, and the check digit of GB 11643-1999 (ISO 7064 MOD 11-2).
 *
 * Numbers that start with 9 are not recognised: a foreigner's permanent residence card looks the same as the credit
 * code of a registered enterprise, and refusing enterprises would be the greater harm.
 */
export function looksLikeResidentId(value: string): boolean {
  return (
    value.length === 18 &&
    SHAPE.test(value) &&
    PROVINCES.has(value.slice(0, 2)) &&
    isBirthDate(value) &&
    checkSymbol(value) === value.charAt(17).toUpperCase()
  );
}

function isBirthDate(value: string): boolean {
  const year = Number(value.slice(6, 10));
  const month = Number(value.slice(10, 12));
  const day = Number(value.slice(12, 14));
  if (year < 1900 || year > 2099) return false;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && isLeap ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);
  return day >= 1 && day <= days;
}

/** Each of the 17 digits weighs 2^(18−i) mod 11, and the weighted sum of all 18 leaves 1. */
function checkSymbol(value: string): string {
  let sum = 0;
  for (let at = 0; at < 17; at += 1) sum = ((sum + value.charCodeAt(at) - 0x30) * 2) % 11;
  const check = (12 - sum) % 11;
  return check === 10 ? 'X' : String(check);
}
