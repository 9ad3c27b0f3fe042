import { setTimeout as elapsed } from 'node:timers/promises';
import { jsonEvent, streamNameFilter, TimeoutError, type EventData } from '@eventstore/db-client';
import { numberOf, type Check, type Checks, type Observer, type Position } from './observer.js';
import { failureOf, type Outcome } from './outcome.js';
import { Watched, watching } from './watched.js';

const EVENT_BYTES = 380;

const burst = (count: number): EventData[] =>
  Array.from({ length: count }, (_, n) => jsonEvent({ type: 'T', data: { n, pad: 'x'.repeat(EVENT_BYTES - 20) } }));

/** One append of so many events, as a live subscription sees it that takes a while for each. */
const burstOf =
  (count: number, eachMs: number, isFiltered = false): Check =>
  async (at) => {
    const stream = at.stream();
    const filter = isFiltered ? { filter: streamNameFilter({ prefixes: [stream] }) } : {};
    const subscription = at.client.subscribeToAll({ fromPosition: 'end', ...filter });
    const seen: unknown[] = [];
    let failure: unknown;
    const consuming = (async () => {
      for await (const resolved of subscription) {
        seen.push(numberOf(resolved));
        if (eachMs > 0) await elapsed(eachMs);
        if (seen.length === count) break;
      }
    })().catch((error: unknown) => (failure = error));
    await new Promise((resolve) => subscription.once('caughtUp', resolve));
    await at.append(stream, burst(count));
    await consuming;
    await subscription.unsubscribe();
    const gaps = seen.filter((n, index) => n !== index).length;
    const error = failure === undefined ? null : failureOf(failure);
    return { allDelivered: seen.length === count, gaps, fellBehind: 0, error };
  };

/** Whether a subscription outlives a burst of so many. */
async function outlives(at: Observer, count: number): Promise<boolean> {
  const watched = watching(at, { fromPosition: 'end' });
  await watched.said('caughtUp');
  await at.append(at.stream(), burst(count));
  await watched.until((log) => log.includes(`ev${count - 1}`) || watched.error !== undefined);
  await (watched.error === undefined ? watched.unsubscribed() : undefined);
  return watched.error === undefined;
}

async function times(count: number, isSo: () => Promise<boolean>): Promise<number> {
  let so = 0;
  for (let n = 0; n < count; n += 1) if (await isSo()) so += 1;
  return so;
}

/** Subscribes again from the last position at each drop, until all events are there. */
async function resubscribing(at: Observer): Promise<Outcome> {
  const stream = at.stream();
  const filter = streamNameFilter({ prefixes: [stream] });
  const seen: unknown[] = [];
  let drops = 0;
  let from: Position | 'end' = 'end';
  let watched = watching(at, { fromPosition: from, filter });
  await watched.said('caughtUp');
  const batches = [burst(300), burst(100), burst(300)];
  for (const batch of batches) await at.append(stream, batch);
  const total = batches.flat().length;
  while (seen.length < total) {
    await watched.until(
      (log) => watched.error !== undefined || log.filter((said) => said.startsWith('ev')).length >= total - seen.length,
    );
    seen.push(...watched.numbers);
    from = watched.found.at(-1)?.event?.position ?? from;
    if (!(watched.error instanceof TimeoutError)) break;
    drops += 1;
    watched = watching(at, { fromPosition: from, filter });
  }
  await watched.unsubscribed();
  const expected = batches.flatMap((batch) => batch.map((_, n) => n));
  const gaps = expected.filter((n, index) => seen[index] !== n).length;
  return { received: seen.length === total, gaps, dropsHappened: drops > 0 };
}

export const burstChecks: Checks = {
  'burst.slow.20x380B.1msPerEvent': burstOf(20, 1),
  'burst.slow.50x380B.1msPerEvent': burstOf(50, 1),
  'burst.slow.100x380B.1msPerEvent': burstOf(100, 1),
  'burst.slow.500x380B.1msPerEvent': burstOf(500, 1),
  'burst.slow.2000x380B.1msPerEvent': burstOf(2_000, 1),
  'burst.fast.2000x380B.0msPerEvent': burstOf(2_000, 0),
  'burst.slow.filtered.100x380B.1msPerEvent': burstOf(100, 1, true),
  'burst.slow.filtered.500x380B.1msPerEvent': burstOf(500, 1, true),
  'burst.slow.filtered.2000x380B.1msPerEvent': burstOf(2_000, 1, true),
  'burst.slow5ms.500x380B.5msPerEvent': burstOf(500, 5),
  'burst.threshold.oneBatch.fastConsumer': async (at) => ({
    small32NeverDropped: (await times(6, () => outlives(at, 32))) === 6,
    big300MostlyDropped: (await times(6, () => outlives(at, 300))) < 3,
  }),
  'burst.manySingles.fastConsumer': async (at) => {
    const watched = new Watched(at.client.subscribeToAll({ fromPosition: 'end' }));
    await watched.said('caughtUp');
    const stream = at.stream();
    await Promise.all(burst(1_000).map((event) => at.append(stream, event)));
    const isDropped = (): boolean => watched.error instanceof TimeoutError;
    await watched.until(() => watched.numbers.length === 1_000 || watched.error !== undefined);
    const allDeliveredOrDropped = watched.numbers.length === 1_000 || isDropped();
    if (!isDropped()) await watched.unsubscribed();
    return { allDeliveredOrDropped };
  },
  'burst.dropThenResubscribe.noGap': resubscribing,
};
