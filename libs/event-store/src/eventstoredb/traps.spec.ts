import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startDouble, type RunningDouble } from '#testing/eventstoredb/running-double';
import { SHORT, StreamsOnServer } from '#testing/store-on-server';
import type { Append, NewEvent, Outcome } from '../event-store.js';
import { append, event, given, META, names, places, record, uuid, wholeLog } from '../examples.contract.js';
import type { EventStoreDbEventStore } from './eventstoredb-event-store.js';

const MIB = 1_048_576;
const run = promisify(execFile);
const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n);

/** An event whose payload has so many bytes. */
const weighing = (name: string, bytes: number): NewEvent => event(name, { dataText: `"${'x'.repeat(bytes - 2)}"` });
const one = (stream: string, ...events: readonly NewEvent[]): Append => ({ stream, expected: 'none', events });

/** Each appends on top of the one before. */
const chain = (stream: string, count: number): readonly (readonly Append[])[] =>
  upTo(count).map((n) => [append(stream, n === 0 ? 'none' : n - 1, `${stream}-${n}`)]);
const revisionsOf = (outcomes: readonly Outcome[]): readonly unknown[] =>
  outcomes.map((outcome) => (outcome.kind === 'appended' ? outcome.appends[0]?.revision : outcome));

describe('the adapter is not caught by the client, which', () => {
  let double: RunningDouble;
  let streams: StreamsOnServer;
  let store: EventStoreDbEventStore;
  beforeEach(async () => {
    double = await startDouble();
    streams = new StreamsOnServer(double.url);
    store = await streams.open(SHORT);
  });
  afterEach(async () => {
    await streams.discard();
    await double.close();
  });

  it('ends every append under way when one is too large: such a one is not sent', async () => {
    const [small, large, after] = await store.appendBatch([
      [one('a-1', weighing('small', 100))],
      [one('a-2', weighing('large', MIB + 1))],
      [one('a-3', weighing('after', MIB))],
    ]);
    const refused = { kind: 'refused', at: 0, refusal: { code: 'append-too-large', params: { bytesMax: MIB } } };
    expect([small?.kind, large, after?.kind]).toMatchObject(['appended', refused, 'appended']);
    const bulky = { ...META, correlationId: 'x'.repeat(17 * MIB) };
    expect(await record(store, one('a-4', event('bulky', { meta: bulky })))).toMatchObject(refused);
    const together = [one('a-5', event('first')), one('a-6', weighing('huge', 17 * MIB))];
    expect(await store.appendBatch([together])).toMatchObject([{ ...refused, at: 1 }]);
    expect(places(await wholeLog(store))).toEqual(['a-1@0', 'a-3@0']);
  });

  it('would be asked about what is too large: it is refused while the server is away', async () => {
    await double.kill();
    await expect(store.last()).rejects.toMatchObject({ code: 'store-unavailable' });
    const outcome = await record(store, one('a-1', weighing('large', MIB + 1)));
    await double.start();
    expect(outcome).toMatchObject({ kind: 'refused', refusal: { code: 'append-too-large' } });
  });

  it.each<[string, Append]>([
    ['an event has no type', one('a-1', event('one', { type: '' }))],
    ['an event has a type of the server’s own', one('a-1', event('one', { type: '$metadata' }))],
    ['a stream has a name that does not come back as it was', one('a-\uD800', event('one'))],
    ['a stream has no name', one('', event('one'))],
    ['a revision is below zero', { ...one('a-1', event('one')), expected: -1 }],
    ['a revision is none', { ...one('a-1', event('one')), expected: 0.5 }],
    ['a payload is no JSON', one('a-1', event('one', { dataText: '{"n":1n}' }))],
    ['there are no events', one('a-1')],
  ])('is lost for the process when %s: it is not asked', async (_, wrong) => {
    const [asked, refused] = await Promise.allSettled([
      record(store, append('b-1', 'none', 'b')),
      record(store, wrong),
    ]);
    expect([asked.status, refused.status]).toEqual(['fulfilled', 'rejected']);
    expect(await record(store, append('b-1', 0, 'c'))).toMatchObject({ kind: 'appended' });
    expect(places(await wholeLog(store))).toEqual(['b-1@0', 'b-1@1']);
  });

  it('takes an event id that is no UUID for an error of the whole process: ids of ours are no ids of its', async () => {
    expect(await record(store, one('a-1', event('one', { id: 'no uuid' })))).toMatchObject({ kind: 'appended' });
    expect((await store.readStream('a-1')).map(({ id }) => id)).toEqual(['no uuid']);
  });

  it('puts pipelined appends out of order at first, and after each reconnection', async () => {
    expect(revisionsOf(await store.appendBatch(chain('a-1', 50)))).toEqual(upTo(50));
    await double.restart();
    expect(revisionsOf(await store.appendBatch(chain('a-2', 50)))).toEqual(upTo(50));
    await double.faults({ appends: { commits: true, answer: 'none', times: 3 } });
    expect(revisionsOf(await store.appendBatch(chain('a-3', 50)))).toEqual(upTo(50));
  });

  it('does not repeat what fails: an append whose answer is lost is appended where it was, though others followed', async () => {
    const other = await streams.open({}, 'other');
    await given(store, append('b-1', 'none', 'warm'));
    await double.faults({ appends: { commits: true, answer: 'none', times: 1 } });
    const lost = record(store, append('a-1', 'none', 'first', 'second'));
    while ((await other.readStream('a-1')).length === 0);
    await given(other, append('a-1', 1, 'third'));
    const [, second] = await store.readStream('a-1');
    expect(await lost).toEqual({ kind: 'appended', appends: [{ revision: 1, position: second?.position }] });
    expect(names(await store.readStream('a-1'))).toEqual(['first', 'second', 'third']);
  });

  it('has one of two identical appends dropped: both are appended, at one place', async () => {
    const other = await streams.open(SHORT, 'other');
    for (const n of upTo(10)) {
      const same = append(`a-${n}`, 'none', `same-${n}`);
      const outcomes = await Promise.all([store, store, other].map((each) => record(each, same)));
      const [event] = await store.readStream(`a-${n}`);
      const place = { kind: 'appended', appends: [{ revision: 0, position: event?.position }] };
      expect(outcomes).toEqual([place, place, place]);
    }
    expect(await wholeLog(store)).toHaveLength(10);
  });

  it('takes other content under known ids for a repetition: it is never answered as recorded', async () => {
    const meta = { ...META, statementId: 'one' };
    const versions = ['{"n":1}', '{"n":2}'].map((dataText) => event('one', { dataText, meta }));
    const [first, second] = versions.map((version) => one('a-1', version));
    if (first === undefined || second === undefined) throw new Error('there are two');
    await given(store, first);
    expect(await record(store, second)).toEqual({ kind: 'wrong-revision', at: 0, revision: 0 });
    expect(await Promise.all([record(store, second), record(store, first)])).toMatchObject([
      { kind: 'wrong-revision' },
      { kind: 'appended' },
    ]);
    const others: readonly Partial<NewEvent>[] = [
      { type: 'Other' },
      { version: 2 },
      { meta: { ...meta, correlationId: 'other' } },
      { id: uuid('other') },
    ];
    for (const over of others)
      expect(await record(store, one('a-1', { ...event('one', { dataText: '{"n":1}', meta }), ...over }))).toEqual({
        kind: 'wrong-revision',
        at: 0,
        revision: 0,
      });
    expect((await store.readStream('a-1')).map(({ data }) => data)).toEqual([{ n: 1 }]);
  });

  it('says a wrong revision without a word: it is told with the revision there is', async () => {
    const outcomes = await store.appendBatch([
      ...chain('a-1', 3),
      [append('a-1', 0, 'late')],
      [append('b-1', 7, 'early')],
    ]);
    expect(outcomes.slice(3)).toEqual([
      { kind: 'wrong-revision', at: 0, revision: 2 },
      { kind: 'wrong-revision', at: 0, revision: -1 },
    ]);
  });

  it('keeps a process alive that has appended: it ends by itself after close', async () => {
    const script = `
      import { EventStoreDbEventStore } from './dist/libs/event-store/src/eventstoredb/eventstoredb-event-store.js';
      const connection = EventStoreDbEventStore.connectionOf(${JSON.stringify(streams.setting)});
      const store = await EventStoreDbEventStore.open({ connection, indexFile: ':memory:' });
      const [outcome] = await store.appendBatch([[${JSON.stringify(append('a-1', 'none', 'one'))}]]);
      await store.readAll({ after: 0, limit: 10 });
      await store.close();
      console.log(outcome.kind);`;
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { timeout: 20_000 });
    expect(stdout.trim()).toBe('appended');
  });
});
