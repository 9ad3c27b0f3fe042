import { setTimeout as elapsed } from 'node:timers/promises';
import { binaryEvent, type AppendResult, type EventData } from '@eventstore/db-client';
import { anEvent, answerWithin, CREDENTIALS, events, type Check, type Checks, type Observer } from './observer.js';
import { attempt, failureOf, type Outcome } from './outcome.js';
import { Watched } from './watched.js';

const KIB = 2 ** 10;
const MIB = 2 ** 20;

/** An event whose data have so many bytes. */
const sized = (bytes: number): EventData => binaryEvent({ type: 'B', data: new Uint8Array(bytes) });

const worksStill = async (at: Observer): Promise<unknown> => (await at.append(at.stream(), anEvent())).success;

const ofSize =
  (bytes: number): Check =>
  async (at) => ({
    answer: await at.appended(at.stream(), sized(bytes)),
    clientStillWorks: await worksStill(at),
  });

const ofSizeUnary =
  (...bytes: readonly number[]): Check =>
  async (at) => ({
    answer: await at.appended(at.stream(), bytes.map(sized), 'any', CREDENTIALS),
    clientStillWorks: await worksStill(at),
  });

const ofSizes =
  (count: number, bytes: number): Check =>
  async (at) => {
    const stream = at.stream();
    const answer = await at.appended(
      stream,
      Array.from({ length: count }, () => sized(bytes)),
    );
    return {
      answer,
      stored: await attempt(at.count(stream), (stored) => stored),
      clientStillWorks: await worksStill(at),
    };
  };

const withMetadata = (at: Observer, bytes: number, options = {}): Promise<Outcome> =>
  at.appended(
    at.stream(),
    binaryEvent({ type: 'B', data: new Uint8Array(1), metadata: new Uint8Array(bytes) }),
    'any',
    options,
  );

const withMuchMetadata =
  (bytes: number): Check =>
  async (at) => ({ answer: await withMetadata(at, bytes), clientStillWorks: await worksStill(at) });

/** By how much the greatest data of one append that are taken differ from 1 MiB. */
const greatest =
  (metadata?: Uint8Array): Check =>
  async (at) => {
    for (const over of [2, 1, 0, -1]) {
      const data = new Uint8Array(MIB + over);
      const event = binaryEvent(metadata === undefined ? { type: 'B', data } : { type: 'B', data, metadata });
      const isTaken = await at.append(at.stream(), event).then(
        ({ success }) => success,
        () => false,
      );
      if (isTaken) return { biggestDataBytesMinus1MiB: over };
    }
    return 'less';
  };

const many =
  (count: number): Check =>
  async (at) => {
    const stream = at.stream();
    const answer = await at.appended(
      stream,
      Array.from({ length: count }, () => sized(1)),
    );
    return { answer, stored: await at.count(stream) };
  };

const successOf = ({ success }: AppendResult): Outcome => ({ success });

/** Whether a stream of that name can be written and read. */
const named =
  (name: (unique: string) => string): Check =>
  async (at) => {
    const stream = name(at.stream());
    const answer = await attempt(at.append(stream, anEvent()), successOf);
    const readBack = await attempt(at.read(stream), (found) =>
      found.every(({ event }) => event?.streamId === stream) ? 'same name' : 'other name',
    );
    return { answer, readBack };
  };

const typed =
  (type: string): Check =>
  async (at) => {
    const stream = at.stream();
    const answer = await at.appended(stream, anEvent(0, { type }));
    return {
      answer,
      back: await attempt(at.read(stream), ([found]) => (found?.event?.type === type ? 'same' : 'other')),
    };
  };

const contentTyped =
  (contentType: string | undefined): Check =>
  (at) =>
    at.appended(at.stream(), { ...sized(1), contentType } as EventData);

const late =
  (deadline: number): Check =>
  (at) =>
    at.appended(at.stream(), anEvent(), 'any', { deadline });

const emptyTo = async (at: Observer, stream: string, ...expected: readonly ('any' | 'no_stream' | bigint)[]) =>
  Promise.all(expected.map((one) => at.appended(stream, [], one)));

