import type {
  AppendExpectedRevision,
  DeleteResult,
  DeleteStreamOptions,
  TombstoneStreamOptions,
} from '@eventstore/db-client';
import { anEvent, CREDENTIALS, events, type Check, type Checks, type Observer } from './observer.js';
import { attempt, ofAppend, plain, type Outcome } from './outcome.js';

const BACKWARDS = { direction: 'backwards', fromRevision: 'end' } as const;

const deletionOf = (deleted: Promise<DeleteResult>): Promise<Outcome> =>
  attempt(deleted, (result) => ({
    position: result.position === undefined ? 'undefined' : 'present',
    keys: Object.keys(result),
  }));

const deleted = (at: Observer, stream: string, options: DeleteStreamOptions = {}): Promise<Outcome> =>
  deletionOf(at.client.deleteStream(stream, options));

const tombstoned = (at: Observer, stream: string, options: TombstoneStreamOptions = {}): Promise<Outcome> =>
  deletionOf(at.client.tombstoneStream(stream, options));

/** Deletes a stream of three events, and reads it after that. */
const deletingThree =
  (options: DeleteStreamOptions): Check =>
  async (at) => {
    const stream = await at.given(3);
    return { answer: await deleted(at, stream, options), read: await at.revisions(stream) };
  };

/** Appends to a stream of three events that was deleted. */
const appendingAfter =
  (expected: AppendExpectedRevision): Check =>
  async (at) => {
    const stream = await at.given(3);
    await at.client.deleteStream(stream);
    const answer = await at.appended(stream, anEvent(), expected);
    const meta = await attempt(at.client.getStreamMetadata(stream), ({ metadata, metastreamRevision = 0n }) => ({
      metadata,
      // What the client calls the revision of the metadata is their position.
      revIsAPosition: metastreamRevision > 1_000n,
    }));
    return { answer, read: await at.revisions(stream), meta };
  };

/** Sends an append again when its stream has been deleted. */
const retryingAfter =
  (given: number, count: number, expected: AppendExpectedRevision): Check =>
  async (at) => {
    const [stream, same] = [given === 0 ? at.stream() : await at.given(given), events(count)];
    await at.append(stream, same, expected);
    await at.client.deleteStream(stream);
    return { answer: await at.appended(stream, same, expected), read: await at.revisions(stream) };
  };

export const deleteChecks: Checks = {
  'delete.missing.any': (at) => deleted(at, at.stream()),
  'delete.missing.noStream': (at) => deleted(at, at.stream(), { expectedRevision: 'no_stream' }),
  'delete.existing.any': async (at) => {
    const stream = await at.given(3);
    const answer = await deleted(at, stream);
    return { answer, read: await at.revisions(stream), readBackwards: await at.revisions(stream, BACKWARDS) };
  },
  'delete.existing.exact.right': async (at) => deleted(at, await at.given(3), { expectedRevision: 2n }),
  'delete.existing.exact.wrong': deletingThree({ expectedRevision: 0n }),
  // The client cannot send it, though its types say so.
  'delete.existing.stream_exists': deletingThree({ expectedRevision: 'stream_exists' as unknown as bigint }),
  'delete.existing.no_stream': deletingThree({ expectedRevision: 'no_stream' }),
  'delete.twice': async (at) => {
    const stream = await at.given(3);
    await at.client.deleteStream(stream);
    return deleted(at, stream);
  },
  'delete.thenAppend.any': appendingAfter('any'),
  'delete.thenAppend.no_stream': appendingAfter('no_stream'),
  'delete.thenAppend.stream_exists': appendingAfter('stream_exists'),
  'delete.thenAppend.exactLast': appendingAfter(2n),
  'delete.thenAppend.exact0': appendingAfter(0n),
  'delete.thenRetryOldAppend.no_stream': retryingAfter(0, 3, 'no_stream'),
  'delete.thenRetryOldAppend.any': retryingAfter(0, 3, 'any'),
  'delete.thenRetryLast.exact1': retryingAfter(2, 1, 1n),
  'delete.thenReadAll': async (at) => {
    const stream = at.stream();
    const fromPosition = await at.positionAfter(stream, events(3));
    await at.client.deleteStream(stream);
    const names = new Map([
      [stream, 'stream'],
      [`$$${stream}`, '$$stream'],
    ]);
    return (await at.readAll({ fromPosition, maxCount: 10 })).map(({ event }) => {
      const isMetadata = event?.type === '$metadata';
      return [names.get(event?.streamId ?? '') ?? 'other', event?.type, isMetadata ? plain(event.data) : null];
    });
  },
  'delete.recreate.revisionsContinue.readFrom0': async (at) => {
    const stream = await at.given(3);
    await at.client.deleteStream(stream);
    await at.append(stream, events(2), 'no_stream');
    return {
      all: await at.revisions(stream),
      from0: await at.revisions(stream, { fromRevision: 0n }),
      backwards: await at.revisions(stream, BACKWARDS),
      from0max1: await at.revisions(stream, { fromRevision: 0n, maxCount: 1 }),
      from1max1: await at.revisions(stream, { fromRevision: 1n, maxCount: 1 }),
    };
  },

  'tombstone.existing': async (at) => {
    const stream = await at.given(3);
    return {
      answer: await tombstoned(at, stream),
      read: await at.revisions(stream),
      append: await at.appended(stream, anEvent()),
      appendNoStream: await at.appended(stream, anEvent(), 'no_stream'),
      appendExact: await at.appended(stream, anEvent(), 2n),
      deleteAgain: await deleted(at, stream),
      tombAgain: await tombstoned(at, stream),
    };
  },
  'tombstone.thenRetryOldAppend': async (at) => {
    const [stream, three] = [at.stream(), events(3)];
    await at.append(stream, three, 'no_stream');
    await at.client.tombstoneStream(stream);
    return { no_stream: await at.appended(stream, three, 'no_stream'), any: await at.appended(stream, three, 'any') };
  },
  'tombstone.missing': async (at) => {
    const stream = at.stream();
    const answer = await tombstoned(at, stream);
    return { answer, read: await at.revisions(stream), append: await at.appended(stream, anEvent()) };
  },
  'tombstone.afterSoftDelete': async (at) => {
    const stream = await at.given(3);
    await at.client.deleteStream(stream);
    return { answer: await tombstoned(at, stream), append: await at.appended(stream, anEvent()) };
  },
  'tombstone.appendRpc': async (at) => {
    const stream = await at.given(3);
    await at.client.tombstoneStream(stream);
    return at.appended(stream, anEvent(), 'any', CREDENTIALS);
  },
  'tombstone.readAllShows': async (at) => {
    const stream = at.stream();
    const fromPosition = await at.positionAfter(stream, events(2));
    await at.client.tombstoneStream(stream);
    return (await at.readAll({ fromPosition, maxCount: 10 })).map(({ event }) => [
      event?.streamId === stream ? 'stream' : 'other',
      event?.type,
      plain(event?.revision),
      plain(event?.data),
    ]);
  },
  'tombstone.metadata': async (at) => {
    const stream = await at.given(2);
    await at.client.tombstoneStream(stream);
    const get = await attempt(at.client.getStreamMetadata(stream), plain);
    return { get, set: await ofAppend(at.client.setStreamMetadata(stream, { maxCount: 1 })) };
  },
};
