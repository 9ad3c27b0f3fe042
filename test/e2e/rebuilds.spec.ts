import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { activityProjection } from '#activity/published';
import { DocumentedReader } from '../coverage/documented-reader.js';
import type { Json } from '../support/published-answers.js';
import { RunningLedger } from '../support/running-ledger.js';
import {
  completedOrder,
  heldActivity,
  openSmallProvince,
  saying,
  type SmallProvince,
} from '../support/small-province.js';

const { version } = activityProjection;
const REBUILDS = '/v1/projections/activity/rebuilds';
const DEMO = { DEMO_CLOCK: '2026-03-01T08:00:00+08:00' };

let ledger: RunningLedger;
let province: SmallProvince;
let reader: DocumentedReader;

/** Changes the read store behind the server's back. `{}` stands for the name of the active build's tables. */
function falsify(sql: string): void {
  const database = new DatabaseSync(join(ledger.dataDir, 'reads.db'));
  const found = database
    .prepare("SELECT active_build FROM projections WHERE name = 'activity' AND version = ?")
    .get(version);
  database.exec(sql.replaceAll('{}', `activity@${version}.${String(found?.['active_build'])}`));
  database.close();
}

const figure = async (code: string, position: number): Promise<unknown> =>
  (await reader.json(`/v1/figures/${code}?period=2026-03&atPosition=${position}`))['value'];

const projection = async (): Promise<Json> => {
  const { items } = await reader.json('/v1/projections');
  const found = (items as readonly Json[]).find(({ name }) => name === 'activity');
  if (found === undefined) throw new Error('no activity');
  return found;
};

const states = async (): Promise<readonly (readonly unknown[])[]> =>
  ((await projection())['builds'] as readonly Json[]).map(({ build, state }) => [build, state]);

/** Number of the build that is read. */
const active = async (): Promise<number> => {
  const found = (await states()).find(([, state]) => state === 'ACTIVE');
  return Number(found?.[0]);
};

/** Begins a rebuild and gives back its number. */
async function begun(key: string): Promise<number> {
  const [status, body] = await reader.call('post', REBUILDS, key);
  expect([status, body['state']]).toEqual([202, expect.stringMatching('BUILDING|READY')]);
  return Number(body['build']);
}

/** The comparison of a build, as soon as there is one. */
async function compared(build: number): Promise<Json> {
  for (;;) {
    const { comparison } = await reader.json(`${REBUILDS}/${build}`);
    const found = comparison as Json | undefined;
    if (found !== undefined && found['state'] !== 'COMPARING') return found;
    await sleep(10);
  }
}

async function restarted(): Promise<void> {
  await ledger.stop();
  ledger = await RunningLedger.start(DEMO, ledger.dataDir);
  province = { ...province, say: saying(ledger, 'again') };
  reader = await DocumentedReader.of(ledger, province.auditor);
}

beforeAll(async () => {
  ledger = await RunningLedger.start(DEMO);
  province = await openSmallProvince(ledger);
  reader = await DocumentedReader.of(ledger, province.auditor);
  await completedOrder(province, 'o1', 5);
  await heldActivity(province, 'v1', 9, 6);
}, 60_000);
afterAll(() => ledger.discard());