export const limitChecks: Checks = {
  'size.single.512K': ofSize(512 * KIB),
  'size.single.1000K': ofSize(1_000 * KIB),
  'size.single.1M-200': ofSize(MIB - 200),
  'size.single.1M-100': ofSize(MIB - 100),
  'size.single.1M-40': ofSize(MIB - 40),
  'size.single.1M': ofSize(MIB),
  'size.single.1M+1': ofSize(MIB + 1),
  'size.single.2M': ofSize(2 * MIB),
  'size.single.3.5M': ofSize(3.5 * MIB),
  'size.single.4M': ofSize(4 * MIB),
  'size.single.exactLimit.search': greatest(),
  'size.single.exactLimit.withMetadata1000': greatest(new Uint8Array(1_000)),
  'size.batch.exactLimit.1KiBevents': async (at) => {
    const isTaken = async (count: number): Promise<boolean> => {
      const answer = await at.appended(
        at.stream(),
        Array.from({ length: count }, () => sized(KIB)),
      );
      return 'success' in (answer as object);
    };
    return { biggestBatch: (await isTaken(KIB)) && !(await isTaken(KIB + 1)) ? KIB : 'another' };
  },
  'size.batch.2x600K': ofSizes(2, 600 * KIB),
  'size.batch.100x10K': ofSizes(100, 10 * KIB),
  'size.batch.110x10K': ofSizes(110, 10 * KIB),
  'size.batch.4x1M': ofSizes(4, MIB),
  'size.batch.1000x10K': ofSizes(1_000, 10 * KIB),
  'size.appendRpc.2M': ofSizeUnary(2 * MIB),
  'size.appendRpc.batch2x600K': ofSizeUnary(600 * KIB, 600 * KIB),
  'size.metadata.900K': (at) => withMetadata(at, 900 * KIB),
  'size.metadata.1.1M': (at) => withMetadata(at, 1.1 * MIB),
  'size.metadata.2M': withMuchMetadata(2 * MIB),
  'size.metadata.3M': withMuchMetadata(3 * MIB),
  'size.metadata.10M': withMuchMetadata(10 * MIB),
  'size.metadata.2M.appendRpc': (at) => withMetadata(at, 2 * MIB, CREDENTIALS),
  // Less than 1 Mi characters, more bytes.
  'size.json.counts.utf8Bytes': (at) =>
    at.appended(at.stream(), anEvent(0, { data: { text: '痕'.repeat(400 * KIB) } })),

  'batch.count.1000': many(1_000),
  'batch.count.5000': many(5_000),
  'batch.count.16000': many(16_000),
  'batch.empty.any.newStream': async (at) => {
    const stream = at.stream();
    return { answer: await at.appended(stream, []), read: await at.revisions(stream) };
  },
  'batch.empty.no_stream.newStream': async (at) => {
    const stream = at.stream();
    const answer = await at.appended(stream, [], 'no_stream');
    const read = await at.revisions(stream);
    return { answer, read, appendAfter: await at.appended(stream, anEvent(), 'no_stream') };
  },
  'batch.empty.existing.any': async (at) => {
    const stream = await at.given(3);
    const [any, exact, wrong, low, none] = await emptyTo(at, stream, 'any', 2n, 7n, 0n, 'no_stream');
    return { any, exact, wrong, low, no_stream: none, stored: await at.count(stream) };
  },
  'batch.empty.appendRpc': async (at) => ({
    any: await at.appended(await at.given(3), [], 'any', CREDENTIALS),
    newStream: await at.appended(at.stream(), [], 'any', CREDENTIALS),
  }),

  'streamName.len100': named((unique) => unique.padEnd(100, 'x')),
  'streamName.len1000': named((unique) => unique.padEnd(1_000, 'x')),
  'streamName.len10k': named((unique) => unique.padEnd(10_000, 'x')),
  'streamName.len100k': named((unique) => unique.padEnd(100_000, 'x')),
  'streamName.len1M': named((unique) => unique.padEnd(1_000_000, 'x')),
  'streamName.space': named((unique) => `${unique} with space`),
  'streamName.slash': named((unique) => `${unique}/a/b`),
  'streamName.unicode': named((unique) => `${unique}-留痕-😀`),
  'streamName.newline': named((unique) => `${unique}\nx`),
  'streamName.nul': named((unique) => `${unique}\0x`),
  'streamName.leading$': named((unique) => `$${unique}`),
  'streamName.leading$$': named((unique) => `$$${unique}`),
  'streamName.leading$$$': named((unique) => `$$$${unique}`),
  'streamName.at': named((unique) => `0@${unique}`),
  'streamName.empty': named(() => ''),
  'streamName.blank': named(() => ' '),
  'streamName.$all': named(() => '$all'),
  'streamName.loneSurrogate': named((unique) => `${unique}\ud800`),
  'streamName.caseSensitive': async (at) => {
    const stream = await at.given(1, 'case');
    return at.appended(stream.toUpperCase(), anEvent(), 'no_stream');
  },
  'streamName.unicodeNormalisation': async (at) => {
    const stream = at.stream();
    await at.append(`${stream}é`, anEvent(), 'no_stream');
    return at.appended(`${stream}é`.normalize('NFD'), anEvent(), 'no_stream');
  },

  'eventType.blank': typed(' '),
  'eventType.$custom': typed('$custom'),
  'eventType.len1000': typed('x'.repeat(1_000)),
  'eventType.len100k': typed('x'.repeat(100_000)),
  'eventType.unicode': typed('留痕😀'),
  'eventType.$metadata': typed('$metadata'),
  'eventType.$streamDeleted': typed('$streamDeleted'),
  'eventType.$>': typed('$>'),
  'eventType.newline': typed('a\nb'),
  'eventType.nul': typed('a\0b'),
  'contentType.other': contentTyped('text/plain'),
  'contentType.missing': contentTyped(undefined),

  'deadline.0': late(0),
  'deadline.negative': late(-1_000),
  'concurrentStreams.100reads': async (at) => {
    const stream = await at.given(1);
    const counts = await Promise.all(events(300).map(() => at.count(stream)));
    return { ok: counts.filter((count) => count === 1).length, of: counts.length };
  },
  'concurrentStreams.100openSubscriptions': async (at) => {
    // Clients with the same settings share a connection; this one has its own, with one call of BatchAppend.
    const client = at.connect('&keepAliveInterval=20000');
    await client.appendToStream(at.stream(), anEvent());
    const subscriptions = events(150).map(() => new Watched(client.subscribeToAll({ fromPosition: 'end' })));
    const confirmed = () => subscriptions.filter(({ log }) => log.includes('confirmation')).length;
    while (confirmed() < 99) await elapsed(10);
    // More would be confirmed by then.
    await elapsed(200);
    const append = client.appendToStream(at.stream(), anEvent(), CREDENTIALS);
    const canStillAppend = await answerWithin(300, append).catch(failureOf);
    const confirmedOf150 = confirmed();
    await Promise.all(subscriptions.map(({ subscription }) => subscription.unsubscribe()));
    return { confirmedOf150, canStillAppend };
  },
  'wedge.tooBig': async (at) => afterRefusal(at, sized(2 * MIB)),
  'wedge.deadlineNegative': async (at) => ({
    first: await at.appended(at.stream(), anEvent(), 'any', { deadline: -1_000 }),
    ...(await goesOn(at)),
  }),
  'wedge.wrongVersion': async (at) => ({
    first: await at.appended(at.stream(), anEvent(), 5n),
    ...(await goesOn(at)),
  }),
  'wedge.emptyStreamName': async (at) => ({ first: await at.appended('', anEvent()), ...(await goesOn(at)) }),
};

const afterRefusal = async (at: Observer, event: EventData): Promise<Outcome> => ({
  first: await at.appended(at.stream(), event),
  ...(await goesOn(at)),
});

/** A second answer to what was refused would come by then, and break the client. */
async function goesOn(at: Observer): Promise<Readonly<Record<string, unknown>>> {
  const appendRightAfter = await worksStill(at);
  await elapsed(50);
  return { appendRightAfter, append5sLater: await worksStill(at) };
}
