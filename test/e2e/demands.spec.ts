import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { canonical, sha256 } from '#kernel';
import { ProjectionRunner } from '#read-store';
import { RunningLedger } from '../support/running-ledger.js';
import { openSmallProvince, type SmallProvince } from '../support/small-province.js';

const on = (day: number, time: string): string => `2026-03-${String(day).padStart(2, '0')}T${time}:00+08:00`;
const HOURS = [
  { from: '09:00', to: '12:00' },
  { from: '13:30', to: '17:30' },
];
/** A first response within 60 working minutes, closing within 3 working days. */
const SLA = { calendar: 'CN', hours: HOURS, firstResponseMinutes: 60, closeWorkingDays: 3 };

let ledger: RunningLedger;
let province: SmallProvince;

async function publishSla(): Promise<void> {
  const { say } = province;
  const authority = ledger.key;
  const docNo = '湘工信企业〔2026〕2号';
  const at = on(2, '11:00');
  await say(authority, 'catalogue.doc-number-reserved', `docno-${sha256(docNo)}`, at, { docNo, policyId: 'p2' });
  await say(authority, 'catalogue.policy-published', 'policy-p2', at, {
    docNo,
    issuers: ['省工业和信息化厅'],
    title: '诉求办理时限',
    issuedOn: '2026-01-05',
    effectiveFrom: '2026-02-01',
    docHash: sha256('时限'),
  });
  await say(authority, 'catalogue.rule-version-published', 'rule-sla', at, {
    ruleId: 'sla',
    version: 1,
    kind: 'SLA',
    body: SLA,
    bodySha256: sha256(canonical(SLA)),
    effectiveFrom: '2026-03-02',
    anchor: 'p2',
  });
}

/** Registered at 09:00 and accepted; answered or not, matched and closed or not. */
async function demand(id: string, { answered, closedOn }: { answered?: string; closedOn?: number }): Promise<number> {
  const { say, buyer, window } = province;
  const stream = `dem-${id}`;
  await say(buyer, 'demand.demand-registered', stream, on(3, '09:00'), {
    orgId: 'buyer-1',
    classCode: '14',
    kind: 'SERVICE',
    textSha256: sha256(`需求${id}`),
    channel: '61',
    originNode: 'Wa',
    contactMedium: 'PHONE',
  });
  let last = await say(window, 'demand.demand-accepted', stream, on(3, '09:01'), {});
  const response = { by: 's1', medium: 'PHONE', summarySha256: sha256('已联系') };
  if (answered !== undefined)
    last = await say(window, 'demand.demand-first-responded', stream, on(3, answered), response);
  if (closedOn !== undefined) {
    await say(window, 'demand.demand-matched', stream, on(4, '10:00'), { agencyOrgId: 'agency-1', networkCode: 'HN' });
    last = await say(window, 'demand.demand-closed', stream, on(closedOn, '10:00'), {
      outcome: 'SATISFIED',
      reason: '已签约',
    });
  }
  return last;
}

async function order(id: string, demandId: string): Promise<number> {
  const { say, buyer, agency } = province;
  await say(buyer, 'activity.order-placed', `ord-${id}`, on(5, '09:00'), {
    buyerOrgId: 'buyer-1',
    agencyOrgId: 'agency-1',
    networkCode: 'HN',
    classCode: '14',
    title: '检测服务',
    priceFen: 300_000,
    welfareKind: 'VALUE_ADDED',
    servingNode: 'Wa',
    customised: false,
    demandId,
  });
  return say(agency, 'activity.order-accepted', `ord-${id}`, on(5, '10:00'), {});
}

interface Value {
  readonly value: number | string | null;
  readonly numerator: number;
  readonly denominator?: number;
}

async function figure(code: string, position: number): Promise<Value> {
  expect(await ledger.app.get(ProjectionRunner).waitFor(position, 10_000)).toBe(true);
  const path = `/v1/figures/${code}?period=2026-03&node=Wa&atPosition=${position}`;
  const { body } = await ledger.fetch(path, { key: province.auditor });
  const { value, numerator, denominator } = body as unknown as Value;
  return { value, numerator, ...(denominator === undefined ? {} : { denominator }) };
}

