import { setTimeout as elapsed } from 'node:timers/promises';
import type { ReadStreamOptions } from '@eventstore/db-client';
import { collected, type Check, type Checks } from './observer.js';
import { attempt, failureOf, type Outcome } from './outcome.js';

/** The revisions that a read of a stream with ten events gives. */
const ofTen =
  (options: ReadStreamOptions = {}): Check =>
  async (at) =>
    at.revisions(await at.given(10), options);

/** How many events a read of a stream without any gives. */
const ofMissing =
  (options: ReadStreamOptions): Check =>
  (at) =>
    attempt(at.read(at.stream(), options), (found) => found.length);

export const readStreamChecks: Checks = {
  'readStream.missing': async (at) => {
    const steps: Outcome[] = [];
    try {
      const reading = at.client.readStream(at.stream());
      steps.push('call ok');
      await collected(reading);
      steps.push('ended');
    } catch (error) {
      steps.push(failureOf(error));
    }
    return steps;
  },
  'readStream.missing.maxCount0': ofMissing({ maxCount: 0 }),
  'readStream.missing.backwards': ofMissing({ direction: 'backwards', fromRevision: 'end' }),
  'readStream.missing.fromRevision5': ofMissing({ fromRevision: 5n }),
  'readStream.missing.emittersEvents': async (at) => {
    const emitted: string[] = [];
    const reading = at.client.readStream(at.stream());
    for (const name of ['end', 'close', 'confirmation', 'data']) reading.on(name, () => emitted.push(name));
    await new Promise<void>((resolve) => {
      reading.on('error', (error) => resolve(void emitted.push(`error:${error.constructor.name}`)));
    });
    await elapsed(50);
    return emitted;
  },
  'readStream.forwards.start': ofTen(),
  'readStream.forwards.max3': ofTen({ maxCount: 3 }),
  'readStream.forwards.from4': ofTen({ fromRevision: 4n, maxCount: 2 }),
  'readStream.forwards.from.last+1': ofTen({ fromRevision: 10n }),
  'readStream.forwards.from1000': ofTen({ fromRevision: 1000n }),
  'readStream.forwards.fromEnd': ofTen({ fromRevision: 'end' }),
  'readStream.backwards.end.max3': ofTen({ direction: 'backwards', fromRevision: 'end', maxCount: 3 }),
  'readStream.backwards.from4': ofTen({ direction: 'backwards', fromRevision: 4n, maxCount: 2 }),
  'readStream.backwards.fromStart': ofTen({ direction: 'backwards', fromRevision: 'start' }),
  'readStream.backwards.from1000': ofTen({ direction: 'backwards', fromRevision: 1000n, maxCount: 2 }),
  'readStream.backwards.default': ofTen({ direction: 'backwards' }),
  'readStream.maxCount0': ofTen({ maxCount: 0 }),
  'readStream.maxCount-1': ofTen({ maxCount: -1 }),
  'readStream.maxCount1.5': ofTen({ maxCount: 1.5 }),
  'readStream.from-1': ofTen({ fromRevision: -1n }),
  'readStream.from.uint64max': ofTen({ fromRevision: 2n ** 64n - 1n }),
  'readStream.emptyName': (at) => at.revisions(''),
  'readStream.$all': async (at) => {
    const found = await attempt(at.read('$all', { maxCount: 2 }), (all) =>
      all.every(({ event }) => event?.streamId === '$all') ? 'an ordinary stream' : 'the log',
    );
    const isMissing = (found as { readonly error?: string }).error === 'StreamNotFoundError';
    return isMissing ? 'an ordinary stream' : found;
  },
  'readStream.break.closes': async (at) => {
    const reading = at.client.readStream(await at.given(10));
    let n = 0;
    for await (const _ of reading) {
      n += 1;
      if (n === 2) break;
    }
    return { n, destroyed: reading.destroyed };
  },
  'readStream.cancel': async (at) => {
    const reading = at.client.readStream(await at.given(10));
    const log: string[] = [];
    for (const name of ['error', 'end', 'close']) reading.on(name, () => log.push(name));
    await reading.cancel();
    await elapsed(100);
    return { log, readableEnded: reading.readableEnded, destroyed: reading.destroyed };
  },
};
