import { setTimeout as elapsed } from 'node:timers/promises';
import { events, type Checks, type Observer } from './observer.js';
import { failureOf } from './outcome.js';
import { seeded } from './seeded.js';
import { ofSeeded, watching } from './watched.js';

/** What a `for await` over a subscription comes to when something is done to it. */
async function looped(at: Observer, end: (subscription: ReturnType<Observer['client']['subscribeToAll']>) => unknown) {
  const given = await seeded(at);
  await at.append(given.even, events(24));
  const subscription = at.client.subscribeToAll({ fromPosition: given.at(3), filter: ofSeeded(given) });
  let n = 0;
  const loop = (async () => {
    for await (const _ of subscription) n += 1;
    return 'loop ended';
  })().catch(failureOf);
  await new Promise((resolve) => subscription.once('caughtUp', resolve));
  await elapsed(20);
  await end(subscription);
  return { loop: await loop, n };
}

export const unsubscribeChecks: Checks = {
  'unsubscribe.emits': async (at) => {
    const watched = watching(at, { fromPosition: 'end' });
    await watched.said('caughtUp');
    const seq = await watched.unsubscribed();
    const { destroyed, readableEnded } = watched.subscription;
    return { seq, destroyed, readableEnded };
  },
  'unsubscribe.forAwaitEnds': (at) => looped(at, (subscription) => subscription.unsubscribe()),
  'destroy.forAwaitEnds': (at) => looped(at, (subscription) => subscription.destroy()),
};
