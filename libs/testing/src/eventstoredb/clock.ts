const TICKS_A_MS = 10_000;

/** The server's clock; it may be wrong by a fixed amount. */
export class Clock {
  readonly #skewMs: number;

  constructor(skewMs = 0) {
    this.#skewMs = skewMs;
  }

  nowMs(): number {
    return performance.timeOrigin + performance.now() + this.#skewMs;
  }

  /** Ticks of 100 ns since 1970, the unit in which the server writes when an event was created. */
  ticks(): string {
    return Math.floor(this.nowMs() * TICKS_A_MS).toFixed(0);
  }
}
