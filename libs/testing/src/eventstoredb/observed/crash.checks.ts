import { setTimeout as elapsed } from 'node:timers/promises';
import {
  binaryEvent,
  streamNameFilter,
  type AppendExpectedRevision,
  type AppendResult,
  type EventData,
  type EventStoreDBClient,
} from '@eventstore/db-client';
import { onOwnServer, untilWell, type CrashCheck } from './own-server.js';
import { killedWhileWriting } from './crash-round.js';
import { anEvent, events, Observer, type Checks } from './observer.js';
import { failureOf, ofAppend, type Outcome } from './outcome.js';
import { Watched } from './watched.js';

type Append = [stream: string, events: EventData[], expected: AppendExpectedRevision];
const errorLine = (error: Error): string =>
  `error:${error.constructor.name}/${String(Reflect.get(error, 'code'))}: ${error.message.slice(0, 80)}`;

/** What a subscription says when the server is killed, and after it is back. */
const outliving =
  (signal: NodeJS.Signals): CrashCheck =>
  async (at, server) => {
    const stream = await at.given(5);
    const filter = streamNameFilter({ prefixes: [stream] });
    const watched = new Watched(at.client.subscribeToAll({ filter }));
    await watched.said('caughtUp');
    const before = watched.log.length;
    await server.kill(signal);
    await watched.until(() => watched.error !== undefined);
    const onServerDeath = watched.error === undefined ? [] : [errorLine(watched.error)];
    await server.start();
    const firstAppendAfter = await untilWell(() => at.append(stream, anEvent()));
    const again = new Watched(at.client.subscribeToAll({ filter }));
    await again.said('caughtUp');
    const kinds = again.log.map((said) => (said.startsWith('ev') ? 'event' : said));
    return {
      onServerDeath,
      afterRestartOldSubscription: watched.log.slice(before + 1),
      destroyed: watched.subscription.destroyed,
      firstAppendAfter,
      newSubscriptionSameClient: { kinds: [...new Set(kinds)] },
    };
  };

const retriedTo = (at: Observer, streams: readonly string[]): Promise<readonly number[]> =>
  Promise.all(streams.map((stream) => at.count(stream)));

/** Reads all of the log, and kills the server in the midst of it. */
const killedWhileReading =
  (killAt: number, pauseMs: number): CrashCheck =>
  async (at, server) => {
    const total = 20_000;
    for (let n = 0; n < total; n += 1_000) await at.append(at.stream(), events(1_000));
    let n = 0;
    let outcome: Outcome = 'loop ended without error';
    try {
      for await (const _ of at.client.readAll()) {
        n += 1;
        if (n !== killAt) continue;
        await server.kill();
        await elapsed(pauseMs);
      }
    } catch (error) {
      outcome = failureOf(error);
    }
    return pauseMs > 0 ? { outcome } : { outcome, partial: n < total };
  };

