/** Shares as texts of four decimals, computed with whole numbers only: the same everywhere, for ever. */
const SCALE = 10_000n;

/** `numerator ÷ denominator` (denominator > 0), rounded half up (away from zero). */
export function ratioText(numerator: number, denominator: number): string {
  const [top, bottom] = [BigInt(Math.abs(numerator)), BigInt(denominator)];
  const rounded = (2n * top * SCALE + bottom) / (2n * bottom);
  return numerator < 0 && rounded > 0n ? `-${decimal(rounded)}` : decimal(rounded);
}

/**
 * Lower bound of the Wilson 95 % interval (z = 1.96) of `hits` in `n` (n > 0), rounded down, so that it stays a bound.
 *
 * The bound is (x + z²/2 − z·√(x(n − x)/n + z²/4)) ÷ (n + z²). Times 10⁴ it is (a − 196·√(b/n)) ÷ d with the whole
 * numbers below, and the largest k with k ÷ 10⁴ ≤ bound is found by comparing squares: no root is ever taken.
 */
export function wilsonLowerText(hits: number, n: number): string {
  if (hits < 0 || hits > n || n <= 0) throw new RangeError(`${hits} of ${n} is no share`);
  const [x, all] = [BigInt(hits), BigInt(n)];
  const a = 10_000n * x + 19_208n;
  const d = 10_000n * all + 38_416n;
  const b = 10_000n * x * (all - x) + 9_604n * all;
  const isBelow = (k: bigint): boolean => {
    const room = SCALE * a - k * d;
    return room >= 0n && (196n * SCALE) ** 2n * b <= all * room ** 2n;
  };
  let [low, high] = [0n, SCALE];
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (isBelow(middle)) low = middle;
    else high = middle - 1n;
  }
  return decimal(low);
}

const decimal = (scaled: bigint): string => `${String(scaled / SCALE)}.${String(scaled % SCALE).padStart(4, '0')}`;
