import { civilDateOf, DAY_MS, type Meta } from '#kernel';
import { refuse } from './network-refusals.js';

/** The civil date on which a fact happened. */
export const occurredOn = ({ meta }: { readonly meta: Pick<Meta, 'occurredAt'> }): string =>
  civilDateOf(meta.occurredAt);

/** Whole days from one civil date to another. */
const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS;

export function requireOrder(from: string, to: string | undefined, pointer: string): void {
  if (to !== undefined && to < from) throw refuse('dates-reversed', { params: { from, to }, pointer });
}

/** How long before it takes effect a change may be stated. */
const AHEAD_DAYS = 30;

export function requireNotFarAhead(date: string, today: string, pointer: string): void {
  if (daysBetween(today, date) > AHEAD_DAYS)
    throw refuse('effective-too-far-ahead', { params: { date, days: AHEAD_DAYS }, pointer });
}
