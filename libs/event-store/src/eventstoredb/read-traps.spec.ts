import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { jsonEvent } from '@eventstore/db-client';
import { startDouble, type RunningDouble } from '#testing/eventstoredb/running-double';
import { SHORT, StreamsOnServer } from '#testing/store-on-server';
import { append, given, names, places, wholeLog } from '../examples.contract.js';
import type { EventStoreDbEventStore } from './eventstoredb-event-store.js';

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n);
/** Counts of a server that only one store speaks to: its appends have one call, its doorbell another. */
const IDLE = { batchAppends: 1, reads: 0, subscriptions: 1 };

describe('reading is not caught by the client, which', () => {
  let double: RunningDouble;
  let streams: StreamsOnServer;
  let store: EventStoreDbEventStore;
  beforeEach(async () => {
    double = await startDouble();
    streams = new StreamsOnServer(double.url);
    store = await streams.open(SHORT);
    await given(store, append('a-1', 'none', ...upTo(20).map((n) => `a${n}`)));
  });
  afterEach(async () => {
    await streams.discard();
    await double.close();
  });

  /** The server learns of a cancelled call a moment later. */
  async function expectCalls(expected: object): Promise<void> {
    while (JSON.stringify(await double.openCalls()) !== JSON.stringify(expected))
      await new Promise((resolve) => setTimeout(resolve, 20));
  }

  it('leaves calls open that are not read to their end: no read of ours stays open', async () => {
    for (const n of upTo(20)) await store.readAll({ after: n, limit: 1 });
    await store.readStream('a-1', { limit: 3 });
    await store.readStream('a-1', { direction: 'backwards', limit: 1 });
    await store.head();
    await streams.open({}, 'other').then((other) => other.close());
    await expectCalls(IDLE);
  });

  it('leaves calls open that are never answered: they are cancelled, and asked again', async () => {
    await double.faults({ reads: { answer: 'none', times: 3 } });
    expect(places(await store.readStream('a-1', { limit: 1 }))).toEqual(['a-1@0']);
    await double.faults({ reads: { answer: 'none' } });
    const reads = Promise.allSettled(upTo(150).map((n) => store.readStream('a-1', { from: n % 20, limit: 1 })));
    expect((await reads).map(({ status }) => status)).toEqual(upTo(150).map(() => 'rejected'));
    await double.faults({});
    expect(await store.readStream('a-1')).toHaveLength(20);
    await given(store, append('a-1', 19, 'a20'));
    await expectCalls(IDLE);
  });

  it('leaves calls open after the end: with the store all of them end', async () => {
    await store.close();
    await expectCalls({ batchAppends: 0, reads: 0, subscriptions: 0 });
  });

  it('takes 99 calls and lets the hundredth wait for ever: a thousand reads and an append come to their end', async () => {
    const patient = await streams.open({}, 'patient');
    const reads = upTo(1_000).map((n) => patient.readStream('a-1', { from: n % 20, limit: 1 }));
    const appended = given(patient, append('b-1', 'none', 'b'));
    const found = (await Promise.all(reads)).flat();
    await appended;
    expect(places(found)).toEqual(upTo(1_000).map((n) => `a-1@${n % 20}`));
  });

  it('has no filter for reads: events of others and of the server itself are left out', async () => {
    const client = streams.client();
    const { prefix } = streams;
    const others = [`${prefix}x.a-1`, `x.${prefix}.a-1`, `${prefix}:a-1`, prefix, 'a-1', `$${prefix}.a-1`, '$others'];
    for (const [n, name] of others.entries()) {
      await client.appendToStream(
        name,
        upTo(3).map(() => jsonEvent({ type: 'Foreign', data: {} })),
      );
      await client.setStreamMetadata(name, { maxCount: 100 });
      await given(store, append('b-1', n === 0 ? 'none' : n - 1, `b${n}`));
    }
    await client.deleteStream(others[0] ?? '');
    await client.tombstoneStream(others[1] ?? '');
    expect(names(await wholeLog(store, 3))).toEqual([
      ...upTo(20).map((n) => `a${n}`),
      ...others.map((_, n) => `b${n}`),
    ]);
    expect((await store.last())?.stream).toBe('b-1');
    const again = await streams.open({}, 'other');
    expect(names(await wholeLog(again))).toEqual(names(await wholeLog(store)));
  });

  it('passes over 10,000 events of others behind the last of ours', async () => {
    const client = streams.client();
    for (const n of upTo(100))
      await client.appendToStream(
        `others-${n}`,
        upTo(100).map(() => jsonEvent({ type: 'Foreign', data: {} })),
      );
    const head = (await store.last())?.position ?? 0;
    expect(await store.head()).toBe(head);
    expect(await store.readAll({ after: head, limit: 100 })).toEqual({ events: [], position: head });
    expect(await wholeLog(await streams.open({}, 'other'))).toHaveLength(20);
    await given(store, append('b-1', 'none', 'b'));
    expect(places((await store.readAll({ after: head, limit: 100 })).events)).toEqual(['b-1@0']);
  });

  it('reads from the places of records only: any number between two positions will do', async () => {
    const log = await wholeLog(store);
    const fresh = await streams.open({}, 'fresh');
    for (const [index, { position }] of log.entries()) {
      const next = log[index + 1]?.position ?? position + 20;
      for (const after of [position, position + 1, Math.floor((position + next) / 2), next - 1])
        for (const each of [store, fresh]) {
          const { events } = await each.readAll({ after, limit: 2 });
          expect(events).toEqual(log.slice(index + 1, index + 3));
        }
    }
    const first = log[0]?.position ?? 0;
    for (const after of [0, 1, first - 1])
      expect((await fresh.readAll({ after, limit: 1 })).events).toEqual(log.slice(0, 1));
    const beyond = (log.at(-1)?.position ?? 0) + 1_000_000;
    expect(await fresh.readAll({ after: beyond, limit: 5 })).toEqual({ events: [], position: beyond });
  });
});
