import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HostileLedger } from './hostile-ledger.js';
import { speak, wires, type Wire } from './wire.js';

let ledger: HostileLedger;

beforeAll(async () => {
  ledger = await HostileLedger.start();
}, 60_000);
afterAll(() => ledger.discard());

describe('what is no HTTP', () => {
  it('is answered or hung up on, and fails nowhere', async () => {
    const failed: (readonly [Wire, readonly number[]])[] = [];
    for (const wire of wires(ledger.keyOf('FINANCE'))) {
      const statuses = await speak(ledger.url, wire);
      if (statuses.some((status) => status >= 500)) failed.push([wire, statuses]);
    }
    expect(failed).toEqual([]);
  }, 60_000);

  it('leaves the ledger alive, within its memory, and taking what is well formed', async () => {
    await ledger.expectWell();
  });

  it('leaves its projections what a rebuild makes of the log', async () => {
    await ledger.expectSound();
  }, 120_000);
});
