import type { EventEmitter } from 'node:events';
import type { CallFailure } from './statuses.js';

/** Calls that stay open. */
export type CallKind = 'batchAppends' | 'reads' | 'subscriptions';

export interface OpenCall extends EventEmitter {
  end(): void;
}

/** The calls that are open now. */
export class OpenCalls {
  readonly #calls = new Map<OpenCall, CallKind>();

  add(kind: CallKind, call: OpenCall): void {
    this.#calls.set(call, kind);
    call.once('close', () => this.#calls.delete(call));
  }

  counts(): Readonly<Record<CallKind, number>> {
    const counts = { batchAppends: 0, reads: 0, subscriptions: 0 };
    for (const kind of this.#calls.values()) counts[kind] += 1;
    return counts;
  }

  /** Ends all of them as if everything had been said. */
  endAll(): void {
    for (const call of this.#calls.keys()) call.end();
  }

  failSubscriptions(failure: CallFailure): void {
    for (const [call, kind] of this.#calls) if (kind === 'subscriptions') call.emit('error', failure);
  }
}
