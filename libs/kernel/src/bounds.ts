import type { Called } from './called.js';
import { refuse } from './kernel-refusals.js';

/** Refuses one more of what a stream has `count` of; states stay small for ever. */
export function requireRoom(names: Called, count: number, limit: number): void {
  if (count >= limit) throw refuse('limit-reached', { params: { ...names, limit } });
}

/** Refuses a civil date, or a year, later than the day of occurrence (or its year). */
export function requireNotLater(date: string, occurredOn: string, pointer: string): void {
  if (date > occurredOn) throw refuse('date-in-future', { params: { date, occurredOn }, pointer });
}
