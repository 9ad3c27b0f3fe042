import { binaryEvent, type EventData } from '@eventstore/db-client';
import { anEvent, CREDENTIALS, type Check, type Checks, type Observer } from './observer.js';
import { attempt, type Outcome } from './outcome.js';

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

export const sizeChecks: Checks = {
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
};
