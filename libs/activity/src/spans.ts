import { civilDateOf, MINUTE_MS, msOf, type Meta } from '#kernel';
import { refuse } from './activity-refusals.js';
import { civilDayOf } from './moments.js';
import { SESSION_MAX_MINUTES } from './presets.js';

/** Minutes between start and end; refuses an end that is not after the start, and more than one session's length (Q04). */
export function requireSpan(startAt: string, endAt: string, pointer: string): number {
  const minutes = Math.floor((msOf(endAt) - msOf(startAt)) / MINUTE_MS);
  if (msOf(endAt) <= msOf(startAt)) throw refuse('end-not-after-start', { params: { startAt, endAt }, pointer });
  if (minutes > SESSION_MAX_MINUTES)
    throw refuse('session-too-long', { params: { minutes, max: SESSION_MAX_MINUTES }, pointer });
  return minutes;
}

/**
 * Ties the business clock to the end of what happened. Periods count by `occurredAt` and the limit for late entries is
 * measured from it, so it may neither precede the end nor be moved to another day.
 */
export function requireOccurrenceAtEnd({ occurredAt }: Meta, endAt: string): void {
  const sameDay = civilDateOf(occurredAt) === civilDayOf(endAt);
  if (sameDay && msOf(occurredAt) >= msOf(endAt)) return;
  throw refuse('occurrence-off-end', { params: { occurredAt, endAt }, pointer: '/time' });
}

export function requireMinutes(minutes: number, max: number): void {
  if (minutes > max) throw refuse('minutes-exceed-duration', { params: { minutes, max }, pointer: '/data/minutes' });
}
