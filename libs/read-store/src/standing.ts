import { canonical } from '#kernel';
import type { Measurement } from './measurement.js';

/** One thing that stands as long as a document says so: a node in operation, a class an agency serves in. */
export type Standing = Pick<Measurement, 'measure' | 'dims'>;

/** Rows for what began (+1) and ended (−1) between two documents; their running sum is the number standing. */
export function standingChanges(
  before: readonly Standing[],
  after: readonly Standing[],
  occurredOn: string,
): readonly Measurement[] {
  const missingFrom = (others: readonly Standing[]): ((one: Standing) => boolean) => {
    const known = new Set(others.map(canonical));
    return (one) => !known.has(canonical(one));
  };
  const ended = before.filter(missingFrom(after)).map((one) => ({ ...one, amount: -1, occurredOn }));
  const began = after.filter(missingFrom(before)).map((one) => ({ ...one, amount: 1, occurredOn }));
  return [...ended, ...began];
}