describe('A projection rebuilt beside the one in use', () => {
  let head: number;
  let attendances: unknown;
  beforeEach(async () => {
    head = (await ledger.log()).at(-1)?.position ?? 0;
    attendances = await figure('F03', head);
    expect(attendances).toBeGreaterThan(0);
  });
  afterEach(async () => {
    for (const [build, state] of await states())
      if (state !== 'ACTIVE') await reader.call('delete', `${REBUILDS}/${String(build)}`, province.hub);
  });

  it('while events are posted, answers the same when it is switched to and when the former one comes back', async () => {
    const posting = completedOrder(province, 'o2', 4);
    const build = await begun(province.auditor);
    await posting;
    expect(await compared(build)).toMatchObject({ isEqual: true, measures: { count: 0 }, documents: { count: 0 } });
    expect(await states()).toEqual([
      [1, 'ACTIVE'],
      [build, 'READY'],
    ]);

    expect((await reader.call('post', `${REBUILDS}/${build}/switch`, province.hub))[1]['state']).toBe('ACTIVE');
    expect(await figure('F03', head)).toBe(attendances);
    await heldActivity(province, 'v2', 10, 4);
    const later = (await ledger.log()).at(-1)?.position ?? 0;
    const more = await figure('F03', later);
    expect(more).toBe(Number(attendances) + 4);

    expect((await reader.call('post', `${REBUILDS}/1/switch`, province.hub))[1]['state']).toBe('ACTIVE');
    expect(await states()).toEqual([
      [1, 'ACTIVE'],
      [build, 'READY'],
    ]);
    expect(await figure('F03', head)).toBe(attendances);
    expect(await figure('F03', later)).toBe(more);
  });

  // Never (figures): a falsified row, sum or document of a read model passes a comparison
  it('names the measure and the month of a row that was falsified, and heals it when it is switched to', async () => {
    // So that sums still are those of the rows.
    falsify(`CREATE TEMP TABLE picked AS SELECT cell, position, n FROM "{}.amounts" JOIN "{}.cells" USING (cell)
        WHERE measure = 'attendance' ORDER BY position LIMIT 1;
      UPDATE "{}.amounts" SET amount = amount + 1000 WHERE (cell, position, n) IN (SELECT * FROM picked);
      UPDATE "{}.cells" SET amounts = amounts + 1000 WHERE cell IN (SELECT cell FROM picked)`);
    expect(await figure('F03', head)).toBe(Number(attendances) + 1000);
    const former = await active();
    const build = await begun(province.auditor);
    expect(await compared(build)).toMatchObject({
      state: 'COMPARED',
      isEqual: false,
      measures: {
        count: 1,
        items: [
          {
            measure: 'attendance',
            month: '2026-03',
            rows: 1,
            active: Number(attendances) + 1000,
            beside: attendances,
          },
        ],
      },
      documents: { count: 0, items: [] },
      deadLetters: { count: 0, items: [] },
    });
    await reader.call('post', `${REBUILDS}/${build}/switch`, province.hub);
    expect(await figure('F03', head)).toBe(attendances);
    expect(await reader.call('delete', `${REBUILDS}/${former}`, province.hub)).toEqual([204, {}]);
    expect(await states()).toEqual([[build, 'ACTIVE']]);
  });

  // Never (figures): a falsified row, sum or document of a read model passes a comparison
  it('names the measure and the month of a sum that was falsified over rows that are right, and heals it', async () => {
    falsify(
      `UPDATE "{}.cells" SET amounts = amounts + 1000 WHERE cell = (
         SELECT MIN(cell) FROM "{}.cells" WHERE measure = 'attendance' AND month = '2026-03')`,
    );
    expect(await figure('F03', head)).toBe(Number(attendances) + 1000);
    const build = await begun(province.auditor);
    expect(await compared(build)).toMatchObject({
      isEqual: false,
      measures: { count: 0 },
      totals: { count: 1, items: [{ measure: 'attendance', occurredOn: '2026-03-01', in: 'ACTIVE' }] },
    });
    await reader.call('post', `${REBUILDS}/${build}/switch`, province.hub);
    expect(await figure('F03', head)).toBe(attendances);
  });

  // Never (figures): a falsified row, sum or document of a read model passes a comparison
  it('names a document that was falsified', async () => {
    falsify(`UPDATE "{}.documents" SET doc = json_set(doc, '$.title', '别的') WHERE id = 'act-v1'`);
    const build = await begun(province.hub);
    expect(await compared(build)).toMatchObject({
      isEqual: false,
      measures: { count: 0 },
      documents: { count: 1, items: [{ stream: 'act-v1', in: 'BOTH' }] },
    });
    await reader.call('post', `${REBUILDS}/${build}/switch`, province.hub);
  });

  it('goes on after a restart, and says since when and for whom', async () => {
    const build = await begun(province.auditor);
    await restarted();
    expect((await compared(build))['isEqual']).toBe(true);
    expect(await reader.json(`${REBUILDS}/${build}`)).toMatchObject({
      name: 'activity',
      version,
      build,
      state: 'READY',
      percent: 100,
      startedBy: 'auditor',
      startedAt: expect.stringMatching(/^2026-/),
    });
  });

  it('is one at a time, is switched to by operators only, and is never dropped while in use', async () => {
    const inUse = await active();
    const build = await begun(province.auditor);
    const refusals = await Promise.all(
      (
        [
          ['post', REBUILDS, province.auditor],
          ['post', `${REBUILDS}/${build}/switch`, province.auditor],
          ['delete', `${REBUILDS}/${build}`, province.auditor],
          ['delete', `${REBUILDS}/${inUse}`, province.hub],
          ['delete', `${REBUILDS}/999`, province.hub],
          ['post', `${REBUILDS}/1e3/switch`, province.hub],
          ['post', '/v1/projections/none/rebuilds', province.hub],
          ['delete', `/v1/projections/activity/versions/${version}`, province.hub],
          ['delete', `/v1/projections/activity/versions/999`, province.hub],
        ] as const
      ).map(async ([method, path, key]) => {
        const [status, { code }] = await reader.call(method, path, key);
        return `${status} ${String(code)}`;
      }),
    );
    expect(refusals).toEqual([
      '409 rebuild-under-way',
      '403 operating-not-for-role',
      '403 operating-not-for-role',
      '409 rebuild-active',
      '404 rebuild-unknown',
      '404 rebuild-unknown',
      '404 projection-unknown',
      '409 version-in-use',
      '404 version-unknown',
    ]);
    expect(await reader.refused('/v1/projections', province.window)).toBe('403 operating-not-for-role');
  });
});

