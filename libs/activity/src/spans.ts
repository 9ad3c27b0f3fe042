import { civilDateOf, MINUTE_MS, msOf, toInstant, type Called, type Meta } from '#kernel';
import { channelOn, serviceClassOn, type Channel } from '#reference';
import { refuse } from './activity-refusals.js';
import { SESSION_MAX_MINUTES } from './presets.js';

/** Payload instants keep their poster's offset, so days and durations go through milliseconds. */
export const civilDayOf = (instant: string): string =>
  civilDateOf(instant.endsWith('+08:00') ? instant : toInstant(msOf(instant)));

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

/** Refuses a civil date in the future of the statement. */
export function requireDateBy(date: string, { occurredAt }: Meta, pointer: string): void {
  if (date > civilDateOf(occurredAt)) throw refuse('dated-after-occurrence', { params: { date, occurredAt }, pointer });
}

export function requireChannel(code: string, date: string, pointer: string): Channel {
  const channel = channelOn(code, date);
  if (channel === undefined) throw refuse('channel-not-in-force', { params: { code, date }, pointer });
  return channel;
}

/** Refuses a class that does not exist that day, or one that needs a reason and has none. True when it is such a class. */
export function requireClass(code: string, reason: string | undefined, date: string): boolean {
  const found = serviceClassOn(code, date);
  if (found === undefined) throw refuse('class-not-in-force', { params: { code, date }, pointer: '/data/classCode' });
  if (found.needsReason && reason === undefined)
    throw refuse('class-reason-missing', { params: { code }, pointer: '/data/classReason' });
  return found.needsReason;
}

export function requireRoom(names: Called, count: number, limit: number): void {
  if (count >= limit) throw refuse('limit-reached', { params: { ...names, limit } });
}
