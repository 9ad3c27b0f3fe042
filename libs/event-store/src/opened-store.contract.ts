import { afterEach, beforeEach } from '@jest/globals';
import type { EventStore } from './event-store.js';

/** An empty store, opened for one case. */
export interface OpenedStore {
  readonly store: EventStore;
  /** Closes the store and opens the same log again. */
  readonly reopen: () => Promise<EventStore>;
  /** Closes whatever is open and removes the log. */
  readonly cleanup: () => Promise<void>;
}

/** Gives each case the store that was opened for it. */
export type Current<Opened extends OpenedStore = OpenedStore> = () => Opened;

/** Opens a store before and cleans up after each case of the surrounding `describe`. */
export function openedForEach<Opened extends OpenedStore>(open: () => Promise<Opened>): Current<Opened> {
  let opened: Opened | undefined;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(async () => {
    await opened?.cleanup();
    opened = undefined;
  });
  return () => {
    if (opened === undefined) throw new Error('no store is open');
    return opened;
  };
}
