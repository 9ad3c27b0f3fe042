import 'reflect-metadata';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventStoreDbEventStore, EventStoreDbOptions } from '#event-store/eventstoredb';
import type { Receipt } from '#recorder';
import { startDouble, type RunningDouble } from '#testing/eventstoredb/running-double';
import { StreamsOnServer } from '#testing/store-on-server';
import { wholeLog } from '../../libs/event-store/src/examples.contract.js';
import { note, post, recorderOn } from '../support/notes.js';

type Told = Parameters<NonNullable<EventStoreDbOptions['onDouble']>>[0];

const SOURCE = 'urn:notes';
const REUSED = 'statement-id-reused';

describe('one statement id about two streams', () => {
  let double: RunningDouble | undefined;
  let streams: StreamsOnServer;
  let told: (readonly [string, Told])[];
  beforeAll(async () => {
    double = process.env['EVENTSTORE_URL'] === undefined ? await startDouble() : undefined;
  });
  beforeEach(() => {
    streams = new StreamsOnServer(process.env['EVENTSTORE_URL'] ?? double?.url ?? '');
    told = [];
  });
  afterEach(() => streams.discard());
  afterAll(() => double?.close());

  const open = (name: string): Promise<EventStoreDbEventStore> =>
    streams.open({ pollMs: 100, onDouble: (found) => told.push([name, found]) }, name);
  const known = async ({ lookup }: EventStoreDbEventStore, id: string): Promise<void> => {
    while ((await lookup.statement(SOURCE, id)).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  };

  it('is refused in one process always, however close together the posts are', async () => {
    const store = await open('one');
    const recorder = recorderOn(store);
    const first = await post(recorder, note('book-1', 0, 'same'));
    expect(first).toMatchObject({ revision: 0 });
    expect(await post(recorder, note('book-2', 0, 'same'))).toBe(REUSED);
    const ids = Array.from({ length: 20 }, (_, n) => `s-${n}`);
    const posts = ids.flatMap((id, n) => [3, 4, 5].map((book) => post(recorder, note(`book-${book}`, n, id))));
    const answers = await Promise.all(posts);
    expect(answers.filter((answer) => answer === REUSED)).toHaveLength(2 * ids.length);
    expect(await wholeLog(store)).toHaveLength(1 + ids.length);
    expect(told).toEqual([]);
  });

  it('is refused in two processes when the second has heard of the first', async () => {
    const [one, other] = [await open('one'), await open('other')];
    const receipt = (await post(recorderOn(one), note('book-1', 0, 'same'))) as Receipt;
    await known(other, 'same');
    expect(await post(recorderOn(other, 5), note('book-2', 0, 'same'))).toBe(REUSED);
    expect(await post(recorderOn(other, 5), note('book-1', 0, 'same'))).toEqual({ ...receipt, replayed: true });
    expect(await wholeLog(one)).toHaveLength(1);
  });

  it('is refused after a restart, by the index that was kept and by one made anew', async () => {
    const before = await open('one');
    await post(recorderOn(before), note('book-1', 0, 'same'));
    await before.close();
    for (const name of ['one', 'anew'])
      expect(await post(recorderOn(await open(name)), note('book-2', 0, 'same'))).toBe(REUSED);
  });

  it('is told of by both when two processes record it in the same instant, and counts where it stands first', async () => {
    const stores = [await open('one'), await open('other')];
    const answers = await Promise.all(
      stores.map((store, index) => post(recorderOn(store), note(`book-${index + 1}`, 0, 'same'))),
    );
    expect(answers).toEqual([expect.objectContaining({ revision: 0 }), expect.objectContaining({ revision: 0 })]);
    while (told.length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
    const [first, second] = await wholeLog(await open('third'));
    const found = {
      source: SOURCE,
      statementId: 'same',
      first: expect.objectContaining({ stream: first?.stream, id: first?.id }),
      second: expect.objectContaining({ stream: second?.stream, id: second?.id }),
    };
    expect(told.toSorted(([a], [b]) => a.localeCompare(b))).toEqual([
      ['one', found],
      ['other', found],
      ['third', found],
    ]);
    for (const { lookup } of stores) expect(await lookup.statement(SOURCE, 'same')).toEqual([first]);
    expect(await post(recorderOn(stores[0] ?? (await open('x'))), note('book-3', 0, 'same'))).toBe(REUSED);
  });
});
