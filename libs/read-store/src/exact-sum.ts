import { refuse } from './read-store-refusals.js';

/** Refuses with figure-too-large what is no safe integer. */
export function exactSum(total: number, value: number): number {
  const sum = total + value;
  if (!Number.isSafeInteger(sum)) throw refuse('figure-too-large');
  return sum;
}
