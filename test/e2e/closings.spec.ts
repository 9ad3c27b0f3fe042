import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sha256 } from '#kernel';
import { DocumentedReader } from '../coverage/documented-reader.js';
import type { Json } from '../support/published-answers.js';
import { RunningLedger } from '../support/running-ledger.js';
import { completedOrder, heldActivity, openSmallProvince, type SmallProvince } from '../support/small-province.js';
import { FIGURES as figures } from '../../apps/ledger/src/figures.js';

const inApril = (day: number): string => `2026-04-${String(day).padStart(2, '0')}T10:00:00+08:00`;

let ledger: RunningLedger;
let province: SmallProvince;
let reader: DocumentedReader;

let n = 0;
/** States one event at a moment of April; gives back its position. */
async function state(key: string, type: string, subject: string, day: number, data: object): Promise<number> {
  n += 1;
  const event = { specversion: '1.0', id: `c-${n}`, source: 'urn:test', type: `cn.smes.${type}.v1`, subject };
  const stated = { ...event, time: inApril(day), data };
  const { status, body } = await ledger.post(stated, { key, headers: { 'Demo-Now': inApril(day) } });
  if (status !== 201) throw new Error(`${type}: ${JSON.stringify(body)}`);
  return body.position;
}
const close = (node: string, day: number): Promise<number> =>
  state(province.hub, 'submission.period-closed', `sub-node-${node}-202603`, day, {});

/** As of everything recorded up to now. */
async function get(path: string): Promise<Json> {
  const [last] = (await ledger.log()).slice(-1);
  return reader.json(path, undefined, { 'Ledger-Min-Position': String(last?.position ?? 0) });
}

beforeAll(async () => {
  ledger = await RunningLedger.start({ DEMO_CLOCK: '2026-03-01T08:00:00+08:00' });
  province = await openSmallProvince(ledger);
  reader = await DocumentedReader.of(ledger, province.auditor);
  await heldActivity(province, 'v1', 9, 4);
  await completedOrder(province, 'o1', 5);
}, 60_000);
afterAll(() => ledger.discard());

const MARCH = 'period=2026-03';
const codes = figures.all.map(({ code }) => code);

/** A figure, or one group of it, as far as its closing goes. */
interface Closed {
  readonly value: unknown;
  readonly numerator: number;
  readonly denominator?: number;
  readonly closing?: Closed & {
    readonly position: number;
    readonly difference: { readonly numerator: number; readonly denominator?: number };
    readonly adjustments: { readonly count: number; readonly items?: readonly Json[]; readonly changes: string };
  };
}
const figure = async (code: string, query: string): Promise<Closed> =>
  (await get(`/v1/figures/${code}?${query}`)) as never;
const groupsOf = async (code: string, query: string): Promise<readonly (Closed & { by: Json })[]> =>
  (await get(`/v1/figures/${code}?${query}`))['groups'] as never;

