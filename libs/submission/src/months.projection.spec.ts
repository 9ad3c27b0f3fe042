import { describe, expect, it } from '@jest/globals';
import { sha256, type Fact } from '#kernel';
import { actorOf, fact } from '#testing/given';
import { projectedBy, type Log } from '#testing/projected';
import { dueDayOf, monthsProjection, type MonthDocument } from './months.projection.js';

const STREAM = 'sub-node-N01-202603';
const on = (day: number): string => `2026-04-${String(day).padStart(2, '0')}T09:00:00.000+08:00`;
const declared = (day: number, totals?: readonly object[]): Fact =>
  fact('SubmissionDeclaredComplete', totals === undefined ? {} : { totals }, { occurredAt: on(day) });
const closed = fact('PeriodClosed', {}, { by: 'HUB', occurredAt: on(12) });
const reopened = fact(
  'PeriodReopened',
  { reason: '漏报', basisSha256: sha256('批复') },
  { by: 'AUTHORITY', occurredAt: on(13) },
);
const refused = fact(
  'PostingRejected',
  { account: 'window-1', code: 'x', payloadSha256: sha256('x') },
  { by: 'LEDGER' },
);

const projected = projectedBy(monthsProjection);
async function of(...facts: readonly Fact[]): Promise<{ doc: MonthDocument | undefined; rows: readonly string[] }> {
  const log: Log = facts.map((each) => [STREAM, each]);
  let found: { doc: MonthDocument | undefined; rows: readonly string[] } | undefined;
  await projected(log, async ({ store, rows }) => {
    found = { doc: await store.get<MonthDocument>(monthsProjection, STREAM), rows: await rows(STREAM) };
  });
  if (found === undefined) throw new Error('nothing was looked at');
  return found;
}

const MARCH = '2026-03-31 node=N01';
const TOTALS = [
  { quantity: 'PERSONS', amount: 9 },
  { quantity: 'ORDERS', amount: 0 },
];

describe('the calendar of submissions', () => {
  it('is due on the tenth of the next month', () =>
    expect([dueDayOf('2026-03'), dueDayOf('2026-12')]).toEqual(['2026-04-10', '2027-01-10']));

  it('opens a month with the first thing said of it', async () => {
    const { doc, rows } = await of(refused);
    expect(doc).toEqual({ node: 'N01', month: '2026-03', status: 'OPEN', entries: [], totals: [] });
    expect(rows).toEqual([]);
  });

  it('says who declared, closed and reopened it, and when', async () => {
    const { doc } = await of(declared(10), closed, reopened, declared(20));
    const entry = (what: string, day: number, by: Parameters<typeof actorOf>[0]) => ({
      what,
      at: on(day),
      account: actorOf(by).account,
    });
    expect(doc).toEqual({
      node: 'N01',
      month: '2026-03',
      status: 'DECLARED',
      declaredOn: '2026-04-10',
      isInTime: true,
      totals: [],
      entries: [
        entry('DECLARED', 10, 'WINDOW'),
        entry('CLOSED', 12, 'HUB'),
        entry('REOPENED', 13, 'AUTHORITY'),
        entry('DECLARED', 20, 'WINDOW'),
      ],
    });
  });

  it('counts a month as declared once, and by its first day as in time or not', async () => {
    expect((await of(declared(10), declared(20))).rows).toEqual([
      `month-declared 1 ${MARCH}`,
      `month-in-time 1 ${MARCH}`,
    ]);
    expect((await of(declared(11))).rows).toEqual([`month-declared 1 ${MARCH}`]);
  });

  it('is closed from each closing to the next opening', async () => {
    const { rows } = await of(closed, reopened, fact('PeriodClosed', {}, { by: 'HUB', occurredAt: on(14) }));
    expect(rows).toEqual([`month-closed 1 ${MARCH}`, `month-closed -1 ${MARCH}`, `month-closed 1 ${MARCH}`]);
  });

  it('holds the totals stated last, a zero among them, and takes back those before', async () => {
    const stated = (quantity: string, amount: number, times = 1) => [
      `own-total ${amount} ${MARCH} code=${quantity}`,
      `own-total-stated ${times} ${MARCH} code=${quantity}`,
    ];
    const { doc, rows } = await of(declared(11, TOTALS), reopened, declared(14, [{ quantity: 'PERSONS', amount: 8 }]));
    expect(doc?.totals).toEqual([{ quantity: 'PERSONS', amount: 8 }]);
    expect(rows).toEqual([
      `month-declared 1 ${MARCH}`,
      ...stated('PERSONS', 9),
      ...stated('ORDERS', 0),
      ...stated('PERSONS', -9, -1),
      ...stated('ORDERS', 0, -1),
      ...stated('PERSONS', 8),
    ]);
  });

  it('knows months of nodes only', async () => {
    const log: Log = [['sub-org-agency-1-202603', refused]];
    await projected(log, async ({ store }) =>
      expect(await store.get(monthsProjection, 'sub-org-agency-1-202603')).toBeUndefined(),
    );
  });
});
