import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventStore } from '#event-store';
import { ProjectionRunner, ReadStore } from '#read-store';
import { rebuiltDigest } from '../support/rebuilt.js';
import { RunningLedger } from '../support/running-ledger.js';
import { publishCatalogue } from '../support/small-catalogue.js';
import { closedDemand, completedOrder, heldActivity, openSmallProvince } from '../support/small-province.js';
import { PROJECTIONS } from '../../apps/ledger/src/projections.js';

let ledger: RunningLedger;

beforeAll(async () => {
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
  await say(province.window, 'activity.attendance-summary-declared', 'act-v1', at, {
    enterprises: 3,
    persons: 9,
    unnamed: 4,
  });
  for (const amount of [9, 8])
    await say(province.window, 'submission.submission-declared-complete', 'sub-node-Wa-202602', at, {
      totals: [{ quantity: 'PERSONS', amount }],
    }).catch((refused: unknown) => expect(String(refused)).toContain('status-not-allowed'));
  const last = await say(hub, 'activity.activity-invalidated', 'act-v2', at, {
    reasonCode: 'NOT_HELD',
    basis: '未举办',
  });
  expect(await ledger.app.get(ProjectionRunner).waitFor(last, 10_000)).toBe(true);
}, 60_000);
afterAll(() => ledger.discard());

describe('every projection of the ledger', () => {
  // Never (figures): a projection kept up differs by a byte from its rebuild
  it.each(PROJECTIONS.map((projection) => [projection.name, projection] as const))(
    '%s, kept up as events came, equals its rebuild byte for byte',
    async (_, projection) => {
      const kept = await ledger.app.get(ReadStore).digest(projection);
      for (const pageEvents of [1, 7, 10_000]) expect(await rebuiltDigest(ledger, projection, pageEvents)).toBe(kept);
    },
  );

  it('has parked no stream', () => {
    for (const { name, parked } of ledger.app.get(ProjectionRunner).checkpoints())
      expect([name, parked]).toEqual([name, 0]);
  });
});
