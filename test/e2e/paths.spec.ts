import { readFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventStore } from '#event-store';
import { ACTS } from '../clauses/acts.js';
import { RunningLedger } from '../support/running-ledger.js';
import { openSmallProvince, PLACED, type SmallProvince } from '../support/small-province.js';

/** The files that docs/architecture.md says one opens under a heading, first of each step. */
function told(heading: string): readonly string[] {
  const [, below = ''] = readFileSync('docs/architecture.md', 'utf8').split(`\n## ${heading}\n`);
  return [...below.slice(0, below.indexOf('\n## ')).matchAll(/^\d+\. `([^`]+)`/gm)].map(([, file = '']) => file);
}

let ledger: RunningLedger;
let province: SmallProvince;
const session = new Session();

beforeAll(async () => {
  ledger = await RunningLedger.start({ DEMO_CLOCK: '2026-03-01T08:00:00+08:00' });
  province = await openSmallProvince(ledger);
  for (const act of Object.values(ACTS)) await act(province, ledger);
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true });
}, 60_000);
afterAll(async () => {
  session.disconnect();
  await ledger.discard();
});

/** The files of ours of which some function ran since the last call. */
async function ran(): Promise<ReadonlySet<string>> {
  const { result } = await session.post('Profiler.takePreciseCoverage');
  const files = result.filter(({ functions }) =>
    functions.some(({ functionName, ranges }) => functionName !== '' && (ranges[0]?.count ?? 0) > 0),
  );
  return new Set(files.map(({ url }) => url.replace(/^file:\/\//, '').replace(`${resolve()}/`, '')));
}

describe('the files that the book of the architecture names, run', () => {
  it('when an order is placed, and when a figure is brought up to it and asked for', async () => {
    await ran();
    await province.say(province.buyer, 'activity.order-placed', 'ord-p1', '2026-04-01T10:00:00+08:00', {
      ...PLACED,
      originNode: 'Wb',
      customised: true,
    });
    const head = await ledger.app.get(EventStore).head();
    const { status } = await ledger.fetch(`/v1/figures/F04?period=2026-03&node=Wa&atPosition=${head}`, {
      key: province.auditor,
    });
    expect(status).toBe(200);
    const files = await ran();
    const named = [...told('A post'), ...told('A figure')];
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((file) => !files.has(file))).toEqual([]);
  });
});
