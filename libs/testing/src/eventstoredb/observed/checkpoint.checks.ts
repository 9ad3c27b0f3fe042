import { setTimeout as elapsed } from 'node:timers/promises';
import { streamNameFilter } from '@eventstore/db-client';
import { events, type Check, type Checks, type Observer, type Position } from './observer.js';
import { failureOf, type Outcome } from './outcome.js';
import { amongThousand, Followed, type Steps } from './among-others.js';
import { Watched } from './watched.js';

const catchingUp =
  (steps: Steps): Check =>
  async (at) => {
    const followed = await amongThousand(at);
    const all = await followed.positions();
    const watched = followed.watch(steps);
    await watched.said('caughtUp');
    await watched.unsubscribed();
    const { checkpoints } = followed;
    const indexes = checkpoints.map(({ commit }) => all.indexOf(commit));
    return {
      n: checkpoints.length,
      indexes: indexes.slice(0, 5),
      last: indexes.at(-1),
      total: all.length - 1,
      onEventBoundary: !indexes.includes(-1),
      prepareEqCommit: checkpoints.every(({ commit, prepare }) => commit === prepare),
      lastEqualsLastMatching: checkpoints.at(-1)?.commit === all.at(-1),
    };
  };

const refusedBy =
  (steps: Steps): Check =>
  async (at) => {
    try {
      at.client.subscribeToAll({ filter: streamNameFilter({ prefixes: ['any'], ...steps }) });
      return 'accepted';
    } catch (error) {
      return failureOf(error);
    }
  };

/** How far checkpoints are ahead of what a slow consumer has done. */
async function runningAhead(at: Observer): Promise<number> {
  const followed = await Followed.begin(at);
  for (let n = 0; n < 3; n += 1) await at.append(followed.stream, events(100));
  const all = await followed.positions();
  let done = 0;
  let ahead = 0;
  const subscription = at.client.subscribeToAll({
    fromPosition: followed.from,
    filter: streamNameFilter({
      prefixes: [followed.stream],
      checkpointReached: (_, { commit }) => void (ahead = Math.max(ahead, all.indexOf(commit) - done)),
    }),
  });
  for await (const { event } of subscription) {
    await elapsed(1);
    done = all.indexOf(event?.position?.commit ?? 0n);
    if (done >= 250) break;
  }
  await subscription.unsubscribe();
  return ahead;
}

