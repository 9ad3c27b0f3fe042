import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { append, given, names, record, wholeLog } from '../examples.contract.js';
import { eventIdentityContract } from '../event-identity.contract.js';
import { eventLookupContract, type OpenedLookupStore } from '../event-lookup.contract.js';
import { eventStoreContract } from '../event-store.contract.js';
import { SqliteEventStore, type SqliteEventStoreOptions } from './sqlite-event-store.js';

const opening = (options: SqliteEventStoreOptions) => async (): Promise<OpenedLookupStore> => {
  const dir = mkdtempSync(join(tmpdir(), 'liuhen-'));
  const file = join(dir, 'ledger.db');
  const store = await SqliteEventStore.open(file, options);
  const opened = [store];
  const reopen = async (): Promise<SqliteEventStore> => {
    await opened.at(-1)?.close();
    const again = await SqliteEventStore.open(file, options);
    opened.push(again);
    return again;
  };
  const cleanup = async (): Promise<void> => {
    await Promise.all(opened.map((each) => each.close()));
    rmSync(dir, { recursive: true });
  };
  return { store, lookup: store.lookup, reopen, cleanup };
};

eventStoreContract('SqliteEventStore', opening({}));
eventStoreContract('SqliteEventStore that remembers one stream', opening({ streamHeadsMax: 1 }));
eventIdentityContract('SqliteEventStore', opening({}));
eventLookupContract('SqliteEventStore', opening({}));

describe('SqliteEventStore', () => {
  const inDirectory = async (run: (file: string) => Promise<void>): Promise<void> => {
    const dir = mkdtempSync(join(tmpdir(), 'liuhen-'));
    try {
      await run(join(dir, 'ledger.db'));
    } finally {
      rmSync(dir, { recursive: true });
    }
  };
  const altered = (file: string, sql: string): void => {
    const db = new DatabaseSync(file);
    db.exec(sql);
    db.close();
  };

  it('hands out positions from 1 without a gap, whatever was refused in between', () =>
    inDirectory(async (file) => {
      const store = await SqliteEventStore.open(file);
      await given(store, append('a-1', 'none', 'one'));
      await store.appendBatch([
        [append('b-1', 'none', 'lost', 'lost too'), append('a-1', 'none', 'refused')],
        [append('b-1', 'none', 'two')],
        [append('c-1', 'none', 'lost'), append('c-2', 'none', 'one')],
      ]);
      await given(store, append('a-1', 0, 'three'));
      expect((await wholeLog(store)).map(({ position }) => position)).toEqual([1, 2, 3]);
      await store.close();
    }));

  // Never (the log): a position is reused, or an event turns up below one a reader has seen
  it('never hands out a position again when the tail has been archived away', () =>
    inDirectory(async (file) => {
      const store = await SqliteEventStore.open(file);
      await given(store, append('a-1', 'none', 'one', 'two'), append('b-1', 'none', 'three', 'four'));
      await store.close();
      altered(file, 'DELETE FROM events WHERE position > 2');
      const again = await SqliteEventStore.open(file);
      expect(await again.head()).toBe(4);
      expect((await again.readAll({ after: 2, limit: 10 })).position).toBe(4);
      expect(await record(again, append('b-1', 'none', 'five'))).toEqual({
        kind: 'appended',
        appends: [{ revision: 0, position: 5 }],
      });
      await again.close();
    }));

  it('commits the calls of one turn in the order they came', () =>
    inDirectory(async (file) => {
      const store = await SqliteEventStore.open(file);
      const outcomes = await Promise.all(
        Array.from({ length: 50 }, (_, i) => record(store, append('a-1', i === 0 ? 'none' : i - 1, `event-${i}`))),
      );
      expect(outcomes.map((outcome) => outcome.kind === 'appended' && outcome.appends[0]?.position)).toEqual(
        Array.from({ length: 50 }, (_, i) => i + 1),
      );
      await store.close();
    }));

  it('answers several transactions of one turn, each call whole', () =>
    inDirectory(async (file) => {
      const store = await SqliteEventStore.open(file);
      const call = (c: number) =>
        store.appendBatch(Array.from({ length: 900 }, (_, i) => [append(`s-${c}-${i}`, 'none', `e-${c}-${i}`)]));
      const outcomes = await Promise.all([0, 1, 2, 3, 4].map(call));
      expect(outcomes.flat().filter(({ kind }) => kind === 'appended')).toHaveLength(4_500);
      expect(names(await wholeLog(store))).toEqual(
        Array.from({ length: 4_500 }, (_, i) => `e-${Math.floor(i / 900)}-${i % 900}`),
      );
      await store.close();
    }));

  it('refuses a call with posting-queue-full when too many events wait', () =>
    inDirectory(async (file) => {
      const store = await SqliteEventStore.open(file);
      const hundred = append('a-1', 'none', ...Array.from({ length: 100 }, (_, i) => `event-${i}`));
      const waiting = store.appendBatch(Array.from({ length: 1_000 }, () => [hundred]));
      await expect(store.appendBatch([[append('b-1', 'none', 'one')]])).rejects.toMatchObject({
        code: 'posting-queue-full',
      });
      expect((await waiting).filter(({ kind }) => kind === 'appended')).toHaveLength(1);
      await given(store, append('b-1', 'none', 'one'));
      await store.close();
    }));

  it('refuses a file that a newer build has written and leaves it alone', () =>
    inDirectory(async (file) => {
      await (await SqliteEventStore.open(file)).close();
      altered(file, 'PRAGMA user_version = 99');
      for (let i = 0; i < 2; i += 1) {
        await expect(SqliteEventStore.open(file)).rejects.toMatchObject({
          code: 'store-newer-than-build',
          params: { found: 99 },
        });
      }
    }));

  it('refuses a file that is no database, or whose counter is behind its events', () =>
    inDirectory(async (file) => {
      const store = await SqliteEventStore.open(file);
      await given(store, append('a-1', 'none', 'one', 'two'));
      await store.close();
      altered(file, 'UPDATE log SET head = 1');
      await expect(SqliteEventStore.open(file)).rejects.toMatchObject({ code: 'store-damaged' });
      writeFileSync(`${file}.txt`, 'no database'.repeat(1_000));
      await expect(SqliteEventStore.open(`${file}.txt`)).rejects.toMatchObject({ code: 'store-damaged' });
    }));

  it('reports a directory that does not exist as unavailable', () =>
    inDirectory(async (file) => {
      await expect(SqliteEventStore.open(`${file}/nowhere/ledger.db`)).rejects.toMatchObject({
        code: 'store-unavailable',
      });
    }));
});
