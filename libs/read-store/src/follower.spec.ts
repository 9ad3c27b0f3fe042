import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ArrayLog, orders } from '#testing/order-log';
import { Follower } from './follower.js';
import { SqliteReadStore } from './sqlite/sqlite-read-store.js';

describe('Follower', () => {
  let folder: string;
  let store: SqliteReadStore;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'follower-'));
    store = SqliteReadStore.open(join(folder, 'read.sqlite'));
  });
  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });

  it('applies of a page only what lies beyond its checkpoint', async () => {
    const log = new ArrayLog();
    log.add('order-1', 'Opened', {});
    for (let at = 0; at < 4; at += 1) log.add('order-1', 'Added', { minutes: 1, org: 'X' });
    const follower = new Follower(orders(), await store.open(orders()), {
      eventStore: log,
      readStore: store,
      current: (event) => event,
    });
    await follower.load();
    await follower.advance(await log.readAll({ after: 0, limit: 3 }));
    await follower.advance(await log.readAll({ after: 0, limit: 2 }));
    expect(follower.checkpoint).toBe(3);
    await follower.advance(await log.readAll({ after: 0, limit: 10 }));
    expect(follower.checkpoint).toBe(5);
    expect(await store.get(orders(), 'order-1')).toMatchObject({ total: 4 });
  });
});
