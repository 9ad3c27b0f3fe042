import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import { startDouble, type RunningDouble } from '#testing/eventstoredb/running-double';
import { eventLookupContract, type OpenedLookupStore } from '../event-lookup.contract.js';
import { eventStoreContract } from '../event-store.contract.js';
import { connectionOf } from './connection.js';
import { EventStoreDbEventStore } from './eventstoredb-event-store.js';

/** A real server when EVENTSTORE_URL names one, else the double. */
let double: RunningDouble | undefined;
beforeAll(async () => {
  double = process.env['EVENTSTORE_URL'] === undefined ? await startDouble() : undefined;
});
afterAll(() => double?.close());

/** Every store has streams of its own, so that a used server will do. */
async function opened(): Promise<OpenedLookupStore> {
  const url = process.env['EVENTSTORE_URL'] ?? double?.url ?? '';
  const connection = connectionOf(`${url}&streamPrefix=t${randomBytes(6).toString('hex')}`);
  if (connection === undefined) throw new Error(`cannot use ${url}`);
  const dir = mkdtempSync(join(tmpdir(), 'liuhen-'));
  const open = () => EventStoreDbEventStore.open({ connection, indexFile: join(dir, 'identities.db') });
  const store = await open();
  const all = [store];
  const reopen = async (): Promise<EventStoreDbEventStore> => {
    await all.at(-1)?.close();
    const again = await open();
    all.push(again);
    return again;
  };
  const cleanup = async (): Promise<void> => {
    await Promise.all(all.map((each) => each.close()));
    rmSync(dir, { recursive: true });
  };
  return { store, lookup: store.lookup, reopen, cleanup };
}

eventStoreContract('EventStoreDbEventStore', opened);
eventLookupContract('EventStoreDbEventStore', opened);
