import { describe, expect, it } from '@jest/globals';
import { append, event, given, names, record, uuid, wholeLog } from './examples.contract.js';
import { openedForEach, type OpenedStore } from './opened-store.contract.js';

/** What a store keeps that itself enforces the identity of events and statements, for ever and over all streams. */
export function eventIdentityContract(name: string, open: () => Promise<OpenedStore>): void {
  describe(`${name} keeps the identity of events`, () => {
    const current = openedForEach(open);

    it('refuses an event id that is recorded, in whatever stream', async () => {
      const { store } = current();
      await given(store, append('a-1', 'none', 'one'));
      const again = event('other', { id: uuid('one') });
      const refused = { kind: 'already-recorded', at: 0 };
      expect(await record(store, { stream: 'a-1', expected: 0, events: [again] })).toEqual(refused);
      expect(await record(store, { stream: 'b-1', expected: 'none', events: [again] })).toEqual(refused);
      expect(names(await wholeLog(store))).toEqual(['one']);
    });

    it('refuses a statement that is recorded, in whatever stream, under whatever event id', async () => {
      const { store } = current();
      await given(store, append('a-1', 'none', 'one'));
      const again = event('other', { meta: event('one').meta });
      const refused = { kind: 'already-recorded', at: 0 };
      expect(await record(store, { stream: 'a-1', expected: 0, events: [again] })).toEqual(refused);
      expect(await record(store, { stream: 'b-1', expected: 'none', events: [again] })).toEqual(refused);
      expect(names(await wholeLog(store))).toEqual(['one']);
    });

    it('admits the same statement id of another source', async () => {
      const { store } = current();
      const { meta } = event('one');
      const other = event('two', { meta: { ...meta, source: `${meta.source}/other` } });
      await given(store, append('a-1', 'none', 'one'), { stream: 'b-1', expected: 'none', events: [other] });
    });

    it('names the append of the group that was recorded already and writes nothing of the group', async () => {
      const { store } = current();
      await given(store, append('a-1', 'none', 'one'));
      const group = [append('b-1', 'none', 'two', 'three'), append('c-1', 'none', 'four', 'one')];
      expect(await store.appendBatch([group, [append('b-1', 'none', 'five')]])).toEqual([
        { kind: 'already-recorded', at: 1 },
        { kind: 'appended', appends: [{ revision: 0, position: await store.head() }] },
      ]);
      expect(names(await wholeLog(store))).toEqual(['one', 'five']);
    });

    it('refuses an event id that comes twice in one append', async () => {
      const { store } = current();
      expect(await record(store, append('a-1', 'none', 'one', 'one'))).toEqual({ kind: 'already-recorded', at: 0 });
      expect(await wholeLog(store)).toEqual([]);
    });

    it('records one of ten identical posts that are under way at once', async () => {
      const { store } = current();
      const outcomes = await Promise.all(
        Array.from({ length: 10 }, (_, i) => record(store, append(`a-${i}`, 'none', 'same'))),
      );
      expect(outcomes.filter(({ kind }) => kind === 'appended')).toHaveLength(1);
      expect(outcomes.filter(({ kind }) => kind === 'already-recorded')).toHaveLength(9);
      expect(await wholeLog(store)).toHaveLength(1);
    });
  });
}
