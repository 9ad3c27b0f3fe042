import type { Comparison } from './comparison.js';

const REASON_CHARACTERS = 500;

/** A comparison that was asked for: under way, made, or what kept it from being made. */
export type Compared =
  | { readonly state: 'COMPARING' }
  | ({ readonly state: 'COMPARED' } & Comparison)
  | { readonly state: 'FAILED'; readonly reason: string };

/** Comparisons by projection: made when first asked for, one at a time, and kept until they are forgotten. One that failed is shown once. */
export class Comparisons {
  readonly #kept = new Map<string, Compared>();
  #turn: Promise<void> = Promise.resolve();

  of(name: string, make: () => Promise<Comparison>): Compared {
    const kept = this.#kept.get(name);
    if (kept?.state === 'FAILED') this.forget(name);
    if (kept !== undefined) return kept;
    const pending: Compared = { state: 'COMPARING' };
    this.#kept.set(name, pending);
    this.#turn = this.#after(this.#turn, async () => {
      const compared = await settled(make);
      if (this.#kept.get(name) === pending) this.#kept.set(name, compared);
    });
    return pending;
  }

  /** For a projection whose builds have changed by more than following the log. */
  forget(name: string): void {
    this.#kept.delete(name);
  }

  /** Resolves when none is under way. */
  async idle(): Promise<void> {
    await this.#turn;
  }

  async #after(turn: Promise<void>, work: () => Promise<void>): Promise<void> {
    await turn;
    await work();
  }
}

async function settled(make: () => Promise<Comparison>): Promise<Compared> {
  try {
    return { state: 'COMPARED', ...(await make()) };
  } catch (error) {
    return { state: 'FAILED', reason: String(error).slice(0, REASON_CHARACTERS) };
  }
}
