import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { ProjectionRunner } from '#read-store';
import { RunningLedger } from '../support/running-ledger.js';
import { TraceTeller } from './trace-teller.js';
import { AUDITOR } from './worked-city.js';
import { tellWorkedTrace, type WorkedTrace } from './worked-trace.js';

/**
 * The worked trace of a subsidised service, as far as there are event types for it: the vouchers (applied for, issued,
 * reserved, used), budget, quota and pool, the claim (submitted, reviewed, approved, publicised, paid), the inspection with
 * its findings, and the recovery of what was paid have none, so that what these would refuse is not tried either.
 * `UPDATE=1 npm run jest -- test/golden` writes the answers anew; read the difference before it is committed.
 */
const GOLDEN = new URL('./worked-trace.json', import.meta.url);
const PERIOD = 'period=2026&node=W4407';

let ledger: RunningLedger;
let told: WorkedTrace;
let auditor: string;
let found: Answers;

beforeAll(async () => {
  ledger = await RunningLedger.start({ DEMO_CLOCK: '2026-09-01T08:00:00+08:00' });
  const teller = new TraceTeller(ledger);
  told = await tellWorkedTrace(teller);
  auditor = teller.keyOf(AUDITOR);
  expect(await ledger.app.get(ProjectionRunner).waitFor(told.december, 10_000)).toBe(true);
  found = await answers();
}, 60_000);
afterAll(() => ledger.discard());

async function ask(path: string): Promise<unknown> {
  const { status, body } = await ledger.fetch(path, { key: auditor });
  expect([path, status]).toEqual([path, 200]);
  return body;
}

interface Known {
  readonly scorecard: {
    readonly figures: readonly { readonly code: string; readonly value: number | string | null }[];
  };
}

const ROWS_OF = ['F02', 'F04', 'F07', 'F10', 'F11'];

/** The order, the demand, the window's figures, and the rows that some of them are made of, as known at a position. */
async function knownAt(position: number) {
  const rows = (code: string): Promise<unknown> =>
    ask(`/v1/figures/${code}/measurements?${PERIOD}&atPosition=${position}`);
  return {
    order: await ask(`/v1/streams/ord-1?position=${position}`),
    demand: await ask(`/v1/streams/dem-1?position=${position}`),
    scorecard: (await ask(`/v1/nodes/W4407/scorecard?period=2026&atPosition=${position}`)) as Known['scorecard'],
    rows: await Promise.all(ROWS_OF.map(rows)),
  };
}

const answers = async () => ({
  told,
  history: { order: await ask('/v1/streams/ord-1/history'), demand: await ask('/v1/streams/dem-1/history') },
  trace: await ask('/v1/traces/dem-1'),
  november: await knownAt(told.november),
  december: await knownAt(told.december),
});
type Answers = Awaited<ReturnType<typeof answers>>;

describe('the worked trace', () => {
  // Never (figures): what was answered once is answered differently
  it('is answered as it was, to the last member', () => {
    if (process.env['UPDATE'] === '1') writeFileSync(GOLDEN, `${JSON.stringify(found, undefined, 1)}\n`);
    expect(found).toEqual(JSON.parse(readFileSync(GOLDEN, 'utf8')));
  });

  it('refuses to take out a session while its month is closed, and while a completed order stands on it', () => {
    expect(told.refused.map(({ code }) => code)).toEqual([
      'period-closed',
      'role-may-not-state',
      'later-entries-depend',
    ]);
  });

  it('shows a completed and rated order as known in November, and one under correction as known in December', () => {
    const valueOf = ({ scorecard }: Known, code: string) =>
      scorecard.figures.find((figure) => figure.code === code)?.value;
    const both = (code: string) => [valueOf(found.november, code), valueOf(found.december, code)];
    expect(both('F02')).toEqual([1, 0]);
    expect(both('F04')).toEqual(['1.0000', null]);
    expect(both('F07')).toEqual(['1.0000', '1.0000']);
    expect(both('F07-P50')).toEqual([38, 38]);
    expect(both('F09')).toEqual(['1.0000', '1.0000']);
    expect(both('F10')).toEqual(['1.0000', '0.0000']);
    expect(both('F11')).toEqual(['0.5000', '0.0000']);
  });
});