describe('demands of a window', () => {
  let ordered: number;
  let before: number;

  beforeAll(async () => {
    ledger = await RunningLedger.start({ DEMO_CLOCK: on(1, '08:00') });
    province = await openSmallProvince(ledger);
    await publishSla();
    // In time: 60 working minutes; late: over the noon break; never.
    await demand('d1', { answered: '10:00', closedOn: 6 });
    await demand('d2', { answered: '13:31', closedOn: 9 });
    before = await demand('d3', {});
    ordered = await order('o1', 'd1');
  }, 60_000);
  afterAll(() => ledger.discard());

  it('carry the terms that were in force when they were registered', async () => {
    const { body } = await ledger.fetch('/v1/streams/dem-d1/history', { key: province.auditor });
    const [registered] = body['items'] as readonly { readonly data: object }[];
    expect(registered?.data).toMatchObject({
      sla: {
        ruleId: 'sla',
        version: 1,
        bodySha256: sha256(canonical(SLA)),
        firstResponseMinutes: 60,
        closeBy: '2026-03-06',
      },
    });
  });

  it('count as answered in time by working minutes, those never answered included (F07)', async () => {
    expect(await figure('F07', ordered)).toEqual({ value: '0.3333', numerator: 1, denominator: 3 });
    expect(await figure('F07-P50', ordered)).toEqual({ value: 60, numerator: 2 });
    expect(await figure('F07-P90', ordered)).toEqual({ value: 181, numerator: 2 });
  });

  it('count as closed in time by working days (F08), and as ordered when an order was accepted (F09)', async () => {
    expect(await figure('F08', ordered)).toEqual({ value: '0.3333', numerator: 1, denominator: 3 });
    expect(await figure('F09-M', ordered)).toEqual({ value: '0.6667', numerator: 2, denominator: 3 });
    expect(await figure('F09', ordered)).toEqual({ value: '0.3333', numerator: 1, denominator: 3 });
    expect(await figure('F09', before)).toEqual({ value: '0.0000', numerator: 0, denominator: 3 });
  });

  it('are listed when they were not forwarded after some days, as known then', async () => {
    const { say, window, auditor } = province;
    const listed = async (query: string, key = auditor) => {
      const { body } = await ledger.fetch(`/v1/demands/unforwarded?period=2026-03&${query}`, { key });
      const { on: day, count, items } = body as unknown as { on: string; count: number; items: readonly object[] };
      return [day, count, items];
    };
    const kept = (id: string, days: number) => ({ stream: `dem-${id}`, node: 'Wa', registeredOn: '2026-03-03', days });
    const accepted = { on: '2026-03-10', inPlan: true };
    await say(ledger.key, 'network.node-operator-appointed', 'node-HUB00', on(10, '08:10'), {
      operatorOrgId: 'op-a',
      from: '2026-01-01',
      basisSha256: sha256('任命'),
    });
    const before = await say(ledger.key, 'network.node-accepted', 'node-HUB00', on(10, '08:20'), accepted);
    const after = await say(window, 'demand.demand-forwarded', 'dem-d3', on(10, '09:00'), {
      toNode: 'HUB00',
      receiptId: 'R-1',
      receivedAt: on(10, '09:00'),
    });
    expect(await listed(`days=7&atPosition=${before}`)).toEqual([
      '2026-03-10',
      3,
      [kept('d1', 7), kept('d2', 7), kept('d3', 7)],
    ]);
    expect(await listed(`days=7&atPosition=${after}`)).toEqual(['2026-03-10', 2, [kept('d1', 7), kept('d2', 7)]]);
    expect(await listed(`days=8&atPosition=${after}`)).toEqual(['2026-03-10', 0, []]);
    expect(await listed(`days=7&atPosition=${after}`, province.otherWindow)).toEqual(['2026-03-10', 0, []]);
    expect([await figure('D04', before), await figure('D04', after)]).toEqual([
      { value: 3, numerator: 3 },
      { value: 2, numerator: 2 },
    ]);
    expect(await figure('D02-P50', after)).toEqual({ value: 7 * 24 * 60, numerator: 1 });
    expect(await figure('D03-P50', after)).toEqual({ value: 0, numerator: 1 });
  });

  it('lead from the figure to the events it rests on', async () => {
    const path = `/v1/figures/F09/measurements?period=2026-03&node=Wa&atPosition=${ordered}`;
    const { body } = await ledger.fetch(path, { key: province.auditor });
    expect(body['items']).toMatchObject([{ measure: 'demand-ordered', stream: 'ord-o1', dims: { code: 'd1' } }]);
  });
});
