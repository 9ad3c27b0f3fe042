import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { ArrayLog, orders, type Order } from '#testing/order-log';
import { rebuild } from '../rebuild.js';
import { ProjectionRunner } from '../runner.js';
import { SqliteReadStore } from './sqlite-read-store.js';

/** What a program of layout 8 kept of the first event of a log: ten dimensions in every table, whatever a projection measures. */
const LAYOUT_8 = `
  PRAGMA user_version = 8;
  CREATE TABLE projections (
    name TEXT NOT NULL, version INTEGER NOT NULL, declared TEXT NOT NULL,
    active_build INTEGER NOT NULL, last_build INTEGER NOT NULL, PRIMARY KEY (name, version)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE builds (
    name TEXT NOT NULL, version INTEGER NOT NULL, build INTEGER NOT NULL, checkpoint INTEGER NOT NULL,
    begun_by TEXT NOT NULL, begun_at TEXT NOT NULL, PRIMARY KEY (name, version, build)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE "orders@1.1.documents" (
    id TEXT PRIMARY KEY, doc TEXT NOT NULL, entries TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE "orders@1.1.cells" (
    cell INTEGER PRIMARY KEY, measure TEXT NOT NULL, month TEXT NOT NULL, node TEXT NOT NULL, class TEXT NOT NULL,
    day TEXT NOT NULL, agency TEXT NOT NULL, channel TEXT NOT NULL, kind TEXT NOT NULL, welfare TEXT NOT NULL,
    level TEXT NOT NULL, code TEXT NOT NULL, size TEXT NOT NULL, band INTEGER NOT NULL,
    first INTEGER NOT NULL, last INTEGER NOT NULL, amounts INTEGER, signs INTEGER
  ) STRICT;
  CREATE INDEX "orders@1.1.cells-by-key" ON "orders@1.1.cells" (measure, month, node, class, day, agency, channel,
    kind, welfare, level, code, size, band, first, last, amounts, signs);
  CREATE TABLE "orders@1.1.amounts" (
    cell INTEGER NOT NULL, position INTEGER NOT NULL, n INTEGER NOT NULL, occurred_on TEXT NOT NULL,
    amount INTEGER NOT NULL, sign INTEGER NOT NULL, org TEXT NOT NULL, event_id TEXT NOT NULL, origin_id TEXT NOT NULL,
    stream TEXT NOT NULL, amounts_so_far INTEGER, signs_so_far INTEGER, PRIMARY KEY (cell, position, n)
  ) STRICT, WITHOUT ROWID;
  CREATE VIEW "orders@1.1.rows" AS SELECT * FROM "orders@1.1.cells" CROSS JOIN "orders@1.1.amounts" USING (cell);
  INSERT INTO projections VALUES ('orders', 1, '{"indexes":["status","firstOrg"],"holders":[],"daily":[]}', 2, 2),
    ('gone', 4, '{"indexes":[],"holders":[],"daily":[]}', 1, 1);
  INSERT INTO builds VALUES ('orders', 1, 1, 2, '', '');
  INSERT INTO "orders@1.1.documents" VALUES ('order-1', '{"status":"OPEN","total":7,"visits":{}}', '[["status","OPEN"]]');
  INSERT INTO "orders@1.1.cells" VALUES (1, 'visits', '2026-03', 'N1', '', '', '', '', '', '', '', 'C', '', 1, 1, 1, 1, 1);
  INSERT INTO "orders@1.1.amounts" VALUES (1, 1, 0, '2026-03-05', 1, 1, 'X', 'e-1', '', 'order-1', 1, 1)`;

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'old-layout-'));
  file = join(folder, 'read.sqlite');
});
afterEach(() => rm(folder, { recursive: true }));

const write = (sql: string): void => {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
};

const log = new ArrayLog();
log.add('order-1', 'Opened', {});
log.add('order-1', 'Added', { minutes: 2, org: 'X' });
log.add('order-1', 'Added', { minutes: 3, org: 'Y' });

it('makes the projections of an older layout anew from the log, and keeps nothing of what it had', async () => {
  write(LAYOUT_8);
  const store = SqliteReadStore.open(file);
  expect(await store.builds()).toEqual([]);
  const runner = new ProjectionRunner({
    projections: [orders()],
    eventStore: log,
    readStore: store,
    current: (event) => event,
    onError: (error) => {
      throw error;
    },
    onParked: () => undefined,
  });
  await runner.start();
  expect(await store.checkpoint(orders())).toBeLessThanOrEqual(3);
  expect(await runner.waitFor(3, 20_000)).toBe(true);
  await runner.stop();
  const fresh = SqliteReadStore.open(join(folder, 'fresh.sqlite'));
  expect(await store.digest(orders())).toBe(await rebuild(orders(), log, fresh, { current: (event) => event }));
  expect((await store.get<Order>(orders(), 'order-1'))?.total).toBe(5);
  await fresh.close();
  await store.close();
  const again = SqliteReadStore.open(file);
  expect(await again.builds()).toMatchObject([{ name: 'orders', version: 1, build: 1, checkpoint: 3 }]);
  await again.close();
});

it('refuses a file that holds something else under an older version, and leaves it as it was', () => {
  write(`CREATE TABLE events ("position@log" INTEGER); CREATE TABLE builds (n INTEGER); INSERT INTO events VALUES (1);
    PRAGMA user_version = 3`);
  expect(() => SqliteReadStore.open(file)).toThrow(expect.objectContaining({ code: 'read-store-other-build' }));
  const database = new DatabaseSync(file, { readOnly: true });
  expect(database.prepare('SELECT COUNT(*) AS kept FROM events').get()).toEqual({ kept: 1 });
  expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: 3 });
  database.close();
});
