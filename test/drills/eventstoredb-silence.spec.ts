import 'reflect-metadata';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SHORT, StreamsOnServer } from '#testing/store-on-server';
import { places, wholeLog } from '../../libs/event-store/src/examples.contract.js';
import { note, post, postUntilRecorded, recorderOn } from '../support/notes.js';
import { accountOpened, RunningLedger } from '../support/running-ledger.js';
import { startServer, type StoreServer } from '../support/store-server.js';

const ROUNDS = 2;
const POSTS = 30;
const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n);
const UNAVAILABLE = { code: 'store-unavailable' };

describe('a ledger whose event store is silent', () => {
  let server: StoreServer;
  let streams: StreamsOnServer;
  beforeAll(async () => {
    server = await startServer();
  });
  beforeEach(() => {
    streams = new StreamsOnServer(server.url);
  });
  afterEach(async () => {
    server.go();
    await streams.discard();
  });
  afterAll(() => server.close());

  it('refuses posts meanwhile, and records each once when they are posted again', async () => {
    const store = await streams.open(SHORT);
    const recorder = recorderOn(store);
    for (const round of upTo(ROUNDS)) {
      const statements = upTo(POSTS).map((n) => note(`book-${n % 10}`, round * 100 + n));
      await postUntilRecorded(recorder, note('book-99', round));
      const inFlight = statements.slice(0, POSTS / 2).map((statement) => post(recorder, statement));
      server.stop();
      const late = statements.slice(POSTS / 2).map((statement) => post(recorder, statement));
      const answers = await Promise.all([...inFlight, ...late]);
      expect(answers).toContain('store-unavailable');
      expect(await post(recorder, note('book-98', round))).toBe('store-unavailable');
      server.go();
      const receipts = await Promise.all(statements.map((statement) => postUntilRecorded(recorder, statement)));
      for (const [index, answer] of answers.entries())
        if (typeof answer !== 'string') expect(receipts[index]).toEqual({ ...answer, replayed: true });
      await postUntilRecorded(recorder, note('book-98', round));
    }
    const log = await wholeLog(store);
    expect(log).toHaveLength(ROUNDS * (POSTS + 2));
    expect(new Set(log.map(({ meta }) => meta.statementId)).size).toBe(log.length);
  }, 60_000);

  it('refuses every other call meanwhile, and serves it afterwards', async () => {
    const store = await streams.open(SHORT);
    const receipt = await postUntilRecorded(recorderOn(store), note('book-1', 0));
    const calls = (): readonly Promise<unknown>[] => [
      store.readStream('book-1'),
      store.readStream('book-2'),
      store.readAll({ after: 0, limit: 10 }),
      store.last(),
      store.lookup.event('00000000-0000-0000-0000-000000000000'),
      store.lookup.statement('urn:notes', 'book-1-0'),
    ];
    server.stop();
    for (const call of calls()) await expect(call).rejects.toMatchObject(UNAVAILABLE);
    server.go();
    expect(await Promise.all(calls())).toMatchObject([
      [{ stream: 'book-1' }],
      [],
      { position: receipt.position },
      { stream: 'book-1', position: receipt.position },
      undefined,
      [{ stream: 'book-1' }],
    ]);
  }, 30_000);

  it('answers hundreds of readers within one patience, not one after the other', async () => {
    const store = await streams.open(SHORT);
    await postUntilRecorded(recorderOn(store), note('book-1', 0));
    server.stop();
    const reads = upTo(500).map(() => store.readStream('book-1'));
    const answers = await Promise.allSettled(reads);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toEqual([]);
    server.go();
    expect(places(await store.readStream('book-1'))).toEqual(['book-1@0']);
  }, 15_000);

  it('does not open meanwhile', async () => {
    server.stop();
    await expect(streams.open(SHORT)).rejects.toMatchObject(UNAVAILABLE);
    server.go();
    await postUntilRecorded(recorderOn(await streams.open(SHORT)), note('book-1', 0));
  }, 30_000);

  it('closes all the same', async () => {
    const store = await streams.open(SHORT);
    await postUntilRecorded(recorderOn(store), note('book-1', 0));
    server.stop();
    const [read] = await Promise.allSettled([store.readStream('book-1'), store.close()]);
    expect(read).toMatchObject({ status: 'rejected', reason: UNAVAILABLE });
  }, 15_000);

  it('gives posts over HTTP their receipts when it answers again within the patience', async () => {
    const ledger = await RunningLedger.start({ EVENT_STORE: streams.setting });
    const accounts = upTo(8).map((n) => accountOpened(String(n)));
    await ledger.post(accounts[0] ?? {});
    const posting = accounts.map((opened) => ledger.post(opened));
    server.stop();
    await sleep(6_000);
    server.go();
    const answers = await Promise.all(posting);
    expect(answers.map(({ status }) => status)).toEqual([200, ...upTo(7).map(() => 201)]);
    const log = (await ledger.log()).filter(({ stream }) => /acct-\d/.test(stream));
    expect(places(log).toSorted()).toEqual(upTo(8).map((n) => `acct-${n}@0`));
    await ledger.discard();
  }, 30_000);
});
