import { setTimeout as elapsed } from 'node:timers/promises';
import type { AllStreamSubscription, EventStoreDBClient, StreamingRead } from '@eventstore/db-client';
import { anEvent, answerWithin, collected, type Check, type Checks } from './observer.js';
import { failureOf, ofAppend } from './outcome.js';
import { Watched } from './watched.js';

type Streaming = AllStreamSubscription | StreamingRead<unknown>;

/** So many calls the client itself takes for open. */
const openCalls = (client: EventStoreDBClient): number =>
  (Reflect.get(client, 'disposableStreams') as ReadonlySet<unknown>).size;

/** Leaves a loop after the first event. */
const breakingOut =
  (open: (client: EventStoreDBClient) => Streaming): Check =>
  async (at) => {
    const client = at.connect();
    const streaming = open(client);
    for await (const _ of streaming) break;
    await elapsed(100);
    return { destroyed: streaming.destroyed, openCallsAfter: openCalls(client) };
  };

export const openCallChecks: Checks = {
  'break.subscription.leavesCallOpen': breakingOut((client) => client.subscribeToAll({ fromPosition: 'start' })),
  'break.readAll.leavesCallOpen': breakingOut((client) => client.readAll({ fromPosition: 'start' })),
  'break.readAll.thenCancel': async (at) => {
    const client = at.connect();
    const reading = client.readAll({ fromPosition: 'start' });
    for await (const _ of reading) break;
    await reading.cancel();
    await elapsed(100);
    return { openCallsAfter: openCalls(client) };
  },
  'readAll.fullyRead.noOpenCalls': async (at) => {
    const client = at.connect();
    await collected(client.readAll({ fromPosition: 'start', maxCount: 10 }));
    await elapsed(50);
    return { openCallsAfter: openCalls(client) };
  },
  'readAll.cancelDuringForAwait': async (at) => {
    const reading = at.connect().readAll({ fromPosition: 'start' });
    let n = 0;
    const loop = (async () => {
      for await (const _ of reading) {
        n += 1;
        if (n === 5) await reading.cancel();
      }
      return 'loop ended';
    })().catch(failureOf);
    return { loop: await loop, stoppedEarly: n < 500 };
  },
  'dispose.withSubscription': async (at) => {
    const client = at.connect();
    const watched = new Watched(client.subscribeToAll({ fromPosition: 'end' }));
    await watched.said('caughtUp');
    const disposed = client.dispose().then(() => 'disposed');
    const o = await answerWithin(1_200, disposed).catch(failureOf);
    await watched.said('close');
    return { o, seq: watched.log };
  },
  'dispose.thenUse': async (at) => {
    const client = at.connect();
    await client.appendToStream(at.stream(), anEvent());
    await client.dispose();
    return { append: await ofAppend(client.appendToStream(at.stream(), anEvent())) };
  },
};
