import { afterEach, beforeEach, describe } from '@jest/globals';
import type { EventStore } from './event-store.js';
import { appendCases } from './append.contract.js';
import { lifetimeCases } from './lifetime.contract.js';
import { logCases } from './log.contract.js';
import { newsCases } from './news.contract.js';
import { streamCases } from './stream.contract.js';

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

/** What every adapter of the port keeps. Stores that find events by identity also keep `eventIdentityContract`. */
export function eventStoreContract(name: string, open: () => Promise<OpenedStore>): void {
  describe(`${name} keeps the event store's contract`, () => {
    const current = openedForEach(open);
    describe('append', () => appendCases(current));
    describe('stream', () => streamCases(current));
    describe('log', () => logCases(current));
    describe('news', () => newsCases(current));
    describe('lifetime', () => lifetimeCases(current));
  });
}

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
