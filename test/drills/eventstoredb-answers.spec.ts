import 'reflect-metadata';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventStoreDbEventStore } from '#event-store/eventstoredb';
import type { Recorder } from '#recorder';
import type { AppendFault, Refusal as Refused } from '#testing/eventstoredb/faults';
import { startDouble, type RunningDouble } from '#testing/eventstoredb/running-double';
import { SHORT, StreamsOnServer } from '#testing/store-on-server';
import { places, wholeLog } from '../../libs/event-store/src/examples.contract.js';
import { note, post, recorderOn } from '../support/notes.js';
import { accountOpened, RunningLedger } from '../support/running-ledger.js';

const COUNT = 20;
const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n);

describe('a ledger whose event store answers badly', () => {
  let double: RunningDouble;
  let streams: StreamsOnServer;
  let store: EventStoreDbEventStore;
  let recorder: Recorder;
  beforeAll(async () => {
    double = await startDouble();
  });
  beforeEach(async () => {
    await double.faults({});
    streams = new StreamsOnServer(double.url);
    store = await streams.open(SHORT);
    recorder = recorderOn(store);
    await post(recorder, note('book-0', 0));
  });
  afterEach(async () => {
    await double.faults({});
    await streams.discard();
  });
  afterAll(() => double.close());

  /** The places of a book's events: how often and in which order they stand in the log. */
  const logOf = async (book: string): Promise<readonly string[]> =>
    places((await wholeLog(store)).filter(({ stream }) => stream === book));

  describe('so that answers are lost', () => {
    const lost: readonly (readonly [string, AppendFault])[] = [
      ['the server committed and says that it is late', { commits: true, answer: 'timeout', times: 1 }],
      ['the server committed and says nothing', { commits: true, answer: 'none', times: 1 }],
      ['the server did not commit and says that it is late', { commits: false, answer: 'timeout', times: 1 }],
      ['the server did not commit and says nothing', { commits: false, answer: 'none', times: 1 }],
      ['the server committed, and three answers are lost', { commits: true, answer: 'timeout', times: 3 }],
      ['the server did not commit, and three answers are lost', { commits: false, answer: 'timeout', times: 3 }],
    ];

    it.each(lost)('records a post once and gives its receipt when %s', async (_, appends) => {
      await double.faults({ appends });
      const receipt = await post(recorder, note('book-1', 1));
      const [event] = await store.readStream('book-1');
      expect(receipt).toMatchObject({ revision: 0, position: event?.position, eventIds: [event?.id] });
      expect(await post(recorder, note('book-1', 1))).toEqual({ ...(receipt as object), replayed: true });
      expect(await logOf('book-1')).toEqual(['book-1@0']);
    });

    it.each(lost)('records posts about one stream once and in order when %s', async (_, appends) => {
      await double.faults({ appends });
      const answers = await Promise.all(upTo(COUNT).map((n) => post(recorder, note('book-2', n))));
      const events = await store.readStream('book-2');
      expect(answers).toEqual(
        events.map(({ id, position, revision }) => expect.objectContaining({ eventIds: [id], position, revision })),
      );
      expect(await logOf('book-2')).toEqual(upTo(COUNT).map((n) => `book-2@${n}`));
    });

    it.each(lost)('records posts about many streams once when %s', async (_, appends) => {
      await double.faults({ appends });
      const answers = await Promise.all(upTo(COUNT).map((n) => post(recorder, note(`book-${n + 10}`, n))));
      expect(answers).toEqual(
        upTo(COUNT).map((n) => expect.objectContaining({ stream: `book-${n + 10}`, revision: 0 })),
      );
      expect(await wholeLog(store)).toHaveLength(1 + COUNT);
    });

    it.each(lost)('records a group over two streams once when %s', async (_, appends) => {
      await double.faults({ appends });
      const statements = [note('book-3', 1), note('book-4', 2), note('book-3', 3)];
      const verdicts = await recorder.record(statements, 'all');
      expect(verdicts.map(({ kind }) => kind)).toEqual(['recorded', 'recorded', 'recorded']);
      expect([await logOf('book-3'), await logOf('book-4')]).toEqual([['book-3@0', 'book-3@1'], ['book-4@0']]);
    });

    // Never (the log): what happens to an event store server loses, doubles or alters a statement
    it('refuses what is never answered, and gives the same post its one receipt when answers come again', async () => {
      await double.faults({ appends: { commits: true, answer: 'none' } });
      expect(await post(recorder, note('book-1', 1))).toBe('store-unavailable');
      await double.faults({});
      expect(await post(recorder, note('book-1', 1))).toMatchObject({ revision: 0 });
      expect(await logOf('book-1')).toEqual(['book-1@0']);
    });

    it('gives a post over HTTP its receipt', async () => {
      const own = new StreamsOnServer(double.url);
      const ledger = await RunningLedger.start({ EVENT_STORE: own.setting });
      await double.faults({ appends: { commits: true, answer: 'timeout', times: 1 } });
      const { status, body } = await ledger.post(accountOpened('1'));
      const events = (await ledger.log()).filter(({ stream }) => stream === 'acct-1');
      expect([status, body.eventIds]).toEqual([201, events.map(({ id }) => id)]);
      await ledger.discard();
      await own.discard();
    });
  });

  describe('as one that will not serve now:', () => {
    const told = (): readonly (readonly [string, Refused])[] => [
      ['too busy', 'too-busy'],
      ['not ready', 'not-ready'],
      ['not the leader', { leader: { host: '127.0.0.1', port: double.port } }],
      ['unavailable', { code: 14, details: 'unavailable' }],
      ['exhausted', { code: 8, details: 'exhausted' }],
      ['at a loss', { code: 2, details: 'unknown' }],
    ];
    const NAMES = ['too busy', 'not ready', 'not the leader', 'unavailable', 'exhausted', 'at a loss'];
    const refused = (name: string): Refused => {
      const found = told().find(([each]) => each === name);
      if (found === undefined) throw new Error(name);
      return found[1];
    };

    it.each(NAMES)('%s, it is asked again, and posts are recorded once', async (name) => {
      await double.faults({
        appends: { commits: false, answer: refused(name), times: 4 },
        reads: { answer: refused(name), times: 2 },
      });
      const answers = await Promise.all(upTo(COUNT).map((n) => post(recorder, note(`book-${n % 4}`, n + 1))));
      expect(answers).toEqual(upTo(COUNT).map(() => expect.objectContaining({ replayed: false })));
      expect(await wholeLog(store)).toHaveLength(1 + COUNT);
    });

    it.each(['too busy', 'not the leader', 'unavailable'])(
      '%s for ever, posts and reads are refused until it does',
      async (name) => {
        const answer = refused(name);
        await double.faults({ appends: { commits: false, answer }, reads: { answer } });
        expect(await post(recorder, note('book-1', 1))).toBe('store-unavailable');
        await expect(store.readStream('book-0')).rejects.toMatchObject({ code: 'store-unavailable' });
        await double.faults({});
        expect(await post(recorder, note('book-1', 1))).toMatchObject({ revision: 0, replayed: false });
        expect(await wholeLog(store)).toHaveLength(2);
      },
    );

    it('not for these credentials, reads are refused until it does', async () => {
      await double.faults({ reads: { answer: { code: 7, details: 'denied' } } });
      await expect(store.readStream('book-0')).rejects.toMatchObject({ code: 'store-unavailable' });
      await double.faults({});
      expect(await store.readStream('book-0')).toHaveLength(1);
    });
  });
});
