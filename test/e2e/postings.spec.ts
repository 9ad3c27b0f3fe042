import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventStore } from '#event-store';
import { DocumentedReader } from '../coverage/documented-reader.js';
import type { Json } from '../support/published-answers.js';
import { RunningLedger } from '../support/running-ledger.js';
import { heldActivity, openSmallProvince, type SmallProvince } from '../support/small-province.js';

let ledger: RunningLedger;
let province: SmallProvince;
let reader: DocumentedReader;
/** Positions before and after the refused statement was mended. */
let before: number;
let after: number;

const at = (day: number, time = '10:00'): string => `2026-03-${String(day).padStart(2, '0')}T${time}:00+08:00`;
const head = (): Promise<number> => ledger.app.get(EventStore).head();

const PLAN = {
  kind: 'TRAINING',
  classCode: '13',
  title: '培训',
  startAt: at(21, '09:00'),
  endAt: at(21, '11:00'),
  places: [{ name: '大厅' }],
  channels: ['3'],
  capacity: 50,
  hostNode: 'Wa',
  agencies: [],
  welfareKind: 'VALUE_ADDED',
  feeFen: 0,
};

/** Posts a plan under an id; what the door answers, in one word. */
async function plan(id: string, over: object, key = province.window): Promise<string> {
  const event = {
    specversion: '1.0',
    id,
    source: '//wa/plans',
    type: 'cn.smes.activity.activity-planned.v1',
    subject: `act-${id}`,
    time: at(18),
    data: { ...PLAN, ...over },
  };
  const { status, body } = await ledger.post(event, { key, headers: { 'Demo-Now': at(18) } });
  return status === 201 ? 'recorded' : body.code;
}

const inbox = async (position: number, key = province.window): Promise<Json> =>
  (await reader.json(`/v1/postings?period=2026-03&node=Wa&atPosition=${position}`, key))['rejected'] as Json;
const toMend = async (position: number): Promise<unknown> =>
  ((await inbox(position))['toMend'] as readonly Json[]).map(({ statementId, code, refusals }) => [
    statementId,
    code,
    refusals,
  ]);
const find = (id: string, key = province.window): Promise<Json> =>
  reader.json(`/v1/postings/statement?source=${encodeURIComponent('//wa/plans')}&id=${id}`, key, {
    'Ledger-Min-Position': String(after),
  });

beforeAll(async () => {
  ledger = await RunningLedger.start({ DEMO_CLOCK: at(1, '08:00') });
  province = await openSmallProvince(ledger);
  reader = await DocumentedReader.of(ledger, province.auditor);
  await heldActivity(province, 'v1', 9, 3);
  expect([
    await plan('p1', { classCode: '77' }),
    await plan('p1', { classCode: '78' }),
    await plan('p2', { classCode: '77' }),
    await plan('p3', {}),
    await plan('p3', { capacity: 60 }),
    (await ledger.post('{', { key: province.window, headers: { 'Demo-Now': at(18) } })).body.code,
  ]).toEqual([
    'class-not-in-force',
    'class-not-in-force',
    'class-not-in-force',
    'recorded',
    'statement-id-reused',
    'malformed-json',
  ]);
  before = await head();
  expect(await plan('p1', {})).toBe('recorded');
  after = await head();
  await reader.json('/v1/overview?period=2026', undefined, { 'Ledger-Min-Position': String(after) });
}, 60_000);
afterAll(() => ledger.discard());

describe('refused statements', () => {
  it('are one thing to mend each, however often they were refused', async () => {
    expect((await inbox(before))['statements']).toEqual({ open: 2, mended: 0, untold: 2, isComplete: true });
    expect(await toMend(before)).toEqual([
      ['p2', 'class-not-in-force', 1],
      ['p1', 'class-not-in-force', 2],
    ]);
  });

  it('are mended once one of the same source and id is recorded after them, and stay as they were known before', async () => {
    expect((await inbox(after))['statements']).toEqual({ open: 1, mended: 1, untold: 2, isComplete: true });
    expect(await toMend(after)).toEqual([['p2', 'class-not-in-force', 1]]);
    expect((await inbox(before))['statements']).toEqual({ open: 2, mended: 0, untold: 2, isComplete: true });
    const { newest } = await inbox(after);
    expect((newest as readonly Json[]).map(({ statementId, mending }) => [statementId, mending])).toEqual([
      [undefined, 'UNTOLD'],
      ['p3', 'UNTOLD'],
      ['p2', 'OPEN'],
      ['p1', 'MENDED'],
      ['p1', 'MENDED'],
    ]);
  });
});

