/** The knowledge clock: milliseconds since the epoch. */
export abstract class Clock {
  abstract now(): number;
}
