import 'reflect-metadata';
import { rmSync } from 'node:fs';
import { setTimeout as elapsed } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { EventStore } from '#event-store';
import { LedgerProcess } from '../support/ledger-process.js';
import { seededRandom } from '../support/random.js';
import { RunningLedger } from '../support/running-ledger.js';
import { openSmallProvince, PLACED } from '../support/small-province.js';

const KILLS = Number(process.env['PROCESS_KILLS'] ?? 8);
const SEED = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const ORDERS = 1_200;
const DRILL_MS = 60_000 + KILLS * 5_000;
const CLOCK = { DEMO_CLOCK: '2026-03-01T08:00:00+08:00' };
const DUE = '2026-03-10T12:00:00+08:00';

/** A ledger with many orders that nobody answers, stopped before any falls due. */
async function unanswered(): Promise<{ readonly dataDir: string; readonly key: string }> {
  const ledger = await RunningLedger.start(CLOCK);
  const { buyer } = await openSmallProvince(ledger);
  const lines = Array.from({ length: ORDERS }, (_, n) => ({
    specversion: '1.0',
    id: `order-${n}`,
    source: 'urn:test',
    type: 'cn.smes.activity.order-placed.v2',
    subject: `ord-${n}`,
    time: '2026-03-02T10:00:00+08:00',
    data: { ...PLACED, priceFen: 0 },
  }));
  const answers = await ledger.postLines(lines, '/v1/events/batch', buyer);
  expect(answers.at(-1)?.accepted).toBe(ORDERS);
  await ledger.stop();
  return { dataDir: ledger.dataDir, key: ledger.key };
}

/** How many are stated by now, as the ledger's processes say. */
async function stated(ledger: LedgerProcess): Promise<number> {
  const response = await ledger.fetch('/v1/processes', { headers: { 'Demo-Now': DUE } });
  const { items } = (await response.json()) as { readonly items: readonly { readonly stated: number }[] };
  return items[0]?.stated ?? 0;
}

describe(`what falls due while the ledger is killed ${KILLS} times (seed ${SEED})`, () => {
  // Never (the log): what falls due is stated twice, or never.
  it(
    'is stated once each, none left out',
    async () => {
      const { dataDir } = await unanswered();
      const random = seededRandom(SEED);
      for (let kill = 0; kill < KILLS; kill += 1) {
        const ledger = await LedgerProcess.start(CLOCK, dataDir);
        // The clock is moved, and the server dies somewhere between the first statement and the last.
        await stated(ledger);
        await elapsed(random() * 120);
        await ledger.kill();
      }
      const last = await LedgerProcess.start(CLOCK, dataDir);
      while ((await stated(last)) < ORDERS) await elapsed(50);
      await last.stop();
      const ledger = await RunningLedger.start(CLOCK, dataDir);
      const { events } = await ledger.app.get(EventStore).readAll({ after: 0, limit: 10_000, types: ['OrderExpired'] });
      const streams = events.map(({ stream }) => stream);
      expect([streams.length, new Set(streams).size]).toEqual([ORDERS, ORDERS]);
      await ledger.discard();
      rmSync(dataDir, { recursive: true, force: true });
    },
    DRILL_MS,
  );
});
