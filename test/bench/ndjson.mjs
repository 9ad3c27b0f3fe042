/** NDJSON over HTTP: validated, decided and durable, against the same rows inserted raw in batches of 500. Goal 0.5. */
import { join } from 'node:path';
import { rawInserts, rowsOf } from './raw.mjs';
import { openProvince, postLines, startLedger } from './server.mjs';
import { activities, EVENTS_PER_ACTIVITY, windowKey } from './world.mjs';

export async function ndjson(folder, { events = 60_000 } = {}) {
  const nowMs = Date.now();
  const ledger = await startLedger(folder);
  await openProvince(ledger, 4, nowMs);
  const bodies = [0, 1, 2].map((round) => {
    const count = Math.ceil(events / 3 / EVENTS_PER_ACTIVITY);
    const lines = [...activities(round, 0, count, nowMs)].map((event) => JSON.stringify(event));
    return { n: round, count: lines.length, body: Buffer.from(`${lines.join('\n')}\n`) };
  });
  const rates = [];
  for (const { n, count, body } of bodies) {
    const begin = performance.now();
    const summary = await postLines(ledger, windowKey(n), [body]);
    if (summary.accepted !== count) throw new Error(JSON.stringify(summary));
    rates.push(count / ((performance.now() - begin) / 1000));
  }
  await ledger.stop();
  const rows = rowsOf(join(folder, 'events.db'), events);
  const raws = [1, 2, 3].map(() => rawInserts(folder, rows, 500));
  return { bench: 'ndjson-over-http', value: Math.max(...rates), raw: Math.max(...raws), unit: 'events/s', goal: 0.5 };
}
