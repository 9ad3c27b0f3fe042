import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { startDouble } from '#testing/eventstoredb/running-double';
import { StreamsOnServer } from '#testing/store-on-server';
import { note, post, recorderOn } from '../support/notes.js';

const MINUTE = 60_000;

describe('a ledger whose event store has another time', () => {
  it.each([
    ['ten minutes ahead', 10 * MINUTE],
    ['ten minutes behind', -10 * MINUTE],
  ])('records posts when it is %s, by its own clock', async (_, skewMs) => {
    const double = await startDouble({ skewMs });
    const streams = new StreamsOnServer(double.url);
    const store = await streams.open();
    const recorder = recorderOn(store);
    const statements = [note('book-1', 0), note('book-1', 1), note('book-2', 2)];
    const answers = await Promise.all(statements.map((statement) => post(recorder, statement)));
    const recordedAt = '2026-03-05T12:00:00.000+08:00';
    expect(answers).toEqual([0, 1, 0].map((revision) => expect.objectContaining({ revision, recordedAt })));
    const events = await store.readStream('book-1');
    expect(events.map(({ meta }) => meta.recordedAt)).toEqual([recordedAt, recordedAt]);
    await streams.discard();
    await double.close();
  });
});
