import { once } from 'node:events';
import {
  streamNameFilter,
  type AllStreamSubscription,
  type ResolvedEvent,
  type StreamSubscription,
  type SubscribeToAllOptions,
} from '@eventstore/db-client';
import { numberOf, type Check, type Observer } from './observer.js';
import { seeded, type Seeded } from './seeded.js';

type Subscription = AllStreamSubscription | StreamSubscription;

const SAID = ['confirmation', 'caughtUp', 'fellBehind', 'end', 'close'] as const;

/** A subscription, and what it has said so far: `ev3` is the event made with 3. */
export class Watched {
  readonly log: string[] = [];
  readonly found: ResolvedEvent[] = [];
  readonly subscription: Subscription;
  error: Error | undefined;
  #check: () => void = () => {};

  constructor(subscription: Subscription) {
    this.subscription = subscription;
    for (const name of SAID) subscription.on(name as 'end', () => this.#hear(name));
    subscription.on('error', (error: Error) => {
      this.error = error;
      this.#hear(`error:${error.constructor.name}`);
    });
    subscription.on('data', (resolved: ResolvedEvent) => {
      this.found.push(resolved);
      this.#hear(`ev${String(numberOf(resolved))}`);
    });
  }

  /** The numbers of the events. */
  get numbers(): readonly unknown[] {
    return this.found.map(numberOf);
  }

  /** Resolves as soon as it holds. */
  until(holds: (log: readonly string[]) => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#check = () => {
        if (holds(this.log)) resolve();
      };
      this.#check();
    });
  }

  said(...all: readonly string[]): Promise<void> {
    return this.until((log) => all.every((one) => log.includes(one)));
  }

  /** Ends it; gives back all it said. */
  async unsubscribed(): Promise<readonly string[]> {
    if (!this.log.includes('close')) {
      const closed = once(this.subscription, 'close');
      await this.subscription.unsubscribe();
      await closed;
    }
    return this.log;
  }

  #hear(said: string): void {
    this.log.push(said);
    this.#check();
  }
}

export const watching = (at: Observer, options: SubscribeToAllOptions): Watched =>
  new Watched(at.client.subscribeToAll(options));

export const ofSeeded = ({ both }: Seeded) => streamNameFilter({ prefixes: [both] });

/** All that a subscription says until it has caught up and is ended. */
export const saidOf =
  (options: (given: Seeded) => SubscribeToAllOptions): Check =>
  async (at) => {
    const watched = watching(at, options(await seeded(at)));
    await watched.said('caughtUp');
    return watched.unsubscribed();
  };
