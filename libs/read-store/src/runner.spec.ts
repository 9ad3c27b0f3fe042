import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonical, effective, eventId, msOf } from '#kernel';
import type { AppendedAt, EventStore, Expected } from '#event-store';
import { SqliteEventStore } from '#event-store/sqlite';
import { anyLog, ArrayLog, orders, type Order } from '#testing/order-log';
import type { MeasurementRow } from './measurement.js';
import { ProjectionOperations } from './projection-operations.js';
import type { Projection } from './projection.js';
import type { ProjectionWrite } from './read-store.js';
import { rebuild, rebuildAll } from './rebuild.js';
import { ProjectionRunner, type RunnerOptions } from './runner.js';
import { SqliteReadStore } from './sqlite/sqlite-read-store.js';

const LONG_MS = 20_000;
const same = <Value>(value: Value): Value => value;

let folder: string;
let store: SqliteReadStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'runner-'));
  store = SqliteReadStore.open(join(folder, 'read.sqlite'));
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

let versions = 1;
/** The same projection without what an earlier run of a property built; digests do not hold the version. */
const newOrders = (poisonous?: () => boolean): Projection<Order> => {
  versions += 1;
  return { ...orders(poisonous), version: versions };
};

const runnerOf = (eventStore: EventStore, parts: Partial<RunnerOptions> = {}): ProjectionRunner =>
  new ProjectionRunner({
    projections: [orders()],
    eventStore,
    readStore: store,
    current: same,
    onError: (error) => {
      throw error;
    },
    onParked: () => undefined,
    ...parts,
  });

/** Runs until everything recorded is applied. */
async function catchUp(log: EventStore, parts: Partial<RunnerOptions> = {}): Promise<void> {
  const runner = runnerOf(log, parts);
  await runner.start();
  expect(await runner.waitFor(await log.head(), LONG_MS)).toBe(true);
  await runner.stop();
}

const rebuilt = (log: EventStore, pageEvents: number): Promise<string> =>
  rebuild(newOrders(), log, store, { current: same, pageEvents });

/** Records one event on a real log. */
async function record(
  log: EventStore,
  stream: string,
  expected: Expected,
  { type, data }: { readonly type: string; readonly data: object },
): Promise<AppendedAt> {
  const { meta } = new ArrayLog().add(stream, type, data);
  const id = eventId('/test', `${stream}-${expected}`, 0, msOf(meta.occurredAt));
  const event = {
    id,
    type,
    version: 1,
    dataText: canonical(data),
    meta: { ...meta, statementId: `${stream}-${expected}` },
  };
  const [outcome] = await log.appendBatch([[{ stream, expected, events: [event] }]]);
  if (outcome?.kind !== 'appended' || outcome.appends[0] === undefined)
    throw new Error(`not appended: ${outcome?.kind}`);
  return outcome.appends[0];
}

/** The sum of each measure by its dimensions and day, zeros left out. */
function totals(rows: readonly Pick<MeasurementRow, 'measure' | 'amount' | 'dims' | 'occurredOn'>[]): unknown {
  const sums = new Map<string, number>();
  for (const {
    measure,
    amount,
    dims: { node, org, level },
    occurredOn,
  } of rows) {
    const key = JSON.stringify([measure, occurredOn, node, org, level]);
    sums.set(key, (sums.get(key) ?? 0) + amount);
  }
  return new Map([...sums].filter(([, sum]) => sum !== 0));
}

/** What a stream comes to, from its effective facts alone. */
function plainly(log: ArrayLog, stream: string): { readonly doc: Order | undefined; readonly totals: unknown } {
  const projection = orders();
  let doc: Order | undefined;
  let stated: Parameters<typeof totals>[0][number][] = [];
  for (const fact of effective(log.events.filter((event) => event.stream === stream))) {
    const after = projection.project?.(doc, fact, stream);
    const measured = projection.measure?.(fact, doc, after, stream) ?? [];
    stated =
      'voidsAllBut' in measured
        ? stated.filter(({ measure }) => measured.voidsAllBut.includes(measure))
        : [...stated, ...measured];
    doc = after;
  }
  return { doc, totals: totals(stated) };
}

