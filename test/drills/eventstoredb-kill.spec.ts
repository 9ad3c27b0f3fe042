import 'reflect-metadata';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventStore } from '#event-store';
import type { RecordedEvent } from '#kernel';
import type { Receipt } from '#recorder';
import { SHORT, StreamsOnServer } from '#testing/store-on-server';
import { wholeLog } from '../../libs/event-store/src/examples.contract.js';
import { note, post, postUntilRecorded, recorderOn } from '../support/notes.js';
import { startServer, type StoreServer } from '../support/store-server.js';

const KILLS = Number(process.env['STORE_KILLS'] ?? 6);
const WRITERS = 6;

const numberOf = ({ data }: RecordedEvent): number => (data as { readonly n: number }).n;
const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n);

describe('a ledger whose event store is killed', () => {
  let server: StoreServer;
  let streams: StreamsOnServer;
  beforeAll(async () => {
    server = await startServer();
  });
  beforeEach(() => {
    streams = new StreamsOnServer(server.url);
  });
  afterEach(() => streams.discard());
  afterAll(() => server.close());

  async function killAndStart(awayMs = 0): Promise<void> {
    await server.kill();
    await sleep(awayMs);
    await server.start();
  }

  /** What the log has of each receipt, by the receipt's own words. */
  async function expectOnce(store: EventStore, receipts: readonly Receipt[]): Promise<void> {
    const log = await wholeLog(store);
    const told = receipts.map(({ eventIds, stream, revision, position }) => [position, stream, revision, ...eventIds]);
    const found = log.map(({ position, stream, revision, id }) => [position, stream, revision, id]);
    expect(told.toSorted(([a], [b]) => Number(a) - Number(b))).toEqual(found);
  }

  // Never (the log): what happens to an event store server loses, doubles or alters a statement
  it(`records every post once and in order over ${KILLS} kills while posting`, async () => {
    const store = await streams.open();
    const recorder = recorderOn(store);
    const receipts: Receipt[] = [];
    const over = new AbortController();
    const write = async (writer: number): Promise<void> => {
      for (let n = 0; !over.signal.aborted; n += 1) {
        const own = postUntilRecorded(recorder, note(`book-${writer}`, n));
        const shared = postUntilRecorded(recorder, note('book-99', writer, `shared-${writer}-${n}`));
        receipts.push(...(await Promise.all([own, shared])));
      }
    };
    const writing = Promise.all(upTo(WRITERS).map(write));
    for (let kill = 0; kill < KILLS; kill += 1) {
      await sleep(150 + 40 * kill);
      await killAndStart();
    }
    over.abort();
    await writing;
    await expectOnce(store, receipts);
    for (const writer of upTo(WRITERS)) {
      const events = await store.readStream(`book-${writer}`);
      expect(events.map(numberOf)).toEqual(upTo(events.length));
    }
  }, 60_000);

  it('refuses in bounded time what it cannot record, and gives the same posts their one receipt later', async () => {
    const store = await streams.open(SHORT);
    const recorder = recorderOn(store);
    await postUntilRecorded(recorder, note('book-0', 0));
    const statements = upTo(40).map((n) => note(`book-${n % 8}`, n + 1));
    const inFlight = statements.map((statement) => post(recorder, statement));
    await server.kill();
    const first = await Promise.all(inFlight);
    expect(first).toContain('store-unavailable');
    expect(await post(recorder, note('book-0', 99))).toBe('store-unavailable');
    await server.start();
    const again = await Promise.all(statements.map((statement) => postUntilRecorded(recorder, statement)));
    for (const [index, receipt] of first.entries())
      if (typeof receipt !== 'string') expect(again[index]).toEqual({ ...receipt, replayed: true });
    const before = await postUntilRecorded(recorder, note('book-0', 0));
    await expectOnce(store, [before, ...again]);
  }, 30_000);

  it('lets a reader of the whole log go on by itself, with nothing missed and nothing twice', async () => {
    const store = await streams.open();
    const recorder = recorderOn(store);
    const count = 4_000;
    for (let n = 0; n < count; n += 500)
      await recorder.record(
        upTo(500).map((i) => note(`book-${i % 50}`, n + i)),
        'each',
      );
    const read: number[] = [];
    let kills: Promise<void> | undefined;
    for (let after = 0; read.length < count;) {
      const page = await store.readAll({ after, limit: 100 });
      read.push(...page.events.map(numberOf));
      after = page.position;
      if (read.length === 1_000) kills = killAndStart(300).then(() => killAndStart());
    }
    await kills;
    expect(read).toEqual((await wholeLog(store)).map(numberOf));
    expect(read.toSorted((a, b) => a - b)).toEqual(upTo(count));
  }, 30_000);

  it('serves the first call of every kind after a restart in idle time', async () => {
    const store = await streams.open();
    const recorder = recorderOn(store);
    const receipt = await postUntilRecorded(recorder, note('book-1', 0));
    await killAndStart();
    expect(await post(recorder, note('book-1', 1))).toMatchObject({ revision: 1, replayed: false });
    await killAndStart();
    expect(await post(recorder, note('book-1', 0))).toEqual({ ...receipt, replayed: true });
    await killAndStart();
    expect((await store.readStream('book-1')).map(numberOf)).toEqual([0, 1]);
    await killAndStart();
    const { events, position } = await store.readAll({ after: 0, limit: 10 });
    expect(events.map(numberOf)).toEqual([0, 1]);
    await killAndStart();
    expect(await store.head()).toBe(position);
    await killAndStart();
    expect((await store.last())?.position).toBe(position);
  }, 30_000);

  it('wakes those who wait for news from after the restart', async () => {
    const store = await streams.open({ pollMs: 200 });
    const other = recorderOn(await streams.open({}, 'other'));
    await postUntilRecorded(other, note('book-1', 0));
    const news = store.news(await store.head());
    await killAndStart();
    await postUntilRecorded(other, note('book-1', 1));
    await news;
  }, 30_000);

  it('does not open on a server that is away, and opens when it is back', async () => {
    const recorder = recorderOn(await streams.open(SHORT));
    await postUntilRecorded(recorder, note('book-1', 0));
    await server.kill();
    await expect(streams.open(SHORT, 'other')).rejects.toMatchObject({ code: 'store-unavailable' });
    await server.start();
    expect((await (await streams.open(SHORT, 'other')).readStream('book-1')).map(numberOf)).toEqual([0]);
  }, 30_000);
});