export const checkpointChecks: Checks = {
  'checkpoint.catchup.interval1.default': catchingUp({}),
  'checkpoint.catchup.interval1.window10': catchingUp({ maxSearchWindow: 10 }),
  'checkpoint.catchup.interval5.window10': catchingUp({ maxSearchWindow: 10, checkpointInterval: 5 }),
  'checkpoint.catchup.interval1.window1': catchingUp({ maxSearchWindow: 1 }),
  'checkpoint.interval0': refusedBy({ checkpointInterval: 0 }),
  'checkpoint.window0': refusedBy({ maxSearchWindow: 0 }),
  'checkpoint.resumeFromCheckpoint.noLossNoDup': async (at) => {
    const followed = await amongThousand(at);
    const first = followed.watch();
    await first.said('caughtUp');
    await first.unsubscribed();
    const middle = followed.checkpoints[Math.floor(followed.checkpoints.length / 2)];
    const second = followed.watch(middle === undefined ? {} : { from: middle });
    await second.said('caughtUp');
    await second.unsubscribed();
    return { events: second.numbers, error: `${second.error}` };
  },
  'checkpoint.live.500noise': async (at) => {
    const followed = await amongThousand(at);
    const watched = followed.watch();
    await watched.said('caughtUp');
    const duringCatchup = followed.checkpoints.length;
    await followed.noise(500, 10);
    await followed.checkpointsUntil(duringCatchup + 15);
    await watched.unsubscribed();
    const liveFor500 = followed.checkpoints.length - duringCatchup;
    return { duringCatchup, liveFor500, live: '1 per N events', events: watched.numbers };
  },
  'checkpoint.live.singleSlow': async (at) => {
    const followed = await Followed.begin(at);
    const watched = followed.watch();
    await watched.said('caughtUp');
    await followed.noise(64, 1);
    await followed.checkpointsUntil(2);
    await watched.unsubscribed();
    return { liveFor64singles: followed.checkpoints.length };
  },
  'checkpoint.allMatching.stillFires': async (at) => {
    const followed = await Followed.begin(at);
    for (let n = 0; n < 10; n += 1) await at.append(followed.stream, events(100));
    const watched = followed.watch();
    await watched.said('caughtUp');
    await watched.unsubscribed();
    const found = watched.found.map(({ event }) => event?.position?.commit);
    const cpEqualsSomeEvent = followed.checkpoints.every(({ commit }) => found.includes(commit));
    return { events: found.length, checkpoints: followed.checkpoints.length, cpEqualsSomeEvent };
  },
  'checkpoint.order.vsEvents': async (at) => {
    const followed = await Followed.begin(at);
    for (let n = 0; n < 5; n += 1) await at.append(followed.stream, events(40));
    let [early, last, count] = [0, 0n, 0];
    const filter = streamNameFilter({
      prefixes: [followed.stream],
      checkpointReached: (_, { commit }) => {
        count += 1;
        if (commit > last) early += 1;
      },
    });
    const subscription = at.client.subscribeToAll({ fromPosition: followed.from, filter });
    subscription.on('data', ({ event }) => (last = event?.position?.commit ?? last));
    await new Watched(subscription).said('caughtUp');
    await subscription.unsubscribe();
    return { checkpointsSeenBeforeTheirEvent: early, checkpoints: count };
  },
  'checkpoint.slowConsumer.runsAhead': async (at) => {
    const ahead = await runningAhead(at);
    return { checkpointsAheadOfProcessed: ahead > 0, maxEventsAheadOver10: ahead > 10 };
  },
  'checkpoint.runsAhead.by': async (at) => ({ ahead: (await runningAhead(at)) > 0 }),
  'checkpoint.asyncHandlerBlocksEvents': async (at) => {
    const followed = await Followed.begin(at);
    for (let n = 0; n < 2; n += 1) await at.append(followed.stream, events(100));
    let [seen, during] = [0, 0];
    const filter = streamNameFilter({
      prefixes: [followed.stream],
      checkpointReached: async () => {
        const before = seen;
        await elapsed(20);
        during += seen - before;
      },
    });
    const subscription = at.client.subscribeToAll({ fromPosition: followed.from, filter });
    subscription.on('data', () => (seen += 1));
    await new Watched(subscription).said('caughtUp');
    await subscription.unsubscribe();
    return { eventsDuringHandlerAtMost16: during <= 16 * 7, total: seen };
  },
  'checkpoint.prepareVsCommit': async (at) => {
    const followed = await Followed.begin(at);
    await followed.noise(200);
    const watched = followed.watch();
    await watched.said('caughtUp');
    const count = followed.checkpoints.length;
    await followed.noise(200, 20);
    await followed.checkpointsUntil(count + 6);
    await watched.unsubscribed();
    const told = (checkpoints: readonly Position[]): Outcome => ({
      n: checkpoints.length,
      prepareIs0: checkpoints.filter(({ prepare }) => prepare === 0n).length,
      prepareEqCommit: checkpoints.filter(({ commit, prepare }) => prepare === commit).length,
    });
    return { catchup: told(followed.checkpoints.slice(0, count)), live: told(followed.checkpoints.slice(count)) };
  },
  'checkpoint.tailNotReported': async (at) => {
    const followed = await Followed.begin(at);
    await followed.noise(100);
    const all = await followed.positions();
    const watched = followed.watch();
    await watched.said('caughtUp');
    const log = await watched.unsubscribed();
    const indexes = followed.checkpoints.map(({ commit }) => all.indexOf(commit));
    return {
      caughtUp: log.includes('caughtUp'),
      checkpointAtCaughtUp: indexes.includes(all.length - 1),
      eventsBehindHeadAtLastCheckpoint: all.length - 1 - (indexes.at(-1) ?? 0),
    };
  },
};
