import { setTimeout as elapsed } from 'node:timers/promises';
import type { StreamMetadata } from '@eventstore/db-client';
import { anEvent, events, type Checks, type Observer } from './observer.js';
import { attempt, ofAppend, plain } from './outcome.js';

/** A stream of five events with metadata. */
async function described(at: Observer, metadata: StreamMetadata): Promise<string> {
  const stream = await at.given(5);
  await at.client.setStreamMetadata(stream, metadata);
  return stream;
}

export const ageChecks: Checks = {
  'maxAge.1s': async (at) => {
    const stream = await at.given(2);
    await at.client.setStreamMetadata(stream, { maxAge: 1 });
    const now = await at.revisions(stream);
    await elapsed(2_200);
    await at.append(stream, anEvent());
    return { now, after2s: await at.revisions(stream) };
  },
};

export const metadataChecks: Checks = {
  'maxCount.2': async (at) => {
    const stream = await at.given(5);
    return {
      set: await ofAppend(at.client.setStreamMetadata(stream, { maxCount: 2 })),
      read: await at.revisions(stream),
      from0: await at.revisions(stream, { fromRevision: 0n }),
      from0max2: await at.revisions(stream, { fromRevision: 0n, maxCount: 2 }),
      backwards: await at.revisions(stream, { direction: 'backwards', fromRevision: 'end' }),
      append: await at.appended(stream, anEvent(), 4n),
      readAfter: await at.revisions(stream),
    };
  },
  'maxCount.readAllStillShows': async (at) => {
    const stream = at.stream();
    const fromPosition = await at.positionAfter(stream, anEvent());
    await at.append(stream, events(4));
    await at.client.setStreamMetadata(stream, { maxCount: 1 });
    return (await at.readAll({ fromPosition })).filter(({ event }) => event?.streamId === stream).length;
  },
  'maxCount.retryTruncated': async (at) => {
    const [stream, two] = [at.stream(), events(2)];
    await at.append(stream, two, 'no_stream');
    await at.append(stream, events(5), 1n);
    await at.client.setStreamMetadata(stream, { maxCount: 1 });
    return {
      no_stream: await at.appended(stream, two, 'no_stream'),
      any: await at.appended(stream, two, 'any'),
      read: await at.revisions(stream),
    };
  },
  'truncateBefore.3': async (at) => {
    const stream = await described(at, { truncateBefore: 3 });
    return {
      read: await at.revisions(stream),
      from0: await at.revisions(stream, { fromRevision: 0n }),
      from0max1: await at.revisions(stream, { fromRevision: 0n, maxCount: 1 }),
      append_no_stream: await at.appended(stream, anEvent(), 'no_stream'),
    };
  },
  'truncateBefore.all': async (at) => {
    const stream = await described(at, { truncateBefore: 5 });
    return {
      read: await at.revisions(stream),
      append_no_stream: await at.appended(stream, anEvent(), 'no_stream'),
      append_exact4: await at.appended(stream, anEvent(), 4n),
    };
  },
  'metadata.get.none': (at) => attempt(at.client.getStreamMetadata(at.stream()), plain),
  'metadata.roundtrip.custom': async (at) => {
    const stream = at.stream();
    await at.client.setStreamMetadata(stream, { maxCount: 5, custom: 'x' });
    return attempt(at.client.getStreamMetadata(stream), ({ metadata, metastreamRevision }) => ({
      metadata,
      revisionIsReally0: metastreamRevision === 0n,
    }));
  },
  'metadata.wrongExpected': async (at) => {
    const stream = at.stream();
    await at.client.setStreamMetadata(stream, { maxCount: 5 });
    return ofAppend(at.client.setStreamMetadata(stream, { maxCount: 6 }, { expectedRevision: 'no_stream' }));
  },
  'metadata.streamItself.missing': async (at) => {
    const stream = at.stream();
    await at.client.setStreamMetadata(stream, { maxCount: 5 });
    return { read: await at.revisions(stream), append_no_stream: await at.appended(stream, anEvent(), 'no_stream') };
  },
};
