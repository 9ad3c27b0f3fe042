import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sha256 } from '#kernel';
import { DocumentedReader } from '../coverage/documented-reader.js';
import type { Json } from '../support/published-answers.js';
import { RunningLedger } from '../support/running-ledger.js';
import {
  closedDemand,
  completedOrder,
  newestTypes,
  openSmallProvince,
  PLACED,
  type SmallProvince,
} from '../support/small-province.js';

let ledger: RunningLedger;
let province: SmallProvince;
let reader: DocumentedReader;
let stranger: string;
/** The last event of the traced order, which led to the order after it. */
let rating: string;
let last: number;

const CONTENT = '检测报告';
const REPORT = sha256(CONTENT);
const EVIDENCE = [{ sha256: REPORT, kind: 'DELIVERABLE', bytes: Buffer.byteLength(CONTENT), mediaType: 'text/plain' }];
const at = (day: number, time: string): string => `2026-03-${String(day).padStart(2, '0')}T${time}:00+08:00`;

interface Posted {
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly data: object;
  readonly correlationid?: string;
  readonly causationid?: string;
}

/** Posts with attributes; gives back the event's id. */
async function post(key: string, { type, time, ...event }: Posted): Promise<string> {
  const { status, body } = await ledger.post(
    {
      specversion: '1.0',
      id: `${event.subject}/${type}/${time}`,
      source: 'urn:trace',
      type: newestTypes(ledger)(`activity.${type}`),
      time,
      ...event,
    },
    { key, headers: { 'Demo-Now': time } },
  );
  if (status !== 201) throw new Error(JSON.stringify(body));
  last = body.position;
  return body.eventIds[0] ?? '';
}

/** From placing to rating, all of demand dem-1, with evidence of the session and of the delivery. */
async function tracedOrder({ buyer, agency }: SmallProvince): Promise<void> {
  const of = { subject: 'ord-t1', correlationid: 'dem-1' };
  await post(buyer, { ...of, type: 'order-placed', time: at(10, '10:00'), data: PLACED });
  await post(agency, { ...of, type: 'order-accepted', time: at(10, '11:00'), data: {} });
  await post(agency, {
    ...of,
    type: 'contract-recorded',
    time: at(10, '12:00'),
    data: { contractNo: 'HT-1', amountFen: 300_000, signedOn: '2026-03-10', docHash: sha256('合同') },
  });
  await post(agency, {
    ...of,
    type: 'session-held',
    time: at(11, '16:00'),
    data: {
      startAt: at(11, '14:00'),
      endAt: at(11, '16:00'),
      channel: '3',
      staffIds: ['s1'],
      minutes: 120,
      evidence: EVIDENCE,
    },
  });
  await post(agency, { ...of, type: 'order-delivered', time: at(12, '09:00'), data: { evidence: EVIDENCE } });
  await post(buyer, { ...of, type: 'order-confirmed', time: at(12, '10:00'), data: {} });
  await post(agency, {
    ...of,
    type: 'order-completed',
    time: at(12, '11:00'),
    data: { sessions: 1, minutes: 120, contractFen: 300_000, invoicedFen: 0, paidFen: 0 },
  });
  rating = await post(buyer, { ...of, type: 'rating-given', time: at(12, '12:00'), data: { level: 5 } });
}

/** An item of agency-1 on the shelf. */
async function listedItem({ say, agency, hub }: SmallProvince): Promise<void> {
  const party = { agencyOrgId: 'agency-1', networkCode: 'HN' };
  const offer = { classCode: '14', title: '检测', priceFen: 300_000, priceMode: 'FIXED', welfareKind: 'VALUE_ADDED' };
  const of = (key: string, type: string, data: object): Promise<number> =>
    say(key, `catalogue.service-item-${type}`, 'item-i1', at(2, '12:00'), { ...party, ...data });
  await of(agency, 'drafted', offer);
  await of(agency, 'submitted', {});
  await of(hub, 'listed', { version: 1 });
}

