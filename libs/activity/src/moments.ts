import { civilDateOf, msOf, toInstant } from '#kernel';

/** Payload instants keep their poster's offset, so days and durations go through milliseconds. */
export const civilDayOf = (instant: string): string =>
  civilDateOf(instant.endsWith('+08:00') ? instant : toInstant(msOf(instant)));