export const crashChecks: Checks = {
  'down.fresh.append/read/subscribe': onOwnServer(async (at, server) => {
    await server.kill();
    const fresh = new Observer(server.url);
    const failed = async (attempted: Promise<unknown>) => ({
      ...((await attempted.catch(failureOf)) as object),
      afterS: 0,
    });
    const append = await failed(fresh.append('any', anEvent()));
    const read = await failed(fresh.read('any'));
    const watched = new Watched(fresh.client.subscribeToAll());
    await watched.until(() => watched.error !== undefined);
    const subscribe = watched.error === undefined ? [] : [errorLine(watched.error)];
    await server.start();
    const sameClientAfterStart = await untilWell(() => fresh.append(at.stream(), anEvent()));
    await fresh.dispose();
    return { append, read, subscribe, sameClientAfterStart };
  }),
  'sub.SIGKILL.restart': onOwnServer(outliving('SIGKILL')),
  'sub.SIGTERM.restart': onOwnServer(outliving('SIGTERM')),
  'idle.restart.firstOperation': onOwnServer(async (at, server) => {
    await server.restart();
    await elapsed(100);
    const append = await untilWell(() => at.append(at.stream(), anEvent()));
    const other = at.connect();
    const stream = at.stream();
    await other.appendToStream(stream, anEvent());
    await server.restart();
    await elapsed(100);
    const read = await untilWell(async () => {
      for await (const _ of other.readStream(stream));
    });
    return { append, read };
  }),
  'append.pendingAtKill.sameProcessOtherClient': onOwnServer(async (at, server) => {
    const clients = [at.client, at.connect()];
    const appends = (): readonly Promise<AppendResult>[] =>
      clients.map((client: EventStoreDBClient) => client.appendToStream('x', anEvent()));
    await Promise.all(appends());
    server.stop();
    const pending = appends().map(ofAppend);
    // They are in the stopped server's socket by then.
    await elapsed(100);
    await server.kill();
    const [a, b] = await Promise.all(pending);
    await server.start();
    const next = async (index: number) =>
      ((await untilWell(async () => clients[index]?.appendToStream('x', anEvent()))) as { failures: unknown }).failures;
    return { a, b, aNext: await next(0), bNext: await next(1) };
  }),
  'idempotency.afterRestart': onOwnServer(async (at, server) => {
    const threes = [events(3), events(3), events(3), events(3)] as const;
    const [none, any, exact, anyBefore] = [at.stream(), at.stream(), await at.given(2), at.stream()];
    const appends: readonly Append[] = [
      [none, threes[0], 'no_stream'],
      [any, threes[1], 'any'],
      [exact, threes[2], 1n],
      [anyBefore, threes[3], 'any'],
    ];
    for (const append of appends) await at.append(...append);
    await at.append(anyBefore, events(2));
    await server.restart();
    await untilWell(() => at.append(at.stream(), anEvent()));
    const [no_stream, again, exactly, anyAfterLater] = await Promise.all(
      appends.map((append) => at.appended(...append)),
    );
    const stored = await retriedTo(at, [none, any, exact, anyBefore]);
    return { no_stream, any: again, exact: exactly, anyAfterLater, stored, expectedStored: [3, 3, 5, 5] };
  }),
  'idempotency.afterMuchTraffic': onOwnServer(async (at) => {
    const [none, any, anyBefore] = [at.stream(), at.stream(), at.stream()];
    const appends: readonly Append[] = [
      [none, events(2), 'no_stream'],
      [any, events(2), 'any'],
      [anyBefore, events(2), 'any'],
    ];
    for (const append of appends) await at.append(...append);
    await at.append(anyBefore, events(1));
    const tiny = (count: number) =>
      Array.from({ length: count }, () => binaryEvent({ type: 'T', data: new Uint8Array(1) }));
    // Enough for the double; it was recorded after 150,000.
    for (const count of [50_000, 50_000, 2_000]) await at.append(at.stream(), tiny(count));
    const [no_stream, again, anyAfterLater] = await Promise.all(appends.map((append) => at.appended(...append)));
    const stored = await retriedTo(at, [none, any, anyBefore]);
    return { no_stream, any: again, anyAfterLater, stored, expectedStored: [2, 2, 3] };
  }),
  'readAll.killMidRead': onOwnServer(killedWhileReading(5_000, 0)),
  'readStream.killMidRead.pausedThenKilled': onOwnServer(killedWhileReading(50, 200)),
  'crash.8workers.round1': onOwnServer((at, server) => killedWhileWriting(at, server, 200)),
  'crash.8workers.round2': onOwnServer((at, server) => killedWhileWriting(at, server, 700)),
  'crash.8workers.round3': onOwnServer((at, server) => killedWhileWriting(at, server, 1_500)),
  // Stopped for less long than was recorded, which is less than the server's own write time-out.
  'halfOpen.SIGSTOP5s.retryVerbatim': onOwnServer(async (at, server) => {
    const [stream, three] = [await at.given(1), events(3)];
    server.stop();
    const pending = at.appended(stream, three, 0n);
    await elapsed(500);
    server.go();
    const first = await pending;
    return { first, retry: await at.appended(stream, three, 0n), stored: await at.count(stream) };
  }),
};
