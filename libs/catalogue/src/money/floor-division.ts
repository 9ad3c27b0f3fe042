/**
 * ⌊a × b ÷ c⌋ of whole numbers, none negative and c at least 1: the one division of money. Products pass through BigInt, so nothing is lost on
 * the way; a result beyond the safe integers is a bug of whoever let such numbers in.
 */
export function floorOfRatio(a: number, b: number, c: number): number {
  const result = Number((BigInt(a) * BigInt(b)) / BigInt(c));
  if (!Number.isSafeInteger(result)) throw new RangeError(`${a} × ${b} ÷ ${c} is no safe integer`);
  return result;
}
