/** All projections from nothing, against an ordered scan of the same log with JSON.parse. Goal: 50,000 events/s, or 0.25 of the scan. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { rebuildAll } from '#read-store';
import { SqliteReadStore } from '#read-store/sqlite';
import { fill, openRecorder, PROJECTIONS } from './in-process.mjs';

export async function rebuild(folder, { events = 200_000 } = {}) {
  const nowMs = Date.now();
  const ledger = await openRecorder(folder, nowMs);
  await fill(ledger, 100, events, nowMs);
  const head = await ledger.store.head();
  const models = SqliteReadStore.open(join(folder, 'reads.db'));
  const begin = performance.now();
  let built = begin;
  // The digests at the end are a check, not part of building.
  const onProgress = () => (built = performance.now());
  await rebuildAll(PROJECTIONS, ledger.store, models, {
    current: (event) => ledger.registry.current(event),
    onProgress,
  });
  const rate = head / ((built - begin) / 1000);
  await models.close();
  await ledger.store.close();
  return {
    bench: 'rebuild-all-projections',
    value: rate,
    raw: scan(folder, head),
    unit: 'events/s',
    goal: 0.25,
    note: 'or 50,000 events/s',
  };
}

function scan(folder, head) {
  const db = new DatabaseSync(join(folder, 'events.db'), { readOnly: true });
  const begin = performance.now();
  for (const { meta, data } of db.prepare('SELECT * FROM events ORDER BY position').iterate()) {
    JSON.parse(meta);
    JSON.parse(data);
  }
  const rate = head / ((performance.now() - begin) / 1000);
  db.close();
  return rate;
}
