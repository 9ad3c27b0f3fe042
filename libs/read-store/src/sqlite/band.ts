const DOUBLINGS_ALONE = 4;

/**
 * Rows of like size lie in one cell, for percentiles to read those of one band only: each size up to 15 is a band of its own,
 * then there are four to each doubling. A larger amount never has a smaller band.
 */
export function bandOf(amount: number): number {
  const size = Math.abs(amount);
  if (size < 2 ** DOUBLINGS_ALONE) return size;
  const doublings = doublingsIn(size);
  const quarter = Math.floor(size / 2 ** (doublings - 2)) - 4;
  return 2 ** DOUBLINGS_ALONE + (doublings - DOUBLINGS_ALONE) * 4 + quarter;
}

/** The exponent of the highest power of two up to a whole number. */
function doublingsIn(size: number): number {
  const high = Math.floor(size / 2 ** 32);
  return high > 0 ? 63 - Math.clz32(high) : 31 - Math.clz32(size);
}
