import { canonical } from '#kernel';
import type { Measurement } from './measurement.js';

/** One thing that stands as long as a document says so: a class an agency serves in, an item on the shelf. */
export type StockItem = Pick<Measurement, 'measure' | 'dims'>;

/** Civil dates: the first day on which something stands, and the first on which it no longer does. */
export interface Term {
  readonly from: string;
  readonly until?: string;
}

/** One thing that stands for a term, which may have been stated after it began or before it ends. */
export type DatedStockItem = StockItem & Term;

/** Rows for what began (+1) and ended (−1) between two documents; their running sum is the number standing. */
export function stockChanges(
  before: readonly StockItem[],
  after: readonly StockItem[],
  occurredOn: string,
): readonly Measurement[] {
  const ended = missing(before, after).map((one) => ({ ...one, amount: -1, occurredOn }));
  const began = missing(after, before).map((one) => ({ ...one, amount: 1, occurredOn }));
  return [...ended, ...began];
}

/**
 * Rows that bring what stood by the document before to what stands by the one after, each for the day on which it began or
 * ended: the sum up to any day is the number standing on it, whichever terms a later statement changed.
 */
export function termChanges(
  before: readonly DatedStockItem[],
  after: readonly DatedStockItem[],
): readonly Measurement[] {
  const [was, is] = [before.flatMap(marks), after.flatMap(marks)];
  const undone = missing(was, is).map((mark) => ({ ...mark, amount: -mark.amount }));
  return [...undone, ...missing(is, was)];
}

/** What is left of terms, in order, when nothing stands from a day on. */
export const endedOn = (terms: readonly Term[], until: string): readonly Term[] =>
  terms
    .filter(({ from }) => from < until)
    .map((term) => (term.until === undefined || term.until > until ? { ...term, until } : term));

function marks({ measure, dims, from, until }: DatedStockItem): readonly Measurement[] {
  if (until !== undefined && until <= from) return [];
  const began = { measure, dims, amount: 1, occurredOn: from };
  return until === undefined ? [began] : [began, { measure, dims, amount: -1, occurredOn: until }];
}

function missing<Of extends object>(of: readonly Of[], others: readonly Of[]): readonly Of[] {
  const known = new Set(others.map(canonical));
  return of.filter((one) => !known.has(canonical(one)));
}
