import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { startDouble } from '#testing/eventstoredb/running-double';
import { StreamsOnServer } from '#testing/store-on-server';
import { toWire } from '../../libs/event-store/src/eventstoredb/wire-event.js';
import { event } from '../../libs/event-store/src/examples.contract.js';

const EVENTS = Number(process.env['CATCH_UP'] ?? 100_000);
/** The server takes far more events at once than the ledger says at once, so long as their payloads are small. */
const BATCH = 5_000;
const STREAMS = 5;
/** Generous: the program is some 30 MB, and what is kept for others who follow the log some 10. */
const HELD_MB_MAX = 120;
const run = promisify(execFile);

interface Said {
  readonly count: number;
  readonly isInOrder: boolean;
  readonly isLastFound: boolean;
  readonly mostMb: number;
}

/** Fills streams of ours as fast as the server takes it; the streams take turns. */
async function fill(streams: StreamsOnServer): Promise<void> {
  const client = streams.client();
  for (let n = 0; n < EVENTS / BATCH; n += 1) {
    const revision = BigInt(Math.floor(n / STREAMS) * BATCH);
    const events = Array.from({ length: BATCH }, (_, i) => toWire(event(`e${n * BATCH + i}`)).event);
    const expectedRevision = revision === 0n ? 'no_stream' : revision - 1n;
    await client.appendToStream(streams.nameOf(`a-${n % STREAMS}`), events, { expectedRevision });
  }
}

describe('a reader that is far behind', () => {
  it(`sees each of ${EVENTS} events once and in order, in bounded memory`, async () => {
    const double = process.env['EVENTSTORE_URL'] === undefined ? await startDouble() : undefined;
    const streams = new StreamsOnServer(process.env['EVENTSTORE_URL'] ?? double?.url ?? '');
    await fill(streams);
    const child = join(import.meta.dirname, 'eventstoredb-catch-up.child.mjs');
    const last = event(`e${EVENTS - 1}`).id;
    const { stdout } = await run(process.execPath, [
      '--expose-gc',
      child,
      streams.setting,
      streams.file('new.db'),
      last,
    ]);
    const said = JSON.parse(stdout) as Said;
    console.log(`${EVENTS} events read with at most ${said.mostMb} MB`);
    expect(said).toMatchObject({ count: EVENTS, isInOrder: true, isLastFound: true });
    expect(said.mostMb).toBeLessThan(HELD_MB_MAX);
    await streams.discard();
    await double?.close();
  }, 180_000);
});