/** An order of dem-d1, before it was closed, and item-i1, related by what is stated alone, from placing to rating. */
async function linkedOrder({ buyer, agency }: SmallProvince, id: string): Promise<void> {
  const subject = `ord-${id}`;
  const { withoutDemand: _reason, ...order } = PLACED;
  const data = { ...order, demandId: 'd1', itemId: 'i1', itemVersion: 1 };
  await post(buyer, { subject, type: 'order-placed', time: at(7, '10:00'), data });
  await post(agency, { subject, type: 'order-accepted', time: at(7, '11:00'), data: {} });
  await post(agency, {
    subject,
    type: 'session-held',
    time: at(7, '16:00'),
    data: {
      startAt: at(7, '14:00'),
      endAt: at(7, '16:00'),
      channel: '3',
      staffIds: ['s1'],
      minutes: 120,
      evidence: EVIDENCE,
    },
  });
  await post(agency, { subject, type: 'order-delivered', time: at(7, '17:00'), data: { evidence: [] } });
  await post(buyer, { subject, type: 'order-confirmed', time: at(7, '17:10'), data: {} });
  const sums = { sessions: 1, minutes: 120, contractFen: 0, invoicedFen: 0, paidFen: 0 };
  await post(agency, { subject, type: 'order-completed', time: at(7, '17:20'), data: sums });
  await post(buyer, { subject, type: 'rating-given', time: at(7, '17:30'), data: { level: 4 } });
}

const trace = async (id: string, key?: string): Promise<Json> =>
  reader.json(`/v1/traces/${id}`, key, { 'Ledger-Min-Position': String(last) });
const told = ({ events }: Json): readonly string[] =>
  (events as readonly Json[]).map(({ stream, name }) => `${String(stream)} ${String(name)}`);

beforeAll(async () => {
  ledger = await RunningLedger.start({ DEMO_CLOCK: '2026-03-01T08:00:00+08:00' });
  province = await openSmallProvince(ledger);
  const { buyer, hub, say, auditor } = province;
  reader = await DocumentedReader.of(ledger, auditor);
  await ledger.fetch(`/v1/evidence/${REPORT}`, { method: 'PUT', body: CONTENT, key: province.agency });
  await completedOrder(province, 'o1', 4);
  await listedItem(province);
  await closedDemand(province, 'd1');
  await tracedOrder(province);
  await post(buyer, {
    type: 'order-placed',
    subject: 'ord-t2',
    time: at(13, '10:00'),
    data: { ...PLACED, title: '复检' },
    causationid: rating,
  });
  const secret = sha256('stranger').slice(0, 40);
  const account = { name: '外人', role: 'SME', org: 'buyer-2' };
  await say(hub, 'account.account-opened', 'acct-stranger', at(13, '11:00'), account);
  await say(hub, 'account.key-issued', 'acct-stranger', at(13, '11:00'), { keyId: 'k1', sha256: sha256(secret) });
  stranger = `stranger.${secret}`;
}, 60_000);
afterAll(() => ledger.discard());

const CONTRACT = `paper-contract-${sha256('合同')}`;
const WHOLE = [
  'ord-t1 已下单',
  'ord-t1 已接单',
  `${CONTRACT} 单据已占用`,
  'ord-t1 合同已备案',
  'ord-t1 服务过程已记录',
  'ord-t1 已交付',
  'ord-t1 企业已确认',
  'ord-t1 已完成',
  'ord-t1 已评价',
  'ord-t2 已下单',
];

