/**
 * 64 concurrent single posts, against raw single durable commits (goal 1.5) and against a hand-written NestJS controller that
 * validates a DTO and inserts one row (goal 3).
 */
import { spawn } from 'node:child_process';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { rawInserts, rowsOf } from './raw.mjs';
import { openProvince, percentile, postLines, startLedger } from './server.mjs';
import { activities, windowKey } from './world.mjs';

const CONNECTIONS = 64;

/** Each connection posts the next body as soon as it has its answer. */
async function rateOf(url, headers, bodies) {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const times = [];
  let next = 0;
  const connection = async () => {
    while (next < bodies.length) {
      const body = bodies[next++];
      const begin = performance.now();
      await post(url, { ...headers, 'content-length': Buffer.byteLength(body) }, body, agent);
      times.push(performance.now() - begin);
    }
  };
  const begin = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  const rate = bodies.length / ((performance.now() - begin) / 1000);
  agent.destroy();
  return { rate, p99Ms: Math.round(percentile(times, 99)) };
}

const post = (url, headers, body, agent) =>
  new Promise((resolve, reject) => {
    const sending = request(url, { method: 'POST', headers, agent }, (answer) => {
      answer.resume();
      answer.on('end', () =>
        answer.statusCode === 201 ? resolve() : reject(new Error(`status ${answer.statusCode}`)),
      );
    });
    sending.on('error', reject);
    sending.end(body);
  });

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
