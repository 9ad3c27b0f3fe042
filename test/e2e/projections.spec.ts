import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PROJECTIONS } from '../../apps/ledger/src/ledger.module.js';
import { EventStore } from '#event-store';
import { Registry } from '#kernel';
import { ProjectionRunner, ReadStore, rebuild } from '#read-store';
import { SqliteReadStore } from '#read-store/sqlite';
import { RunningLedger } from '../support/running-ledger.js';
import { publishCatalogue } from '../support/small-catalogue.js';
import { closedDemand, completedOrder, heldActivity, openSmallProvince } from '../support/small-province.js';

let ledger: RunningLedger;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'liuhen-rebuild-'));
  ledger = await RunningLedger.start({ DEMO_CLOCK: '2026-03-01T08:00:00+08:00' });
  const province = await openSmallProvince(ledger);
  const { say, hub } = province;
  await publishCatalogue(province, ledger.key);
  await closedDemand(province, 'd1');
  await completedOrder(province, 'o1', 5);
  await heldActivity(province, 'v1', 9, 6);
  await heldActivity(province, 'v2', 10, 4);
  const events = await ledger.app.get(EventStore).readStream('act-v1');
  const at = '2026-03-12T10:00:00+08:00';
  await say(hub, 'activity.entry-reversed', 'act-v1', at, {
    targetEventId: events[4]?.id,
    reasonCode: 'DUPLICATE',
    reason: '重复',
  });
  const closing = (await ledger.app.get(EventStore).readStream('dem-d1')).at(-1);
  await say(hub, 'demand.entry-restated', 'dem-d1', at, {
    targetEventId: closing?.id,
    reason: '结果有误',
    replacement: { ...(closing?.data as object), outcome: 'UNMET' },
  });
  const replacement = { ...(events[5]?.data as object), minutes: 60 };
  await say(hub, 'activity.entry-restated', 'act-v1', at, {
    targetEventId: events[5]?.id,
    reason: '时长有误',
    replacement,
  });
  const items = await ledger.app.get(EventStore).readStream('item-i1');
  await say(ledger.key, 'catalogue.entry-reversed', 'item-i1', at, {
    targetEventId: items.at(-1)?.id,
    reasonCode: 'INPUT_ERROR',
    reason: '未到期',
  });
  const last = await say(hub, 'activity.activity-invalidated', 'act-v2', at, {
    reasonCode: 'NOT_HELD',
    basis: '未举办',
  });
  expect(await ledger.app.get(ProjectionRunner).waitFor(last, 10_000)).toBe(true);
}, 60_000);
afterAll(async () => {
  await ledger.discard();
  rmSync(folder, { recursive: true });
});

describe('every projection of the ledger', () => {
  it.each(PROJECTIONS.map((projection) => [projection.name, projection] as const))(
    '%s, kept up as events came, equals its rebuild byte for byte',
    async (name, projection) => {
      const registry = ledger.app.get(Registry);
      for (const pageEvents of [1, 7, 10_000]) {
        const fresh = SqliteReadStore.open(join(folder, `${name}-${pageEvents}.db`));
        const rebuilt = await rebuild(projection, ledger.app.get(EventStore), fresh, {
          current: (event) => registry.current(event),
          pageEvents,
        });
        await fresh.close();
        expect(rebuilt).toBe(await ledger.app.get(ReadStore).digest(projection));
      }
    },
  );

  it('has parked no stream', () => {
    for (const { name, parked } of ledger.app.get(ProjectionRunner).checkpoints())
      expect([name, parked]).toEqual([name, 0]);
  });
});
