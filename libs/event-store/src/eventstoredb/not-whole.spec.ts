import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { jsonEvent, type EventStoreDBClient } from '@eventstore/db-client';
import { startDouble, type RunningDouble } from '#testing/eventstoredb/running-double';
import { StreamsOnServer } from '#testing/store-on-server';
import { append, given, names, record } from '../examples.contract.js';
import type { EventStoreDbEventStore } from './eventstoredb-event-store.js';

const NOT_WHOLE = { code: 'stream-not-whole', params: expect.objectContaining({ stream: 'a-1' }) };
const foreign = () => jsonEvent({ type: 'Foreign', data: { by: 'another application' } });

type Hand = (client: EventStoreDBClient, stream: string) => Promise<unknown>;

/** What another's hand can do to a stream that has the revisions 0 to 4. */
const HANDS: readonly (readonly [string, Hand])[] = [
  ['tombstoned', (client, stream) => client.tombstoneStream(stream)],
  ['deleted', (client, stream) => client.deleteStream(stream)],
  ['truncated', (client, stream) => client.setStreamMetadata(stream, { truncateBefore: 2 })],
  ['truncated to nothing', (client, stream) => client.setStreamMetadata(stream, { truncateBefore: 5 })],
  ['bounded in number', (client, stream) => client.setStreamMetadata(stream, { maxCount: 2 })],
  ['written', (client, stream) => client.appendToStream(stream, foreign())],
];

describe('a stream that another’s hand has', () => {
  let double: RunningDouble | undefined;
  let streams: StreamsOnServer;
  let store: EventStoreDbEventStore;
  const told: unknown[] = [];
  beforeAll(async () => {
    double = process.env['EVENTSTORE_URL'] === undefined ? await startDouble() : undefined;
  });
  beforeEach(async () => {
    streams = new StreamsOnServer(process.env['EVENTSTORE_URL'] ?? double?.url ?? '');
    told.length = 0;
    store = await streams.open({ pollMs: 100, onError: (error) => told.push(error) });
    await given(store, append('a-1', 'none', 'one', 'two'), append('a-1', 1, 'three', 'four', 'five'));
    await given(store, append('b-1', 'none', 'other'));
  });
  afterEach(() => streams.discard());
  afterAll(() => double?.close());

  describe.each(HANDS)('%s', (name, hand) => {
    beforeEach(() => hand(streams.client(), streams.nameOf('a-1')));

    // Never (the log): a shortened history is taken for the whole
    it('is refused to whoever reads it', async () => {
      await expect(store.readStream('a-1')).rejects.toMatchObject(NOT_WHOLE);
      await expect(store.readStream('a-1', { direction: 'backwards' })).rejects.toMatchObject(NOT_WHOLE);
      if (name !== 'written') await expect(store.readStream('a-1', { from: 2 })).rejects.toMatchObject(NOT_WHOLE);
    });

    it('stops a follower of the log', async () => {
      await expect(store.readAll({ after: 0, limit: 1_000 })).rejects.toMatchObject(NOT_WHOLE);
      await expect(store.readAll({ after: 0, limit: 1_000, types: ['Other'] })).rejects.toMatchObject(NOT_WHOLE);
    });

    it('keeps a ledger from being opened', async () => {
      await expect(streams.open({}, 'other')).rejects.toMatchObject(NOT_WHOLE);
    });

    it('takes no append that would begin it anew', async () => {
      const outcome = await record(store, append('a-1', 'none', 'six'));
      if (outcome.kind === 'wrong-revision') expect(outcome.revision).toBeGreaterThanOrEqual(4);
      else expect(outcome).toMatchObject({ kind: 'refused', refusal: NOT_WHOLE });
    });

    it('takes no append once it was met', async () => {
      // The settings of a stream ring no bell: the next event does.
      await given(store, append('b-1', 0, 'more'));
      while (told.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      expect(told[0]).toMatchObject(NOT_WHOLE);
      const outcome = await record(store, append('a-1', 4, 'six'));
      if (outcome.kind === 'wrong-revision') await expect(store.readStream('a-1')).rejects.toMatchObject(NOT_WHOLE);
      else expect(outcome).toMatchObject({ kind: 'refused', refusal: NOT_WHOLE });
    });

    it('leaves other streams as they are', async () => {
      expect(names(await store.readStream('b-1'))).toEqual(['other']);
      expect((await record(store, append('b-1', 0, 'more'))).kind).toBe('appended');
    });
  });

  it('bounded in age is refused when the last event has passed it', async () => {
    await streams.client().setStreamMetadata(streams.nameOf('a-1'), { maxAge: 1 });
    // An age is reckoned in whole seconds.
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    await expect(store.readStream('a-1')).rejects.toMatchObject(NOT_WHOLE);
    await expect(store.readStream('a-1', { direction: 'backwards' })).rejects.toMatchObject(NOT_WHOLE);
    await expect(store.readAll({ after: 0, limit: 1_000 })).rejects.toMatchObject(NOT_WHOLE);
  });

  it('truncated is whole again when its settings are put right: it is read, followed and appended to', async () => {
    const client = streams.client();
    await client.setStreamMetadata(streams.nameOf('a-1'), { truncateBefore: 2 });
    await given(store, append('b-1', 0, 'more'));
    while (told.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await client.setStreamMetadata(streams.nameOf('a-1'), {});
    expect(names(await store.readStream('a-1'))).toEqual(['one', 'two', 'three', 'four', 'five']);
    expect((await store.readAll({ after: 0, limit: 1_000 })).events).toHaveLength(7);
    while ((await record(store, append('a-1', 4, 'six'))).kind !== 'appended')
      await new Promise((resolve) => setTimeout(resolve, 100));
    expect(names(await (await streams.open({}, 'other')).readStream('a-1'))).toHaveLength(6);
  });

  it('given settings that cut nothing is served as before', async () => {
    await streams.client().setStreamMetadata(streams.nameOf('a-1'), { maxCount: 1_000 });
    await given(store, append('a-1', 4, 'six'));
    expect(names(await store.readStream('a-1', { from: 4 }))).toEqual(['five', 'six']);
    expect(names((await store.readAll({ after: 0, limit: 1_000 })).events)).toHaveLength(7);
  });
});
