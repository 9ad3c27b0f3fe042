import { describe, expect, it } from '@jest/globals';
import type { EventLookup } from './event-store.js';
import { append, event, given, names, uuid } from './examples.contract.js';
import { openedForEach, type OpenedStore } from './opened-store.contract.js';

export interface OpenedLookupStore extends OpenedStore {
  readonly lookup: EventLookup;
}

/** What whoever finds events by identity keeps, be it the store itself or an index beside it. */
export function eventLookupContract(name: string, open: () => Promise<OpenedLookupStore>): void {
  describe(`${name} finds events by identity`, () => {
    const current = openedForEach(open);

    it('finds an event by its id', async () => {
      const { store, lookup } = current();
      await given(store, append('a-1', 'none', 'one', 'two'));
      expect(await lookup.event(uuid('two'))).toEqual((await store.readStream('a-1'))[1]);
      expect(await lookup.event(uuid('unheard'))).toBeUndefined();
    });

    it('finds the events of a statement in order, and no others that were recorded with them', async () => {
      const { store, lookup } = current();
      const { meta } = event('statement');
      const of = (name: string) => event(name, { meta });
      const events = [of('one'), event('between'), of('two')];
      await given(store, { stream: 'a-1', expected: 'none', events }, append('b-1', 'none', 'three'));
      expect(names(await lookup.statement(meta.source, 'statement'))).toEqual(['one', 'two']);
      expect(await lookup.statement(meta.source, 'unheard')).toEqual([]);
      expect(await lookup.statement('https://other.example.cn', 'statement')).toEqual([]);
    });

    it('finds nothing once the store is closed', async () => {
      const { store, lookup } = current();
      await store.close();
      const unavailable = { code: 'store-unavailable' };
      await expect(lookup.event(uuid('one'))).rejects.toMatchObject(unavailable);
      await expect(lookup.statement('source', 'id')).rejects.toMatchObject(unavailable);
    });
  });
}
