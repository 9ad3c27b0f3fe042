import 'reflect-metadata';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Statement } from '#kernel';
import type { Receipt, Recorder } from '#recorder';
import { startDouble, type RunningDouble } from '#testing/eventstoredb/running-double';
import { StreamsOnServer } from '#testing/store-on-server';
import { places, wholeLog } from '../../libs/event-store/src/examples.contract.js';
import { LedgerProcess } from '../support/ledger-process.js';
import { note, post, recorderOn } from '../support/notes.js';
import { accountOpened } from '../support/running-ledger.js';

const EIGHT = [0, 1, 2, 3, 4, 5, 6, 7];

/** What a receipt says of the record; whether it was there already differs from caller to caller. */
const recordOf = (answer: Receipt | string): unknown =>
  typeof answer === 'string'
    ? answer
    : { eventIds: answer.eventIds, stream: answer.stream, revision: answer.revision, position: answer.position };

describe('posts at once', () => {
  let double: RunningDouble | undefined;
  let streams: StreamsOnServer;
  const ledgers: LedgerProcess[] = [];
  beforeAll(async () => {
    double = process.env['EVENTSTORE_URL'] === undefined ? await startDouble() : undefined;
  });
  beforeEach(() => {
    streams = new StreamsOnServer(process.env['EVENTSTORE_URL'] ?? double?.url ?? '');
  });
  afterEach(async () => {
    await Promise.all(ledgers.splice(0).map((ledger) => ledger.discard()));
    await streams.discard();
  });
  afterAll(() => double?.close());

  async function startLedger(): Promise<LedgerProcess> {
    const ledger = await LedgerProcess.start({ EVENT_STORE: streams.setting });
    ledgers.push(ledger);
    return ledger;
  }

  it('identical and in one process get one receipt, of one event', async () => {
    const store = await streams.open();
    const recorder = recorderOn(store);
    const answers = await Promise.all(EIGHT.map(() => post(recorder, note('book-1', 0))));
    const [event] = await wholeLog(store);
    const expected = { eventIds: [event?.id], stream: 'book-1', revision: 0, position: event?.position };
    expect(answers.map(recordOf)).toEqual(EIGHT.map(() => expected));
    expect(places(await wholeLog(store))).toEqual(['book-1@0']);
  });

  it('identical and overlapping in one process get one receipt too', async () => {
    const store = await streams.open();
    const recorder = recorderOn(store);
    await post(recorder, note('book-1', 9));
    const posting: Promise<Receipt | string>[] = [];
    for (const n of EIGHT) {
      posting.push(post(recorder, note('book-1', 0)), post(recorder, note(`book-${n + 10}`, n)));
      await new Promise((resolve) => setTimeout(resolve, n % 3));
    }
    const answers = (await Promise.all(posting)).filter((_, index) => index % 2 === 0);
    expect(new Set(answers.map((answer) => JSON.stringify(recordOf(answer)))).size).toBe(1);
    expect(places(await store.readStream('book-1'))).toEqual(['book-1@0', 'book-1@1']);
  });

  it('identical and of the very same instant in two processes get one receipt, of one event', async () => {
    const stores = [await streams.open(), await streams.open({}, 'other')];
    const recorders = stores.map((store) => recorderOn(store));
    const answers = await Promise.all(
      EIGHT.flatMap((n) => recorders.map((recorder) => post(recorder, note(`book-${n}`, 0)))),
    );
    for (const n of EIGHT) expect(recordOf(answers[2 * n] ?? '')).toEqual(recordOf(answers[2 * n + 1] ?? 'none'));
    const [first] = stores;
    expect(first && places(await wholeLog(first)).toSorted()).toEqual(EIGHT.map((n) => `book-${n}@0`));
  });

  it('identical and over HTTP at two processes get one receipt, of one event', async () => {
    const first = await startLedger();
    const second = await startLedger();
    const key = first.key ?? '';
    expect(second.key).toBeUndefined();
    for (const round of ['1', '2', '3', '4', '5']) {
      const event = accountOpened(round);
      const answers = await Promise.all(EIGHT.map((n) => (n % 2 === 0 ? first : second).post(event, key)));
      expect(new Set(answers.map(({ body }) => JSON.stringify(recordOf(body)))).size).toBe(1);
      expect(answers.every(({ status }) => status === 200 || status === 201)).toBe(true);
    }
    const log = await wholeLog(await streams.open());
    expect(places(log).filter((place) => /acct-\d/.test(place))).toEqual([1, 2, 3, 4, 5].map((n) => `acct-${n}@0`));
  });

  it('different and about one stream in two processes are each recorded once', async () => {
    const stores = [await streams.open(), await streams.open({}, 'other')];
    const record = async (recorder: Recorder, statement: Statement): Promise<void> => {
      // Those who meet others' appends time and again are told so, and post again.
      while ((await post(recorder, statement)) === 'stream-contended');
    };
    await Promise.all(
      stores.map(async (store, process) => {
        const recorder = recorderOn(store, process);
        for (const n of EIGHT) await record(recorder, note('book-1', n, `${process}-${n}`));
      }),
    );
    const [first] = stores;
    const events = (await first?.readStream('book-1')) ?? [];
    const of = (process: number): readonly string[] =>
      events.map(({ meta }) => meta.statementId).filter((id) => id.startsWith(`${process}-`));
    expect([of(0), of(1)]).toEqual([0, 1].map((process) => EIGHT.map((n) => `${process}-${n}`)));
  });

  it('identical and one after the other get one receipt before the index of the second has heard of the first', async () => {
    const lagging = await startDouble();
    const own = new StreamsOnServer(lagging.url);
    const stores = [await own.open({ pollMs: 1_000_000 }), await own.open({ pollMs: 1_000_000 }, 'other')];
    while ((await lagging.openCalls()).subscriptions < stores.length);
    await lagging.dropSubscriptions();
    const [first, second] = stores.map((store, index) => recorderOn(store, 5 - index));
    if (first === undefined || second === undefined) throw new Error('there are two');
    await post(second, note('book-1', 0));
    const receipt = await post(first, note('book-1', 1));
    expect(receipt).toMatchObject({ revision: 1, replayed: false });
    expect(await post(second, note('book-1', 1))).toEqual({ ...(receipt as Receipt), replayed: true });
    expect(await post(second, note('book-1', 2, 'book-1-1'))).toBe('statement-id-reused');
    const other = await post(first, note('book-2', 0));
    expect(await post(second, note('book-2', 0))).toEqual({ ...(other as Receipt), replayed: true });
    expect(places((await stores[0]?.readStream('book-1')) ?? [])).toEqual(['book-1@0', 'book-1@1']);
    await own.discard();
    await lagging.close();
  });
});