const STREAMS = ['order-1', 'order-2', 'order-3'];

describe('ProjectionRunner', () => {
  it('keeps what the effective facts say, whatever was corrected or voided', async () => {
    await fc.assert(
      fc.asyncProperty(anyLog, fc.integer({ min: 1, max: 20 }), async (log, pageEvents) => {
        const projection = newOrders();
        await catchUp(log, { pageEvents, projections: [projection] });
        for (const stream of STREAMS) {
          const expected = plainly(log, stream);
          expect(await store.get(projection, stream)).toEqual(expected.doc);
          expect(totals(await store.rowsOf(projection, stream))).toEqual(expected.totals);
        }
        expect(await store.rowsOf(projection, 'visit-1')).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  // Never (figures): a projection kept up differs by a byte from its rebuild
  it('comes to the bytes a rebuild comes to, with any page size, stopped anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(anyLog, fc.array(fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 9 }))), async (log, stops) => {
        const projection = newOrders();
        const growing = new ArrayLog();
        for (const [length, pageEvents] of [...stops.toSorted(([a], [b]) => a - b), [log.events.length, 7] as const]) {
          growing.events.push(...log.events.slice(growing.events.length, length));
          await catchUp(growing, { pageEvents, projections: [projection] });
        }
        const incremental = await store.digest(projection);
        expect(incremental).toBe(await rebuilt(log, 1));
        expect(incremental).toBe(await rebuilt(log, 10_000));
      }),
      { numRuns: 60 },
    );
  });

  it('comes to the same bytes when a poisoned stream is replayed after the fault is mended', async () => {
    await fc.assert(
      fc.asyncProperty(anyLog, fc.integer({ min: 1, max: 9 }), fc.nat(60), async (log, pageEvents, mendedAt) => {
        let broken = true;
        const projection = newOrders(() => broken);
        const projections = [projection];
        const early = new ArrayLog();
        early.events.push(...log.events.slice(0, mendedAt));
        await catchUp(early, { pageEvents, projections });
        broken = false;
        const runner = runnerOf(log, { pageEvents, projections });
        await runner.start();
        for (const { stream } of await store.deadLetters(projection))
          expect(await new ProjectionOperations(runner, store).replay('orders', stream)).toEqual([{ build: 1 }]);
        await runner.waitFor(await log.head(), LONG_MS);
        await runner.stop();
        expect(await store.digest(projection)).toBe(await rebuilt(log, 100));
      }),
      { numRuns: 60 },
    );
  });

  it('knows later what was known then', async () => {
    await fc.assert(
      fc.asyncProperty(anyLog, fc.nat(60), async (log, at) => {
        const upTo = Math.min(at, log.events.length);
        const [now, then] = [newOrders(), newOrders()];
        await rebuild(now, log, store, { current: same });
        await rebuild(then, log, store, { current: same, upTo });
        const filter = { measures: ['visits', 'minutes', 'running-minutes'], atPosition: upTo };
        const page = { limit: 10_000 };
        expect(await store.rows(now, filter, page)).toEqual(await store.rows(then, filter, page));
      }),
      { numRuns: 30 },
    );
  });

  it('cites the correction and the entry it is about', async () => {
    const log = new ArrayLog();
    log.add('order-1', 'Opened', {});
    const added = log.add('order-1', 'Added', { minutes: 0, org: 'X' });
    const replacement = { minutes: 5, org: 'X' };
    const restated = log.add('order-1', 'EntryRestated', { targetEventId: added.id, reason: 'r', replacement });
    const reversed = log.add('order-1', 'EntryReversed', { targetEventId: added.id, reason: 'r' });
    await catchUp(log);
    const rows = await store.rows(orders(), { measures: ['minutes'] }, { limit: 10 });
    expect(rows.map(({ amount, sign, eventId, originId }) => [amount, sign, eventId, originId])).toEqual([
      [0, 1, added.id, added.id],
      [0, -1, restated.id, added.id],
      [5, 1, restated.id, added.id],
      [-5, -1, reversed.id, added.id],
    ]);
  });

  it('shows a projection of what was recorded the corrections themselves', async () => {
    const log = new ArrayLog();
    const added = log.add('order-1', 'Opened', {});
    log.add('order-1', 'EntryReversed', { targetEventId: added.id, reason: 'r' });
    const types: Projection = {
      name: 'types',
      version: 1,
      reads: 'recorded',
      indexes: [],
      project: (doc, { type }) => ({ types: [...((doc?.['types'] as string[] | undefined) ?? []), type] }),
    };
    await catchUp(log, { projections: [types] });
    expect(await store.get(types, 'order-1')).toEqual({ types: ['Opened', 'EntryReversed'] });
  });

  it('gives projections the newest shape, of the facts a correction refolds too', async () => {
    const log = new ArrayLog();
    log.add('order-1', 'Opened', {});
    const first = log.add('order-1', 'OldAdded', { minutes: 1, org: 'X' });
    log.add('order-1', 'OldAdded', { minutes: 2, org: 'X' });
    log.add('order-1', 'EntryReversed', { targetEventId: first.id, reason: 'r' });
    await catchUp(log, { current: (event) => ({ ...event, type: event.type.replace('Old', '') }) });
    expect(await store.get(orders(), 'order-1')).toEqual({ status: 'OPEN', total: 2, visits: { X: 1 }, firstOrg: 'X' });
  });

  describe('poison', () => {
    const poisoned = (): ArrayLog => {
      const log = new ArrayLog();
      log.add('order-1', 'Opened', {});
      log.add('order-2', 'Opened', {});
      log.add('order-1', 'Added', { minutes: 1, org: 'X', poison: true });
      log.add('order-1', 'Added', { minutes: 2, org: 'X' });
      log.add('order-2', 'Added', { minutes: 3, org: 'X' });
      return log;
    };

    it.each([1, 100])('parks its own stream and nothing else, with pages of %i', async (pageEvents) => {
      const parked: unknown[] = [];
      const projections = [orders(() => true)];
      const onParked: RunnerOptions['onParked'] = (projection, letter) => parked.push([projection.name, letter.stream]);
      await catchUp(poisoned(), { pageEvents, projections, onParked });
      expect(await store.deadLetters(orders())).toEqual([
        { stream: 'order-1', position: 3, reason: 'TypeError: no such size' },
      ]);
      expect(parked).toEqual([['orders', 'order-1']]);
      expect((await store.get<Order>(orders(), 'order-1'))?.total).toBe(0);
      expect((await store.get<Order>(orders(), 'order-2'))?.total).toBe(3);
      expect(await store.checkpoint(orders())).toBe(5);
    });

    it('keeps a stream parked whose event is still poison', async () => {
      const runner = runnerOf(poisoned(), { projections: [orders(() => true)] });
      await runner.start();
      await runner.waitFor(5, LONG_MS);
      const operations = new ProjectionOperations(runner, store);
      expect(await operations.replay('orders', 'order-1')).toMatchObject([{ build: 1, deadLetter: { position: 3 } }]);
      expect(runner.checkpoints()).toEqual([{ name: 'orders', version: 1, checkpoint: 5, parked: 1 }]);
      await expect(operations.replay('orders', 'order-2')).rejects.toMatchObject({ code: 'dead-letter-unknown' });
      await runner.stop();
      expect(await store.deadLetters(orders())).toHaveLength(1);
    });

    it.each<[string, Partial<Projection>]>([
      ['a document that is no JSON', { project: () => ({ at: new Date(0) }) }],
      ['an index that cannot be searched', { indexes: ['size'], project: () => ({ size: {} }) }],
      [
        'an amount that is no integer',
        { measure: () => [{ measure: 'm', amount: 0.5, occurredOn: '2026-03-05', dims: {} }] },
      ],
      [
        'a day that does not exist',
        { measure: () => [{ measure: 'm', amount: 1, occurredOn: '2026-02-30', dims: {} }] },
      ],
      [
        'a dimension that its measure does not declare',
        { measure: () => [{ measure: 'm', amount: 1, occurredOn: '2026-03-05', dims: { node: 'N01' } }] },
      ],
      [
        'a measure that is not declared',
        { measures: {}, measure: () => [{ measure: 'm', amount: 1, occurredOn: '2026-03-05', dims: {} }] },
      ],
    ])('takes %s for poison', async (_, parts) => {
      const log = new ArrayLog();
      log.add('order-1', 'Opened', {});
      const faulty: Projection = {
        name: 'faulty',
        version: 1,
        indexes: [],
        measures: { m: { cuts: [] }, n: { cuts: ['node'] } },
        ...parts,
      };
      await catchUp(log, { projections: [faulty, orders()] });
      expect(await store.deadLetters(faulty)).toMatchObject([{ stream: 'order-1', position: 1 }]);
      expect(await store.get(orders(), 'order-1')).toBeDefined();
    });

    it('fails a rebuild', async () => {
      const result = rebuild(
        orders(() => true),
        poisoned(),
        store,
        { current: same },
      );
      await expect(result).rejects.toThrow('orders cannot apply order-1 at 3');
      expect(await store.checkpoint(orders())).toBe(0);
    });
  });

  describe('following', () => {
    const opened = (count: number): ArrayLog => {
      const log = new ArrayLog();
      for (let at = 0; at < count; at += 1) log.add(`order-${at}`, 'Opened', {});
      return log;
    };

    it('applies what is recorded later', async () => {
      const log = opened(1);
      const runner = runnerOf(log);
      await runner.start();
      await runner.waitFor(1, LONG_MS);
      log.add('order-9', 'Opened', {});
      expect(await runner.waitFor(2, LONG_MS)).toBe(true);
      expect(await store.get(orders(), 'order-9')).toBeDefined();
      await runner.stop();
    });

    it('answers false for what does not come, in time or before it stops', async () => {
      const runner = runnerOf(opened(1));
      await runner.start();
      expect(await runner.waitFor(2, 1)).toBe(false);
      const waiting = runner.waitFor(2, LONG_MS, ['orders']);
      await runner.stop();
      expect(await waiting).toBe(false);
      expect(await runner.waitFor(1, 1)).toBe(true);
    });

    it('passes events of other categories by', async () => {
      const log = new ArrayLog();
      log.add('visit-1', 'Opened', {});
      await catchUp(log);
      expect(await store.checkpoint(orders())).toBe(1);
    });

    it('follows an empty log', async () => {
      await catchUp(new ArrayLog());
      expect(await rebuilt(new ArrayLog(), 10)).toMatch(/^[0-9a-f]{64}$/);
    });

    it('reads the log once for all, a page at a time', async () => {
      const log = opened(20);
      const second: Projection = { ...orders(), name: 'second' };
      await catchUp(log, { projections: [orders(), second], pageEvents: 5 });
      expect(log.pages).toEqual([5, 5, 5, 5]);
    });

    it('keeps the rest up while a new projection catches up', async () => {
      const log = opened(50);
      await catchUp(log);
      log.add('order-9', 'Removed', {});
      const late: Projection = { ...orders(), name: 'late' };
      const runner = runnerOf(log, { projections: [orders(), late], pageEvents: 1 });
      await runner.start();
      expect(await runner.waitFor(51, LONG_MS, ['orders'])).toBe(true);
      expect(runner.checkpoints()[1]?.checkpoint).toBeLessThan(51);
      expect(await runner.waitFor(51, LONG_MS)).toBe(true);
      await runner.stop();
    });

    it('reports a log that fails and tries again', async () => {
      const log = opened(3);
      log.failures.push(new Error('first'), new Error('second'));
      const reported: unknown[] = [];
      const onError = (error: unknown, retryMs: number): unknown => reported.push([String(error), retryMs]);
      await catchUp(log, { onError });
      expect(reported).toEqual([
        ['Error: first', 100],
        ['Error: second', 200],
      ]);
      expect(await store.digest(orders())).toBe(await rebuilt(log, 10));
    });

    it.each(['before', 'after'])('goes on after a write that failed %s it was applied', async (when) => {
      const log = opened(3);
      const write = store.write.bind(store);
      let failures = 1;
      store.write = async (key, step: ProjectionWrite) => {
        const fails = failures > 0;
        failures -= 1;
        if (fails && when === 'before') throw new Error('lost');
        await write(key, step);
        if (fails) throw new Error('answer lost');
      };
      await catchUp(log, { onError: () => undefined, pageEvents: 2 });
      expect(await store.digest(orders())).toBe(await rebuilt(log, 10));
    });

    it('stops between pages of a catch-up and goes on where it stopped', async () => {
      const log = opened(200);
      const runner = runnerOf(log, { pageEvents: 1 });
      await runner.start();
      await runner.waitFor(3, LONG_MS);
      await runner.stop();
      const reached = await store.checkpoint(orders());
      expect(reached).toBeLessThan(200);
      expect(runner.checkpoints()[0]?.checkpoint).toBe(reached);
      await runner.start();
      expect(await runner.waitFor(200, LONG_MS)).toBe(true);
      await runner.stop();
    });

    // Never (figures): figures are answered of events that the log does not have
    it('refuses to start ahead of the log, as it is when an older log was put in its place', async () => {
      await catchUp(opened(3));
      await expect(runnerOf(opened(2)).start()).rejects.toMatchObject({
        code: 'read-store-ahead',
        params: { checkpoint: 3, head: 2 },
      });
    });

    it('refuses to start where it cannot open its projections', async () => {
      await store.close();
      await expect(runnerOf(opened(1)).start()).rejects.toMatchObject({ code: 'read-store-unavailable' });
    });
  });

  it('follows the real log', async () => {
    const log = await SqliteEventStore.open(join(folder, 'ledger.sqlite'));
    const runner = runnerOf(log);
    await runner.start();
    const opened = await record(log, 'order-1', 'none', { type: 'Opened', data: {} });
    const added = await record(log, 'order-1', 0, { type: 'Added', data: { minutes: 2, org: 'X' } });
    expect(await runner.waitFor(added.position, LONG_MS)).toBe(true);
    expect(await store.get(orders(), 'order-1')).toMatchObject({ total: 2 });
    const [, target] = await log.readStream('order-1');
    const reversal = { targetEventId: target?.id, reasonCode: 'OTHER', reason: 'r' };
    const reversed = await record(log, 'order-1', 1, { type: 'EntryReversed', data: reversal });
    expect(await runner.waitFor(reversed.position, LONG_MS)).toBe(true);
    expect(await store.get(orders(), 'order-1')).toMatchObject({ total: 0 });
    expect(opened.position).toBeLessThan(reversed.position);
    expect(await store.digest(orders())).toBe(await rebuilt(log, 1));
    await runner.stop();
    await log.close();
  });

  describe('rebuild', () => {
    it('builds several projections in one reading of the log, each as it would be alone', async () => {
      const log = new ArrayLog();
      for (let at = 0; at < 5; at += 1)
        log.add(`order-${at % 2}`, at < 2 ? 'Opened' : 'Added', { minutes: at, org: 'X' });
      const both = [orders(), { ...orders(), name: 'orders-too', categories: ['visit'] }];
      const alone: string[] = [];
      for (const projection of both) {
        alone.push(await rebuild(projection, log, store, { current: same }));
        await store.drop(projection);
      }
      log.pages.length = 0;
      expect(await rebuildAll(both, log, store, { current: same, pageEvents: 3 })).toEqual(alone);
      expect(log.pages).toEqual([3, 2]);
    });

    it('tells how far it is and never builds over what is there', async () => {
      const log = new ArrayLog();
      for (let at = 0; at < 5; at += 1) log.add('order-1', 'Opened', {});
      const progress: number[] = [];
      const onProgress = (position: number): unknown => progress.push(position);
      await rebuild(orders(), log, store, { current: same, pageEvents: 2, onProgress });
      expect(progress).toEqual([2, 4, 5]);
      await expect(rebuild(orders(), log, store, { current: same })).rejects.toThrow('drop it first');
    });
  });
});