describe('a statement', () => {
  it('is found by its source and id: its receipt, and what it was refused for', async () => {
    const { receipt, refusals } = await find('p1');
    expect(receipt).toMatchObject({ stream: 'act-p1', revision: 0, position: after });
    expect((refusals as readonly Json[]).map(({ code, pointer }) => [code, pointer])).toEqual([
      ['class-not-in-force', '/data/classCode'],
      ['class-not-in-force', '/data/classCode'],
    ]);
    expect(await find('p2')).not.toHaveProperty('receipt');
    expect((await find('p3'))['refusals']).toHaveLength(1);
  });

  it('is found by its poster’s node and by who reads all, by nobody else', async () => {
    expect(await find('p1', province.auditor)).toEqual(await find('p1'));
    for (const id of ['p1', 'p2', 'p9'])
      expect(
        await reader.refused(`/v1/postings/statement?source=%2F%2Fwa%2Fplans&id=${id}`, province.otherWindow),
      ).toBe('404 statement-unknown');
  });

  it('is asked for with both', async () => {
    expect(await reader.refused('/v1/postings/statement?source=%2F%2Fwa%2Fplans')).toBe('400 invalid-query');
  });
});

describe('a request for a correction', () => {
  /** Posts about a stream; the receipt, or the code of the refusal. */
  async function post(key: string, type: string, subject: string, data: object, more: object = {}): Promise<string> {
    const event = {
      specversion: '1.0',
      id: `${type}-${subject}-${JSON.stringify(data).length}`,
      source: '//corrections',
      type: `cn.smes.${type}.v1`,
      subject,
      time: at(19),
      data,
      ...more,
    };
    const { status, body } = await ledger.post(event, { key, headers: { 'Demo-Now': at(19) } });
    after = await head();
    return status === 201 ? ((body as unknown as { eventIds: readonly string[] }).eventIds[0] ?? '') : body.code;
  }
  const list = async (key: string, query = ''): Promise<readonly Json[]> =>
    (await reader.json(`/v1/postings/corrections${query}`, key, { 'Ledger-Min-Position': String(after) }))[
      'items'
    ] as readonly Json[];
  const attendances = async (): Promise<readonly Json[]> =>
    (await reader.pages('/v1/streams/act-v1/history', 50)).filter(({ name }) => name === '参与已记录');
  const asking = { entryStream: 'act-v1', asked: 'REVERSAL', reason: '重复录入' };

  it('is posted by the window, granted by naming the correction the hub made, and listed for both', async () => {
    const { window, otherWindow, hub } = province;
    const [entry] = await attendances();
    const entryId = String(entry?.['id']);
    const stream = `corr-${entryId}`;
    expect(await post(otherWindow, 'submission.correction-requested', stream, asking)).toBe('request-entry-not-own');
    const requestId = await post(window, 'submission.correction-requested', stream, {
      ...asking,
      reason: '重复的录入',
    });
    expect(await list(hub)).toEqual(await list(window));
    expect(await list(hub)).toMatchObject([
      {
        stream,
        status: 'REQUESTED',
        node: 'Wa',
        entry: { stream: 'act-v1', eventId: entryId },
        requestEventId: requestId,
      },
    ]);
    expect(await list(otherWindow)).toEqual([]);
    expect(await list(province.agency)).toEqual([]);

    const reversal = { targetEventId: entryId, reasonCode: 'DUPLICATE', reason: '重复录入' };
    const correctionEventId = await post(hub, 'activity.entry-reversed', 'act-v1', reversal, {
      causationid: requestId,
    });
    const granting = { entryStream: 'act-v1', correctionEventId };
    expect(await post(window, 'submission.correction-granted', stream, granting)).toBe('role-may-not-state');
    await post(hub, 'submission.correction-granted', stream, granting);
    expect(await list(window)).toEqual([]);
    expect(await list(window, '?status=GRANTED')).toMatchObject([{ stream, correctionEventId, decidedBy: 'hub' }]);
    expect((await attendances())[0]).toMatchObject({ corrected: { kind: 'reversed', by: correctionEventId } });
    const trace = await reader.json(`/v1/streams/${stream}`, window);
    expect(trace['state']).toMatchObject({ status: 'GRANTED' });
  });

  it('is declined for a reason that the window reads', async () => {
    const { window, hub } = province;
    const entryId = String((await attendances())[1]?.['id']);
    await post(window, 'submission.correction-requested', `corr-${entryId}`, { ...asking, asked: 'RESTATEMENT' });
    await post(hub, 'submission.correction-declined', `corr-${entryId}`, { reason: '与签到表一致' });
    expect(await list(window, '?status=DECLINED&node=Wa&limit=1')).toMatchObject([{ declinedFor: '与签到表一致' }]);
    expect(await reader.refused('/v1/postings/corrections?node=Wa', province.otherWindow)).toBe('403 figures-not-own');
  });

  it('pages through more than one answer holds', async () => {
    const { window } = province;
    for (const entry of (await attendances()).slice(1))
      await post(window, 'submission.correction-requested', `corr-${String(entry['id'])}`, {
        ...asking,
        reason: '再次申请',
      });
    const first = await reader.json('/v1/postings/corrections?limit=1', window, {
      'Ledger-Min-Position': String(after),
    });
    const second = await reader.json(`/v1/postings/corrections?limit=1&after=${String(first['next'])}`, window);
    const streams = [first, second].flatMap(({ items }) => (items as readonly Json[]).map(({ stream }) => stream));
    expect(streams).toEqual((await list(window)).map(({ stream }) => stream));
    expect(second).not.toHaveProperty('next');
  });
});
