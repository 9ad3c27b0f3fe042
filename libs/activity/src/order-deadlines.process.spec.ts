import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import type { Fact } from '#kernel';
import { owedBy } from '#process';
import { fact } from '#testing/given';
import { projectedBy } from '#testing/projected';
import { orderDeadlines } from './order-deadlines.process.js';
import { agency, authority, buyer, hub, march, PLACED, SESSION } from './worked-order.fixture.js';

const projection = owedBy(orderDeadlines);
const projected = projectedBy(projection);

const placed = fact('OrderPlaced', PLACED, { by: buyer, occurredAt: march(2), recordedAt: march(2, 12) });
const accepted = fact('OrderAccepted', {}, { by: agency, occurredAt: march(3) });
const held = fact('SessionHeld', SESSION, { by: agency, occurredAt: march(4) });
const delivered = fact('OrderDelivered', { evidence: [] }, { by: agency, occurredAt: march(5), recordedAt: march(6) });
const disputed = fact('OrderDisputed', { reasonCode: 'QUALITY', reason: '不符' }, { by: buyer, occurredAt: march(8) });
const resolved = (ruling: string) =>
  fact('DisputeResolved', { ruling, refundFen: 0, basis: '核查' }, { by: hub, occurredAt: march(12) });
const invoice = fact('InvoiceRecorded', {}, { by: agency, occurredAt: march(7) });

/** What an order owes after these facts. */
async function owedAfter(...facts: readonly Fact[]): Promise<string | undefined> {
  let owed: string | undefined;
  await projected(
    facts.map((each) => ['ord-1', each]),
    async ({ store }) => {
      const [found] = await store.find(projection, { limit: 1 });
      const due = found?.doc['owed'] as
        { readonly type: string; readonly at: string; readonly data: object } | undefined;
      owed = due && `${due.type} ${JSON.stringify(due.data)} ${due.at.slice(0, 16)} ${String(found?.doc['dueOn'])}`;
    },
  );
  return owed;
}

describe('what an order comes to when nobody answers', () => {
  it('is that it expires, when seven days have passed since the ledger had it', async () => {
    expect(await owedAfter(placed)).toBe('OrderExpired {"days":7} 2026-03-10T00:00 2026-03-10');
  });

  it('is nothing on a day of rest: a period ends with the first working day after', async () => {
    const before = (day: number) => `2026-02-${day}T10:00:00.000+08:00`;
    const beforeFestival = fact('OrderPlaced', PLACED, { by: buyer, occurredAt: before(12), recordedAt: before(12) });
    expect(await owedAfter(beforeFestival)).toBe('OrderExpired {"days":7} 2026-02-25T00:00 2026-02-25');
  });

  it('is nothing once it is accepted, declined or cancelled, or expired', async () => {
    const ended = ['OrderAccepted', 'OrderDeclined', 'OrderCancelled', 'OrderExpired'];
    for (const type of ended) expect(await owedAfter(placed, fact(type, {}, { occurredAt: march(3) }))).toBeUndefined();
  });

  it('is that it is deemed confirmed, fifteen days after the ledger had the delivery, whatever papers come', async () => {
    const due = 'OrderDeemedConfirmed {"days":15} 2026-03-24T00:00 2026-03-24';
    expect(await owedAfter(placed, accepted, held, delivered)).toBe(due);
    expect(await owedAfter(placed, accepted, held, delivered, invoice)).toBe(due);
  });

  it('is nothing while a dispute is heard, nor after one that ends it; silence counts anew from a ruling to go on', async () => {
    expect(await owedAfter(placed, accepted, delivered, disputed)).toBeUndefined();
    expect(await owedAfter(placed, accepted, delivered, disputed, resolved('CANCEL'))).toBeUndefined();
    expect(await owedAfter(placed, accepted, delivered, disputed, resolved('UPHOLD'))).toBeUndefined();
    expect(await owedAfter(placed, accepted, delivered, disputed, resolved('RESUME'))).toBe(
      'OrderDeemedConfirmed {"days":15} 2026-03-28T00:00 2026-03-28',
    );
    expect(await owedAfter(placed, accepted, disputed, resolved('RESUME'))).toBeUndefined();
  });

  it('is what is right after a correction', async () => {
    const reversed = fact(
      'EntryReversed',
      { targetEventId: delivered.id, reasonCode: 'NOT_HAPPENED', reason: '未交付' },
      { by: authority, occurredAt: march(20) },
    );
    expect(await owedAfter(placed, accepted, held, delivered, reversed)).toBeUndefined();
  });

  it('is the same read in one step or event by event', async () => {
    const facts = [placed, accepted, held, delivered, disputed, resolved('RESUME'), invoice];
    const log = facts.map((each) => ['ord-1', each] as const);
    const digests: string[] = [];
    for (const pageEvents of [1, 2, 1000])
      await projected(log, async ({ digest }) => void digests.push(digest), pageEvents);
    expect(new Set(digests).size).toBe(1);
  });
});