describe('a trace', () => {
  it('tells order, contract, sessions with their evidence, and rating in order, and what followed from them', async () => {
    const found = await trace('ord-t1');
    expect(told(found)).toEqual(WHOLE);
    expect(found).toMatchObject({ correlationId: 'dem-1', streams: ['ord-t1', 'ord-t2', CONTRACT], complete: true });
    const events = found['events'] as readonly Json[];
    expect(events[4]).toMatchObject({ correlationId: 'dem-1', data: { evidence: [{ sha256: REPORT }] } });
    expect(events[9]).toMatchObject({ correlationId: 'ord-t2', causationId: rating });
  });

  it('is the same from the order, from the correlation and from any event of it', async () => {
    const found = await trace('ord-t1');
    expect(await trace('dem-1')).toEqual(found);
    for (const { id, stream } of found['events'] as readonly Json[])
      expect(await trace(String(id))).toEqual(stream !== 'ord-t2' ? found : { ...found, correlationId: 'ord-t2' });
  });

  it('goes back to causes of another correlation', async () => {
    expect(told(await trace('ord-t2'))).toEqual(WHOLE);
  });

  it('holds nothing of other business', async () => {
    const contract = expect.stringMatching(/^paper-contract-[0-9a-f]{64}$/) as unknown;
    expect((await trace('ord-o1'))['streams']).toEqual(['ord-o1', contract]);
  });

  it('marks entries that were corrected', async () => {
    const { hub, say } = province;
    const placing = ((await trace('ord-t2'))['events'] as readonly Json[]).at(-1);
    last = await say(hub, 'activity.entry-restated', 'ord-t2', at(14, '10:00'), {
      targetEventId: placing?.['id'],
      reason: '标题有误',
      replacement: { ...PLACED, title: '复检服务' },
    });
    const events = (await trace('ord-t2'))['events'] as readonly Json[];
    expect(events.slice(-2)).toMatchObject([
      { name: '已下单', corrected: { kind: 'restated', by: events.at(-1)?.['id'] } },
      { name: '蓝字更正' },
    ]);
  });

  it('is told to the parties of its streams and to those who read all, and to nobody else', async () => {
    for (const key of [province.buyer, province.agency, province.window])
      expect((await trace('dem-1', key))['streams']).toEqual(['ord-t1', 'ord-t2']);
    for (const id of ['dem-1', 'ord-t1', rating]) {
      expect(await reader.refused(`/v1/traces/${id}`, stranger)).toBe('404 trace-unknown');
      expect(await reader.refused(`/v1/traces/${id}`, province.otherWindow)).toBe('404 trace-unknown');
    }
    expect(await reader.refused('/v1/traces/ord-none')).toBe('404 trace-unknown');
  });
});

describe('a trace from demand on', () => {
  const without = (found: Json): Json => ({ ...found, correlationId: undefined });

  beforeAll(async () => {
    await linkedOrder(province, 'l1');
    await linkedOrder(province, 'l2');
  }, 60_000);

  it('tells the demand, the orders that name it with sessions and ratings, and the item they rest on', async () => {
    const found = await trace('dem-d1');
    const order = (id: string) =>
      ['已下单', '已接单', '服务过程已记录', '已交付', '企业已确认', '已完成', '已评价'].map(
        (name) => `ord-${id} ${name}`,
      );
    expect(told(found)).toEqual([
      'item-i1 服务产品已拟定',
      'item-i1 服务产品已送审',
      'item-i1 服务产品已上架',
      'dem-d1 需求已登记',
      'dem-d1 需求已受理',
      'dem-d1 需求已留言',
      'dem-d1 需求已首次响应',
      'dem-d1 需求已转派',
      'dem-d1 需求已对接',
      'dem-d1 需求已办结',
      ...order('l1'),
      ...order('l2'),
    ]);
    expect(found).toMatchObject({ streams: ['dem-d1', 'item-i1', 'ord-l1', 'ord-l2'], complete: true });
  });

  it('is the same from the demand, from each order and from any event of these', async () => {
    const found = await trace('dem-d1');
    const ids = (found['events'] as readonly Json[])
      .filter(({ stream }) => stream !== 'item-i1')
      .map(({ id }) => String(id));
    expect(ids).toHaveLength(21);
    for (const id of ['ord-l1', 'ord-l2', ...ids]) expect(without(await trace(id))).toEqual(without(found));
  });

  it('of the item itself goes no further, since much business rests on it', async () => {
    expect((await trace('item-i1'))['streams']).toEqual(['item-i1']);
  });

  it('leaves out what is not for the reader', async () => {
    expect((await trace('ord-l1', province.buyer))['streams']).toEqual(['dem-d1', 'ord-l1', 'ord-l2']);
    expect((await trace('dem-d1', province.otherWindow))['streams']).toEqual(['dem-d1']);
  });
});

describe('evidence', () => {
  it('is given to whom the event that names it is shown, and to nobody else', async () => {
    for (const key of [province.buyer, province.agency, province.window, province.auditor, province.hub]) {
      const { status, text } = await ledger.fetch(`/v1/evidence/${REPORT}`, { key });
      expect([status, text]).toEqual([200, CONTENT]);
    }
    for (const key of [stranger, province.otherWindow])
      expect((await ledger.fetch(`/v1/evidence/${REPORT}`, { key })).body.code).toBe('evidence-not-found');
  });
});
