import { describe } from '@jest/globals';
import { appendCases } from './append.contract.js';
import { lifetimeCases } from './lifetime.contract.js';
import { logCases } from './log.contract.js';
import { newsCases } from './news.contract.js';
import { openedForEach, type OpenedStore } from './opened-store.contract.js';
import { streamCases } from './stream.contract.js';

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
