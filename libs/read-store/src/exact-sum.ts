import { Refusal } from '#kernel';
import { refuse } from './read-store-refusals.js';

/** Refuses with figure-too-large what is no safe integer. */
export function exactSum(total: number, value: number): number {
  const sum = safeSum([total, value]);
  if (sum === undefined) throw refuse('figure-too-large');
  return sum;
}

/** Undefined where it, or one of the values, is no safe integer. */
export function safeSum(values: readonly (number | undefined)[]): number | undefined {
  let sum = 0;
  for (const value of values) {
    if (value === undefined) return undefined;
    sum += value;
    if (!Number.isSafeInteger(sum)) return undefined;
  }
  return sum;
}

export const isTooLarge = (error: unknown): boolean => error instanceof Refusal && error.code === 'figure-too-large';
