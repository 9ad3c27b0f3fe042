import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startDouble, type RunningDouble } from '#testing/eventstoredb/running-double';
import { runCommand } from '../support/command.js';
import { RunningLedger, temporaryDirectory } from '../support/running-ledger.js';
import {
  completedOrder,
  heldActivity,
  openSmallProvince,
  saying,
  type SmallProvince,
} from '../support/small-province.js';

const CLOCK = { DEMO_CLOCK: '2026-03-01T08:00:00+08:00' };

const move = (...args: readonly string[]) => runCommand('ledger/src/moving/main.js', ...args);

let double: RunningDouble;
let dataDir: string;
let file: string;
let server: string;
let province: SmallProvince;

/** A figure, a scorecard and a stream at a position, as they are answered. */
async function answersAt(ledger: RunningLedger, positions: readonly number[]): Promise<readonly unknown[]> {
  const answers: unknown[] = [];
  for (const position of positions)
    for (const path of [
      `/v1/figures/F01?period=2026-03&atPosition=${position}`,
      `/v1/overview?period=2026-03&atPosition=${position}`,
      `/v1/streams/act-v1?position=${position}`,
    ]) {
      const { status, body } = await ledger.fetch(path, { key: province.auditor });
      answers.push([path, status, body]);
    }
  return answers;
}

beforeAll(async () => {
  double = await startDouble();
  dataDir = temporaryDirectory();
  file = `sqlite:${join(dataDir, 'events.db')}`;
  server = `${double.url}&streamPrefix=moved`;
}, 60_000);
afterAll(async () => {
  await double.close();
  rmSync(dataDir, { recursive: true });
});

describe('a ledger moved to a server and back', () => {
  let positions: readonly number[];
  let before: readonly unknown[];
  let bookmark: string;

  it('is moved with every event compared', async () => {
    const ledger = await RunningLedger.start({ ...CLOCK, EVENT_STORE: file }, dataDir);
    province = await openSmallProvince(ledger);
    await completedOrder(province, 'o1', 5);
    await heldActivity(province, 'v1', 9, 6);
    const events = await ledger.log();
    positions = events
      .map(({ position }) => position)
      .filter((_, index) => index % 7 === 0 || index === events.length - 1);
    const list = await ledger.fetch('/v1/events?limit=5', { key: province.auditor });
    bookmark = (list.body['page'] as { readonly next: string }).next;
    before = await answersAt(ledger, positions);
    expect(before.slice(-3).map((answer) => (answer as readonly unknown[])[1])).toEqual([200, 200, 200]);
    await ledger.stop();
    const { code, stdout, stderr } = await move('--from', file, '--to', server, '--json');
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      { head: positions.at(-1), copied: events.length, verified: events.length },
    ]);
    expect(stderr).toContain('核对 / verified 100%');
  }, 60_000);

  // Never (the log): a ledger reads differently after a move
  it('answers there as it did, at every position, from the read models it had', async () => {
    const ledger = await RunningLedger.start({ ...CLOCK, EVENT_STORE: server }, dataDir);
    expect(await answersAt(ledger, positions)).toEqual(before);
    const page = await ledger.fetch(`/v1/events?limit=5&cursor=${bookmark}`, { key: province.auditor });
    expect((page.body['items'] as readonly { readonly position: number }[]).map(({ position }) => position)).toEqual([
      6, 7, 8, 9, 10,
    ]);
    await ledger.stop();
  }, 60_000);

  it('goes on there, and answers the same when its read models are made anew', async () => {
    const ledger = await RunningLedger.start({ ...CLOCK, EVENT_STORE: server }, dataDir);
    await completedOrder({ ...province, say: saying(ledger, 'later') }, 'o9', 4);
    const position = (await ledger.log()).at(-1)?.position ?? NaN;
    expect(position).toBeGreaterThan(positions.at(-1) ?? NaN);
    positions = [...positions, position];
    await ledger.fetch('/v1/overview?period=2026-03', {
      key: province.auditor,
      headers: { 'Ledger-Min-Position': String(position) },
    });
    before = await answersAt(ledger, positions);
    await ledger.stop();
    rmSync(join(dataDir, 'reads.db'));
    rmSync(join(dataDir, 'identities.db'));
    const again = await RunningLedger.start({ ...CLOCK, EVENT_STORE: server }, dataDir);
    expect(await answersAt(again, positions)).toEqual(before);
    await again.stop();
  }, 60_000);

  it('comes back to a file the same, and nothing else is accepted as a target', async () => {
    const back = `sqlite:${join(dataDir, 'back.db')}`;
    expect(await move('--from', server, '--to', back)).toMatchObject({ code: 0 });
    const ledger = await RunningLedger.start({ ...CLOCK, EVENT_STORE: back }, dataDir);
    expect(await answersAt(ledger, positions)).toEqual(before);
    await ledger.stop();
    expect(await move('--from', server, '--to', back)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('move-target-not-empty'),
    });
    expect(await move('--from', server)).toMatchObject({ code: 1, stderr: expect.stringContaining('--to') });
    expect(await move('--from', 'sqlite:/nowhere.db', '--to', back)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('/nowhere.db'),
    });
  }, 60_000);
});
