import { setTimeout as elapsed } from 'node:timers/promises';
import { streamNameFilter, type SubscribeToAllOptions } from '@eventstore/db-client';
import { anEvent, events, type Checks, type Observer } from './observer.js';
import { failureOf, type Outcome } from './outcome.js';
import { seeded } from './seeded.js';
import { ofSeeded, saidOf, Watched, watching } from './watched.js';

async function startsWithFirst(at: Observer, fromPosition: SubscribeToAllOptions['fromPosition']) {
  const [first] = await at.readAll({ maxCount: 1 });
  const watched = watching(at, fromPosition === undefined ? {} : { fromPosition });
  await watched.until((log) => log.some((said) => said.startsWith('ev')));
  await watched.unsubscribed();
  return { first, isFirst: watched.found[0]?.event?.id === first?.event?.id };
}

async function lostAfterConfirmation(at: Observer): Promise<Outcome> {
  let lost = 0;
  for (let n = 0; n < 20; n += 1) {
    const watched = watching(at, { fromPosition: 'end' });
    await watched.said('confirmation');
    await at.append(at.stream(), anEvent(n));
    const found = watched.said(`ev${n}`).then(() => true);
    if (!(await Promise.race([found, elapsed(2_000, false)]))) lost += 1;
    await watched.unsubscribed();
  }
  return { lostOf20: lost };
}

export const subscriptionChecks: Checks = {
  'all.fromPosition.exclusive': saidOf((given) => ({ fromPosition: given.at(3) })),
  'all.fromPosition.filtered.exclusive': saidOf((given) => ({ fromPosition: given.at(3), filter: ofSeeded(given) })),
  'all.fromPosition.filtered.onSkippedEvent': saidOf((given) => ({
    fromPosition: given.at(4),
    filter: streamNameFilter({ prefixes: [given.odd] }),
  })),
  'all.start.includesFirst': async (at) => {
    const { first, isFirst } = await startsWithFirst(at, 'start');
    return { firstIsFirstOfAll: isFirst, firstIsSystem: first?.event?.type.startsWith('$') };
  },
  'all.end.onlyNew': async (at) => {
    const watched = watching(at, { fromPosition: 'end' });
    await watched.said('caughtUp');
    await at.append(at.stream(), anEvent(100));
    await at.append(at.stream(), anEvent(101));
    await watched.said('ev101');
    return watched.unsubscribed();
  },
  'all.end.afterConfirmationNoLoss': lostAfterConfirmation,
  'all.position.notOnBoundary': async (at) => {
    const { commit } = (await seeded(at)).at(3);
    const watched = watching(at, { fromPosition: { commit: commit + 1n, prepare: commit + 1n } });
    await watched.until((log) => log.length > 0);
    return { head: watched.log, error: failureOf(watched.error) };
  },
  'all.position.farBeyond': async (at) => {
    const watched = watching(at, { fromPosition: { commit: 10n ** 15n, prepare: 10n ** 15n } });
    await watched.said('caughtUp');
    await at.append(at.stream(), anEvent(102));
    await watched.said('ev102');
    return { head: await watched.unsubscribed(), error: `${watched.error}` };
  },
  'all.position.zero': async (at) => ({
    firstIncluded: (await startsWithFirst(at, { commit: 0n, prepare: 0n })).isFirst,
  }),
  'caughtUp.liveOrder': async (at) => {
    const given = await seeded(at);
    const watched = watching(at, { fromPosition: given.at(7), filter: ofSeeded(given) });
    await watched.said('caughtUp');
    await at.append(given.even, anEvent(103));
    await watched.said('ev103');
    const log = await watched.unsubscribed();
    return {
      confirmationFirst: log[0],
      caughtUpCount: log.filter((said) => said === 'caughtUp').length,
      ev103AfterCaughtUp: log.indexOf('ev103') > log.indexOf('caughtUp'),
    };
  },
  'subscription.id': async (at) => {
    const watched = watching(at, { fromPosition: 'end' });
    await watched.said('confirmation');
    const { id } = watched.subscription;
    await watched.unsubscribed();
    return { id: typeof id, len: id?.length };
  },
  'event.fields.inSubscription': async (at) => {
    const watched = watching(at, { fromPosition: (await seeded(at)).at(3) });
    await watched.said('ev4');
    await watched.unsubscribed();
    const [resolved] = watched.found;
    const isSame = resolved?.commitPosition === resolved?.event?.position?.commit;
    return { keys: Object.keys(resolved ?? {}), commitPositionEqualsPosition: isSame };
  },

  'subscribeToStream.missingThenCreated': async (at) => {
    const stream = at.stream();
    const watched = new Watched(at.client.subscribeToStream(stream));
    await watched.said('confirmation');
    await at.append(stream, anEvent(1));
    await watched.said('ev1', 'caughtUp');
    return watched.unsubscribed();
  },
  'subscribeToStream.fromRevision.exclusive': async (at) => {
    const watched = new Watched(at.client.subscribeToStream(await at.given(5), { fromRevision: 2n }));
    await watched.said('caughtUp');
    return watched.unsubscribed();
  },
  'subscribeToStream.tombstonedWhileOpen': async (at) => {
    const stream = await at.given(2);
    const watched = new Watched(at.client.subscribeToStream(stream));
    await watched.said('caughtUp');
    await at.client.tombstoneStream(stream);
    await watched.until((log) => log.some((said) => said.startsWith('error')));
    return { seq: watched.log, error: failureOf(watched.error) };
  },
  'two.subscriptions.oneClient': async (at) => {
    const given = await seeded(at);
    const both = [3, 5].map((n) => watching(at, { fromPosition: given.at(n), filter: ofSeeded(given) }));
    await Promise.all(both.map((watched) => watched.said('caughtUp')));
    await at.append(given.even, anEvent(100));
    await Promise.all(both.map((watched) => watched.said('ev100')));
    await Promise.all(both.map((watched) => watched.unsubscribed()));
    return both.map(({ numbers }) => numbers.slice(0, 3));
  },
  'latency.live': async (at) => {
    const watched = watching(at, { fromPosition: 'end' });
    await watched.said('caughtUp');
    const stream = at.stream();
    for (const event of events(100)) await at.append(stream, event);
    await watched.said('ev99');
    await watched.unsubscribed();
    return { all100Arrived: watched.numbers.length === 100 };
  },
  'noFilter.checkpointNever': async (at) => {
    const watched = watching(at, { fromPosition: (await seeded(at)).at(0) });
    await watched.said('caughtUp');
    const kinds = (await watched.unsubscribed()).map((said) => (said.startsWith('ev') ? 'event' : said));
    return { kinds: [...new Set(kinds)] };
  },
};
