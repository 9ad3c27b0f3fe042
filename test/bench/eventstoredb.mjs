/**
 * The ledger on a server: NDJSON through the whole door, and a follower's catch-up, against the raw client doing the same to the
 * same server in the same run. EVENTSTORE_URL names a real one; else it is the double.
 */
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { EventStoreDbEventStore } from '../../dist/libs/event-store/src/eventstoredb/eventstoredb-event-store.js';
import { startServer } from '../../libs/testing/src/eventstoredb/start.mjs';
import { openProvince, postLines, startLedger } from './server.mjs';
import { activities, EVENTS_PER_ACTIVITY, windowKey } from './world.mjs';

const NDJSON_GOAL = 5_000;
const CATCH_UP_GOAL = 20_000;

export async function eventstoredb(folder, { events = 30_000, history = 300_000 } = {}) {
  const double = process.env['EVENTSTORE_URL'] === undefined ? await startServer(join(folder, 'double')) : undefined;
  const url = process.env['EVENTSTORE_URL'] ?? double.url;
  const client = EventStoreDBClient.connectionString(url);
  try {
    await client.appendToStream('warm-up', []);
    return [await ndjson(folder, { url, client, events }), await catchUp(folder, { url, client, history })];
  } finally {
    await client.dispose();
    await double?.stop();
  }
}

const prefix = (name) => `bench-${name}-${Date.now().toString(36)}`.replaceAll('-', '');
const perSecond = (count, begin) => count / ((performance.now() - begin) / 1000);

async function ndjson(folder, { url, client, events }) {
  const nowMs = Date.now();
  const ledger = await startLedger(join(folder, 'ndjson'), { EVENT_STORE: `${url}&streamPrefix=${prefix('ndjson')}` });
  await openProvince(ledger, 2, nowMs);
  const rates = [];
  let sample = [];
  for (const n of [0, 1]) {
    const lines = [...activities(n, 0, Math.ceil(events / 2 / EVENTS_PER_ACTIVITY), nowMs)];
    sample = lines;
    const begin = performance.now();
    const body = Buffer.from(`${lines.map((event) => JSON.stringify(event)).join('\n')}\n`);
    const summary = await postLines(ledger, windowKey(n), [body]);
    if (summary.accepted !== lines.length) throw new Error(JSON.stringify(summary));
    rates.push(perSecond(lines.length, begin));
  }
  await ledger.stop();
  const raw = await rawAppends(client, prefix('raw'), sample);
  const value = Math.max(...rates);
  const note = 'limit: the client alone, one append an event, 500 in flight';
  return {
    bench: 'eventstoredb-ndjson',
    value,
    raw,
    unit: 'events/s',
    goal: Number((NDJSON_GOAL / raw).toFixed(3)),
    note,
  };
}

/** The same events by the client alone: each to its stream, in order. */
async function rawAppends(client, name, events) {
  const revisions = new Map();
  const begin = performance.now();
  for (let from = 0; from < events.length; from += 500)
    await Promise.all(
      events.slice(from, from + 500).map(({ subject, type, data, ...metadata }) => {
        const revision = revisions.get(subject) ?? -1n;
        revisions.set(subject, revision + 1n);
        const expectedRevision = revision < 0n ? 'no_stream' : revision;
        return client.appendToStream(`${name}.${subject}`, jsonEvent({ type, data, metadata }), { expectedRevision });
      }),
    );
  return perSecond(events.length, begin);
}

async function catchUp(folder, { url, client, history }) {
  const name = prefix('history');
  const connection = EventStoreDbEventStore.connectionOf(`${url}&streamPrefix=${name}`);
  const store = await EventStoreDbEventStore.open({ connection, indexFile: ':memory:' });
  const before = await client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 1 });
  let start;
  for await (const { event } of before) start = event.position;
  await fill(store, history);
  let read = 0;
  const begin = performance.now();
  for (let after = 0; ;) {
    const page = await store.readAll({ after, limit: 1_000 });
    if (page.position === after) break;
    read += page.events.length;
    after = page.position;
  }
  const value = perSecond(read, begin);
  await store.close();
  if (read !== history) throw new Error(`read ${read} of ${history}`);
  let raw = 0;
  const rawBegin = performance.now();
  for await (const { event } of client.readAll({ fromPosition: start })) raw += event.streamId.startsWith(name) ? 1 : 0;
  const limit = perSecond(raw, rawBegin);
  const note = 'limit: one readAll of the client alone';
  return {
    bench: 'eventstoredb-catch-up',
    value,
    raw: limit,
    unit: 'events/s',
    goal: Number((CATCH_UP_GOAL / limit).toFixed(3)),
    note,
  };
}

/** Orders of some 600 bytes, a hundred to an append. */
async function fill(store, history) {
  const meta = {
    actor: { account: 'w1', org: 'o1', node: 'n1', role: 'WINDOW' },
    enteredBy: 'SELF',
    occurredAt: '2026-03-05T10:00:00.000+08:00',
    recordedAt: '2026-03-05T12:00:00.000+08:00',
    source: '//bench',
    digest: '0'.repeat(64),
    correlationId: 'bench',
    ruleVersions: ['posting@1'],
  };
  const dataText = JSON.stringify({ note: '服务'.repeat(40) });
  for (let n = 0; n < history; n += 10_000)
    await store.appendBatch(
      Array.from({ length: 100 }, (_, group) => [
        {
          stream: `s-${n}-${group}`,
          expected: 'none',
          events: Array.from({ length: 100 }, (_, i) => {
            const statementId = `s-${n}-${group}-${i}`;
            return { id: statementId, type: 'Noted', version: 1, dataText, meta: { ...meta, statementId } };
          }),
        },
      ]),
    );
}
