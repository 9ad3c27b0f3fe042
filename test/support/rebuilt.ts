import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStore } from '#event-store';
import { Registry } from '#kernel';
import { rebuild, type Projection } from '#read-store';
import { SqliteReadStore } from '#read-store/sqlite';
import type { RunningLedger } from './running-ledger.js';

/** Digest of a projection built anew from a ledger's log, in steps of `pageEvents`. */
export async function rebuiltDigest(
  { app }: RunningLedger,
  projection: Projection,
  pageEvents: number,
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'liuhen-rebuild-'));
  const fresh = SqliteReadStore.open(join(folder, 'reads.db'));
  const registry = app.get(Registry);
  const digest = await rebuild(projection, app.get(EventStore), fresh, {
    current: (event) => registry.current(event),
    pageEvents,
  });
  await fresh.close();
  rmSync(folder, { recursive: true });
  return digest;
}
