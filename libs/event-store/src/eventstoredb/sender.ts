import type { AppendResult, EventStoreDBClient } from '@eventstore/db-client';
import type { Refusal } from '#kernel';
import type { AppendedAt, Expected } from '../event-store.js';
import { refuse } from '../store-refusals.js';
import { failureOf, notWhole } from './failure.js';
import { CALL, type Link } from './link.js';
import type { Positions } from './positions.js';
import type { WireEvent } from './wire-event.js';

/** One append in the server's terms. `stream` is the ledger's name for it. */
export interface Sending {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: readonly WireEvent[];
}

export type Sent =
  | { readonly kind: 'appended'; readonly at: AppendedAt }
  | { readonly kind: 'wrong-revision'; readonly revision: number }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Sends appends down the one call that keeps them in order, and finds out what became of each. */
export class Sender {
  constructor(
    private readonly link: Link,
    private readonly positions: Positions,
  ) {}

  /**
   * Sends all at once and answers each. Where an answer is lost, what follows in the same stream was answered while that was
   * in doubt: both are sent again, one by one. Rejects with store-unavailable when the server stays away.
   */
  async send(sendings: readonly Sending[]): Promise<readonly Sent[]> {
    if (sendings.length === 0) return [];
    const client = await this.link.insist(() => this.link.warm());
    const answers = await Promise.allSettled(sendings.map((sending) => this.#once(client, sending)));
    const doubtful = new Set<string>();
    const settled: Sent[] = [];
    for (const [index, sending] of sendings.entries()) {
      const answer = answers[index];
      if (answer?.status === 'fulfilled' && (answer.value.kind === 'appended' || !doubtful.has(sending.stream))) {
        settled.push(answer.value);
        continue;
      }
      if (answer?.status === 'rejected' && doubtful.size === 0) this.link.lost();
      doubtful.add(sending.stream);
      settled.push(await this.link.insist(async () => this.#once(await this.link.warm(), sending)));
    }
    return settled;
  }

  /** Rejects when the server's answer leaves open whether the append happened. */
  async #once(client: EventStoreDBClient, sending: Sending): Promise<Sent> {
    const { stream, expected, events } = sending;
    try {
      const result = await this.link.timed(
        client.appendToStream(
          `${this.link.prefix}${stream}`,
          events.map(({ event }) => event),
          { ...CALL, expectedRevision: expected === 'none' ? 'no_stream' : BigInt(expected) },
        ),
      );
      return this.#appended(sending, result);
    } catch (error) {
      const failure = failureOf(error);
      switch (failure?.kind) {
        case 'wrong-revision':
          return failure;
        case 'stream-deleted':
          return { kind: 'refused', refusal: notWhole(stream, 'deleted', error) };
        case 'too-large':
          return { kind: 'refused', refusal: refuse('append-too-large', { params: { bytesMax: failure.bytesMax } }) };
        default:
          throw error;
      }
    }
  }

  /** A stream that was emptied by another's hand takes an append to a new stream and counts on from where it was. */
  #appended({ stream, expected, events }: Sending, { nextExpectedRevision, position }: AppendResult): Sent {
    const revision = (expected === 'none' ? -1 : expected) + events.length;
    if (position === undefined || Number(nextExpectedRevision) !== revision)
      return {
        kind: 'refused',
        refusal: notWhole(stream, `revision ${nextExpectedRevision} after ${revision} events`),
      };
    return { kind: 'appended', at: { revision, position: this.positions.of(position.commit, undefined) } };
  }
}
