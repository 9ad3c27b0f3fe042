import { setTimeout as sleep } from 'node:timers/promises';
import { streamNameFilter, type AllStreamSubscription, type ResolvedEvent } from '@eventstore/db-client';
import type { Doorbell } from '../doorbell.js';
import { placeOf } from './chunks.js';
import type { HeadReader } from './head-reader.js';
import type { Link } from './link.js';
import type { Positions } from './positions.js';

export interface BellParts {
  readonly link: Link;
  readonly doorbell: Doorbell;
  readonly positions: Positions;
  readonly heads: HeadReader;
  /** How long a lost ring can go unnoticed. */
  readonly pollMs: number;
  /** Told of the head each time it is asked for. */
  readonly onLook: (head: number) => void;
}

/**
 * One subscription, as the doorbell: the server drops it at bursts, and when it goes away it says so or not at all. So the head
 * is asked for now and then; when the log grew and the bell stayed silent, it is hung up and a new one taken.
 */
export class Bell {
  #subscription: AllStreamSubscription | undefined;
  #hasRung = false;
  readonly #stopped = new AbortController();
  readonly #running: Promise<void>;

  constructor(private readonly parts: BellParts) {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { doorbell, heads, pollMs, onLook } = this.parts;
    const { signal } = this.#stopped;
    let known = 0;
    while (!signal.aborted) {
      try {
        this.#subscription ??= await this.#subscribe();
        const now = await heads.position();
        if (now > known && !this.#hasRung && known > 0) await this.#hangUp();
        known = now;
        this.#hasRung = false;
        onLook(now);
        doorbell.ring(now);
      } catch {
        // The server is away: whoever reads is told so by its own read, and the next look tries again.
        await this.#hangUp();
      }
      await sleep(pollMs, undefined, { signal }).catch(() => undefined);
    }
    await this.#hangUp();
  }

  async #subscribe(): Promise<AllStreamSubscription> {
    const { link } = this.parts;
    const client = await link.current();
    const subscription = client.subscribeToAll({
      fromPosition: 'end',
      filter: streamNameFilter({ prefixes: [link.prefix] }),
    });
    const lost = (): void => {
      // With a failed call the client may take a new connection, and its first appends out of order.
      link.lost();
      if (this.#subscription === subscription) this.#subscription = undefined;
    };
    // A subscription without a listener for its errors would end the process.
    subscription.on('error', lost);
    subscription.on('end', lost);
    subscription.on('data', (event: ResolvedEvent) => this.#rung(event));
    return subscription;
  }

  /** Whatever it is that came: a throw would end the process, and who reads an event of another's hand is told so then. */
  #rung(resolved: ResolvedEvent): void {
    const place = placeOf(resolved);
    if (place === undefined) return;
    this.#hasRung = true;
    this.parts.doorbell.ring(this.parts.positions.base + Number(place));
  }

  /** Breaking off leaves the call open at the server; only this ends it. */
  async #hangUp(): Promise<void> {
    const subscription = this.#subscription;
    this.#subscription = undefined;
    if (subscription === undefined) return;
    await Promise.race([subscription.unsubscribe().catch(() => undefined), sleep(100, undefined, { ref: false })]);
  }
}
