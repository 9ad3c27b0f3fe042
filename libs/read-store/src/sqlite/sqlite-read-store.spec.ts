import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readStoreContract } from '../read-store.contract.js';
import { monthsBetween } from './row-filter.js';
import { SqliteReadStore } from './sqlite-read-store.js';

readStoreContract('SqliteReadStore', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'read-store-'));
  return {
    open: async () => SqliteReadStore.open(join(folder, 'read.sqlite')),
    remove: () => rm(folder, { recursive: true }),
  };
});

describe('SqliteReadStore', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'read-store-'));
    file = join(folder, 'read.sqlite');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('refuses the file of another build', () => {
    const database = new DatabaseSync(file);
    database.exec('PRAGMA user_version = 99');
    database.close();
    expect(() => SqliteReadStore.open(file)).toThrow(expect.objectContaining({ code: 'read-store-other-build' }));
  });

  it('refuses a file that is no database, and a folder that is not there', () => {
    expect(() => SqliteReadStore.open(import.meta.filename)).toThrow(
      expect.objectContaining({ code: 'read-store-unavailable' }),
    );
    expect(() => SqliteReadStore.open(join(folder, 'none', 'read.sqlite'))).toThrow(
      expect.objectContaining({ code: 'read-store-unavailable' }),
    );
  });

  it('lets a second process read whole steps', async () => {
    const key = { name: 'orders', version: 1 };
    const writer = SqliteReadStore.open(file);
    const reader = SqliteReadStore.open(file);
    await writer.open(key, []);
    await reader.open(key, []);
    const documents = [{ id: 'a', doc: { v: 1 } }];
    await writer.write(key, { documents, rows: [], deadLetters: [], revived: [], checkpoint: 1 });
    expect(await reader.get(key, 'a')).toEqual({ v: 1 });
    await reader.close();
    await writer.close();
  });

  it('refuses to group by what is no column', async () => {
    const key = { name: 'orders', version: 1 };
    const store = SqliteReadStore.open(file);
    await store.open(key, []);
    const query = { measures: [], groupBy: ['1; DROP TABLE x' as 'node'], function: { kind: 'sum' } } as const;
    await expect(store.aggregate(key, query)).rejects.toThrow('group by');
    await store.close();
  });
});

describe('monthsBetween', () => {
  it('lists the months of a span', () => {
    expect(monthsBetween('2025-11-30', '2026-02-01')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(monthsBetween('2026-02-01', '2026-01-01')).toEqual([]);
    expect(monthsBetween('0001-01-01', '9999-12-31')).toBeUndefined();
  });
});
