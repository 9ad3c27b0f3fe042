/**
 * 64 concurrent single posts, against raw single durable commits (goal 1.5) and against a hand-written NestJS controller that
 * validates a DTO and inserts one row (goal 3).
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { rawInserts, rowsOf } from './raw.mjs';
import { openProvince, postLines, startLedger } from './server.mjs';
import { activities, windowKey } from './world.mjs';

const CONNECTIONS = 64;

async function rateOf(url, headers, bodies) {
  let next = 0;
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    amount: bodies.length,
    requests: [
      { method: 'POST', headers, setupRequest: (sent) => ({ ...sent, body: bodies[next++ % bodies.length] }) },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refused, ${result.errors} errors`);
  return { rate: bodies.length / result.duration, p99Ms: result.latency.p99 };
}

async function handWritten(folder, bodies) {
  const child = spawn(process.execPath, ['test/bench/hand-written.mjs', join(folder, 'hand.db')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await new Promise((resolve) => child.stdout.once('data', (text) => resolve(String(text).trim())));
  try {
    return await rateOf(`http://127.0.0.1:${port}/rows`, { 'content-type': 'application/json' }, bodies);
  } finally {
    child.kill();
  }
}

export async function singles(folder, { posts = 12_000 } = {}) {
  const nowMs = Date.now();
  const ledger = await startLedger(folder);
  await openProvince(ledger, 1, nowMs);
  const persons = [];
  const before = [];
  for (const event of activities(0, 0, Math.ceil(posts / 47), nowMs))
    (event.type.includes('attendance') ? persons : before).push(event);
  await postLines(ledger, windowKey(0), before);
  const bodies = persons.slice(0, posts).map((event) => JSON.stringify(event));
  const headers = { authorization: `Bearer ${windowKey(0)}`, 'content-type': 'application/cloudevents+json' };
  const ours = await rateOf(`${ledger.url}/v1/events`, headers, bodies);
  await ledger.stop();
  const raw = rawInserts(folder, rowsOf(join(folder, 'events.db'), 4_000), 1);
  const hand = await handWritten(
    folder,
    persons.slice(0, posts).map(({ data, id }) => JSON.stringify({ id, ...data })),
  );
  const note = `p99 ${ours.p99Ms} ms, hand-written ${hand.p99Ms} ms`;
  return [
    { bench: 'singles-64-vs-raw-commits', value: ours.rate, raw, unit: 'posts/s', goal: 1.5, note },
    { bench: 'singles-64-vs-hand-written', value: ours.rate, raw: hand.rate, unit: 'posts/s', goal: 3, note },
  ];
}
