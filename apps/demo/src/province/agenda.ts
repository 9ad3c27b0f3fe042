import type { Account } from './accounts.js';
import type { Planned } from './cloud-event.js';

/** What one account posts at one moment. Steps of the same moment do not depend on each other. */
export interface Step {
  /** The moment of posting, milliseconds since the epoch. */
  readonly atMs: number;
  readonly account: Account;
  readonly statements: readonly Planned[];
}

/** Statements waiting for their moment. */
export class Agenda {
  readonly #moments = new Map<number, Map<string, { readonly account: Account; readonly statements: Planned[] }>>();

  put(atMs: number, account: Account, planned: Planned): void {
    let steps = this.#moments.get(atMs);
    if (steps === undefined) this.#moments.set(atMs, (steps = new Map()));
    const step = steps.get(account.actor.account);
    if (step === undefined) steps.set(account.actor.account, { account, statements: [planned] });
    else step.statements.push(planned);
  }

  /** Takes out everything to be posted before `endMs`, in order. */
  *due(endMs: number): Generator<Step> {
    const moments = [...this.#moments.keys()].filter((ms) => ms < endMs).sort((a, b) => a - b);
    for (const atMs of moments) {
      for (const step of this.#moments.get(atMs)?.values() ?? []) yield { atMs, ...step };
      this.#moments.delete(atMs);
    }
  }
}

/** The steps of each moment together. */
export function* moments(steps: Iterable<Step>): Generator<readonly Step[]> {
  let moment: Step[] = [];
  for (const step of steps) {
    if (moment[0] !== undefined && moment[0].atMs !== step.atMs) {
      yield moment;
      moment = [];
    }
    moment.push(step);
  }
  if (moment.length > 0) yield moment;
}
