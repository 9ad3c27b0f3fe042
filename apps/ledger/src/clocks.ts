import { Clock } from '#context';

export class SystemClock extends Clock {
  now(): number {
    return Date.now();
  }
}

/** The clock of a demonstration: stands still where it was last set, and never runs backwards. Before it is set, the real time. */
export class DemoClock extends Clock {
  #atMs: number | undefined;

  constructor(atMs?: number) {
    super();
    this.#atMs = atMs;
  }

  now(): number {
    return this.#atMs ?? Date.now();
  }

  /** Ignored when it lies before the time that stands: requests may overtake each other. */
  advanceTo(ms: number): void {
    this.#atMs = Math.max(this.#atMs ?? 0, ms);
  }
}