describe('a month that is closed', () => {
  let closedA: number;
  let closedB: number;

  it('has no closing before, and for all nodes only once the last of them is closed', async () => {
    expect(await figure('F03', `${MARCH}&node=Wa`)).not.toHaveProperty('closing');
    closedA = await close('Wa', 3);
    expect((await figure('F03', `${MARCH}&node=Wa`)).closing).toMatchObject({
      position: closedA,
      closedAt: '2026-04-03T10:00:00.000+08:00',
      value: 4,
      numerator: 4,
      difference: { numerator: 0 },
      adjustments: { count: 0, isComplete: true, items: [] },
    });
    expect(await figure('F03', MARCH)).not.toHaveProperty('closing');
    closedB = await close('Wb', 4);
    expect((await figure('F03', MARCH)).closing?.position).toBe(closedB);
    expect(await figure('F03', 'period=2026')).not.toHaveProperty('closing');
    expect(await figure('F03', `${MARCH}&atPosition=${closedA}`)).not.toHaveProperty('closing');
  });

  it('keeps its value beside what came later by its nature, and names the rows between', async () => {
    const { hub } = province;
    await state(hub, 'activity.rating-excluded', 'ord-o1', 6, { reasonCode: 'MALICIOUS', basis: '核查' });
    await state(hub, 'activity.activity-invalidated', 'act-v1', 7, { reasonCode: 'NOT_HELD', basis: '核查' });
    const attended = await figure('F03', `${MARCH}&node=Wa`);
    expect(attended).toMatchObject({ value: 0, closing: { value: 4, difference: { numerator: -4 } } });
    const { items = [], count, changes } = attended.closing?.adjustments ?? { count: 0, changes: '' };
    expect(count).toBe(4);
    expect(items).toHaveLength(4);
    expect(items[0]).toMatchObject({
      side: 'numerator',
      amount: -1,
      occurredOn: '2026-03-09',
      event: { type: 'cn.smes.activity.activity-invalidated.v1', name: '已作废', account: 'hub' },
    });
    expect((await get(changes))['items']).toHaveLength(4);
    expect(await figure('F04', MARCH)).toMatchObject({
      denominator: 0,
      closing: { value: '1.0000', denominator: 1, difference: { numerator: -1, denominator: -1 } },
    });
  });

  // Never (closed months): a closed month's figures move without the rows that moved them
  it('is frozen, for every figure and scope, at what was known then, and today less frozen is what the rows add up to', async () => {
    const scopes = [MARCH, `${MARCH}&node=Wa`, `${MARCH}&node=Wb`, `${MARCH}&agency=agency-1`, `${MARCH}&class=14`];
    let adjusted = 0;
    for (const scope of scopes)
      for (const { code, kind, numerator: parts } of figures.all) {
        const answer = await ledger.fetch(`/v1/figures/${code}?${scope}`, { key: province.auditor });
        if (answer.status !== 200) continue;
        const today = answer.body as unknown as Closed;
        const { closing } = today;
        if (closing === undefined) throw new Error(`${code} ${scope} has no closing`);
        const { position, difference, adjustments, ...frozen } = closing;
        expect(position).toBe(scope.includes('node=Wa') ? closedA : closedB);
        const then = await figure(code, `${scope}&atPosition=${position}`);
        expect([code, scope, frozen]).toMatchObject([code, scope, { value: then.value, numerator: then.numerator }]);
        expect([code, difference.numerator]).toEqual([code, today.numerator - then.numerator]);
        const sums = parts.every(({ function: { kind: how } }) => how === 'sum');
        if (kind === 'percentile' || !sums) continue;
        const rows = (adjustments.items ?? []).filter(({ side }) => side === 'numerator');
        const signed = rows.map(({ part, amount }) => Number(amount) * (parts[Number(part)]?.minus === true ? -1 : 1));
        expect([code, scope, signed.reduce((sum, each) => sum + each, 0)]).toEqual([code, scope, difference.numerator]);
        adjusted += rows.length;
      }
    expect(adjusted).toBeGreaterThan(10);
  }, 120_000);

  it('is frozen node by node and month by month where figures are cut so', async () => {
    const nodes = await groupsOf('F03', `${MARCH}&groupBy=node`);
    expect(nodes.find(({ by }) => by['node'] === 'Wa')).toMatchObject({
      value: 0,
      closing: { position: closedA, value: 4 },
    });
    const months = await groupsOf('F03', 'period=2026-Q1&groupBy=month');
    expect(months.find(({ by }) => by['month'] === '2026-03')).toMatchObject({
      closing: { position: closedB, value: 4, adjustments: { count: 4 } },
    });
    for (const code of codes)
      for (const group of ['node', 'month', 'class', 'agency', 'kind']) {
        const { status, body } = await ledger.fetch(`/v1/figures/${code}?${MARCH}&groupBy=${group}`, {
          key: province.auditor,
        });
        if (status !== 200) continue;
        for (const { by, closing } of body['groups'] as readonly (Closed & { by: Json })[]) {
          if (closing === undefined) continue;
          const path = `${MARCH}&groupBy=${group}&atPosition=${closing.position}`;
          const then = (await groupsOf(code, path)).find(({ by: each }) => each[group] === by[group]);
          expect([code, by, closing.numerator, closing.value]).toEqual([
            code,
            by,
            then?.numerator ?? 0,
            then === undefined ? closing.value : then.value,
          ]);
        }
      }
  }, 120_000);

  it('stands so on scorecards, the overview, the statement, the calendar and the data quality', async () => {
    const closing = { position: closedA, closedAt: '2026-04-03T10:00:00.000+08:00' };
    const scorecard = await get(`/v1/nodes/Wa/scorecard?${MARCH}`);
    expect(scorecard['closing']).toEqual(closing);
    const f03 = (scorecard['figures'] as readonly Json[]).find(({ code }) => code === 'F03');
    expect(f03).toMatchObject({ value: 0, closing: { value: 4, adjustments: { count: 4 } } });
    expect((await get(`/v1/overview?${MARCH}`))['closing']).toMatchObject({ position: closedB });
    expect(await get(`/v1/agencies/agency-1/scorecard?${MARCH}`)).toMatchObject({ closing: { position: closedB } });
    expect(await get(`/v1/welfare-statement?${MARCH}&node=Wa`)).toMatchObject({
      closing: { ...closing, lines: [{ delivered: 1 }], adjustments: { delivered: { count: 1 } } },
    });
    const [month] = (await get(`/v1/submissions?${MARCH}`))['months'] as readonly Json[];
    expect(month?.['items']).toMatchObject([
      { node: 'Wa', closing: { ...closing, adjustments: { isComplete: true } } },
      { node: 'Wb', closing: { position: closedB, adjustments: { count: 0 } } },
    ]);
    expect(await get(`/v1/nodes/Wa/data-quality?${MARCH}`)).toMatchObject({ closing });
    expect(await get(`/v1/data-quality?${MARCH}`)).toMatchObject({ closing: { position: closedB } });
  });

  it('is no longer frozen when it is opened again, and frozen anew by the next closing', async () => {
    const reopening = { reason: '漏报', basisSha256: sha256('批复') };
    await state(ledger.key, 'submission.period-reopened', 'sub-node-Wa-202603', 8, reopening);
    expect(await figure('F03', `${MARCH}&node=Wa`)).not.toHaveProperty('closing');
    expect((await figure('F03', `${MARCH}&node=Wb`)).closing).toMatchObject({ position: closedB });
    const again = await close('Wa', 9);
    expect((await figure('F03', `${MARCH}&node=Wa`)).closing).toMatchObject({
      position: again,
      value: 0,
      difference: { numerator: 0 },
      adjustments: { count: 0 },
    });
    expect((await figure('F03', `${MARCH}&node=Wa&atPosition=${closedB}`)).closing).toMatchObject({
      position: closedA,
      value: 4,
    });
  });
});