describe('What another version has left in the read store', () => {
  it('is listed, and dropped by an operator', async () => {
    await ledger.stop();
    falsify(
      `INSERT INTO projections VALUES ('activity', 999, '[]', 1, 1); INSERT INTO builds VALUES ('activity', 999, 1, 7, '', '')`,
    );
    await restarted();
    const left = { name: 'activity', version: 999, build: 1, position: 7 };
    expect((await reader.json('/v1/projections'))['leftBehind']).toEqual([left]);
    expect((await reader.call('delete', '/v1/projections/activity/versions/999', province.hub))[0]).toBe(204);
    expect((await reader.json('/v1/projections'))['leftBehind']).toEqual([]);
  });
});

describe('A parked stream', () => {
  it('is listed with its reason, missing in figures, shown by a rebuild, and counts once it is replayed', async () => {
    const head = (await ledger.log()).at(-1)?.position ?? 0;
    const attendances = Number(await figure('F03', head));
    // As a program leaves it that could not apply the event to come, before one that can is started.
    await ledger.stop();
    falsify(`INSERT INTO "{}.dead-letters" VALUES ('act-v9', ${head + 1}, 'TypeError: no such channel')`);
    await restarted();
    await heldActivity(province, 'v9', 20, 3);
    const later = (await ledger.log()).at(-1)?.position ?? 0;
    expect(await figure('F03', later)).toBe(attendances);

    const inUse = await active();
    const letters = await reader.pages('/v1/projections/activity/dead-letters', 1);
    expect(letters).toEqual([
      { build: inUse, stream: 'act-v9', position: head + 1, reason: 'TypeError: no such channel' },
    ]);
    expect((await projection())['parked']).toBe(1);
    const build = await begun(province.auditor);
    expect(await compared(build)).toMatchObject({
      isEqual: false,
      documents: { count: 1, items: [{ stream: 'act-v9', in: 'BESIDE' }] },
      deadLetters: { count: 1, items: [{ stream: 'act-v9', in: 'ACTIVE' }] },
    });

    const replay = '/v1/projections/activity/dead-letters/act-v9/replay';
    expect(await reader.call('post', replay, province.hub)).toEqual([
      200,
      { name: 'activity', stream: 'act-v9', builds: [{ build: inUse, outcome: 'REVIVED' }] },
    ]);
    expect(await figure('F03', later)).toBe(attendances + 3);
    expect((await compared(build))['isEqual']).toBe(true);
    const [status, { code }] = await reader.call('post', replay, province.hub);
    expect([status, code]).toEqual([404, 'dead-letter-unknown']);
  });
});
