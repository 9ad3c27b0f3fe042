import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventStore } from '#event-store';
import { canonical, sha256 } from '#kernel';
import { DocumentedReader } from '../coverage/documented-reader.js';
import type { Json } from '../support/published-answers.js';
import { RunningLedger } from '../support/running-ledger.js';
import { heldActivity, openSmallProvince, type SmallProvince } from '../support/small-province.js';

let ledger: RunningLedger;
let province: SmallProvince;
let reader: DocumentedReader;
/** Positions: when only good was posted, when all of March was, when March was declared complete. */
let good: number;
let march: number;
let declared: number;

const on = (day: number, time = '10:00', month = '03'): string =>
  `2026-${month}-${String(day).padStart(2, '0')}T${time}:00+08:00`;

/** Posts what is to be refused; gives back the code. */
async function refused(id: string, type: string, time: string, data: object, at = time): Promise<string> {
  const event = {
    specversion: '1.0',
    id,
    source: 'urn:test',
    type: `cn.smes.${type}.v1`,
    subject: 'act-x',
    time,
    data,
  };
  const { body } = await ledger.post(event, { key: province.window, headers: { 'Demo-Now': at } });
  return body.code;
}

const planned = (over: object) => ({
  kind: 'TRAINING',
  classCode: '13',
  title: '培训',
  startAt: on(21, '09:00'),
  endAt: on(21, '11:00'),
  places: [{ name: '大厅' }],
  channels: ['3'],
  capacity: 50,
  hostNode: 'Wa',
  agencies: [],
  welfareKind: 'VALUE_ADDED',
  feeFen: 0,
  ...over,
});

async function publishRule(): Promise<void> {
  const { say } = province;
  const at = on(2, '12:00');
  const docNo = '湘工信企业〔2026〕9号';
  const publish = (type: string, subject: string, data: object): Promise<number> =>
    say(ledger.key, `catalogue.${type}`, subject, at, data);
  await publish('doc-number-reserved', `docno-${sha256(docNo)}`, { docNo, policyId: 'p9' });
  await publish('policy-published', 'policy-p9', {
    docNo,
    issuers: ['省工业和信息化厅'],
    title: '上报数据质量评分办法',
    issuedOn: '2026-03-01',
    effectiveFrom: '2026-03-01',
    docHash: sha256('办法'),
  });
  const body = {
    namedShareBp: 8_000,
    capacityBp: 12_000,
    lastDaysShareBp: 5_000,
    silentWorkingDays: 3,
    timelyWorkingDays: 3,
    weights: [
      { check: 'Q07', weightBp: 4_000 },
      { check: 'Q14', weightBp: 6_000 },
    ],
  };
  await publish('rule-version-published', 'rule-dq', {
    ruleId: 'dq',
    version: 1,
    kind: 'DQ',
    body,
    bodySha256: sha256(canonical(body)),
    effectiveFrom: '2026-04-01',
    anchor: 'p9',
  });
}

beforeAll(async () => {
  ledger = await RunningLedger.start({ DEMO_CLOCK: on(1, '08:00') });
  province = await openSmallProvince(ledger);
  reader = await DocumentedReader.of(ledger, province.auditor);
  await publishRule();
  await heldActivity(province, 'v1', 9, 3);
  good = await ledger.app.get(EventStore).head();
  const { say, window } = province;
  const person = { orgId: 'guest-1', channel: '3', signedAt: on(9, '09:00'), minutes: 90, personKey: sha256('late') };
  await ledger.post(
    {
      specversion: '1.0',
      id: 'late-1',
      source: 'urn:test',
      type: 'cn.smes.activity.attendance-recorded.v1',
      subject: 'act-v1',
      time: on(9, '11:00'),
      data: person,
    },
    { key: window, headers: { 'Demo-Now': on(17) } },
  );
  await say(window, 'activity.attendance-summary-declared', 'act-v1', on(17), {
    enterprises: 3,
    persons: 8,
    unnamed: 4,
  });
  const plan = 'activity.activity-planned';
  expect([
    await refused('r1', plan, on(18), planned({ classCode: '77' })),
    await refused('r2', plan, on(18), planned({ title: '联系 13800138000' })),
    await refused('r3', plan, '2025-03-18T10:00:00+08:00', planned({}), on(18)),
    await refused('r4', plan, on(18), planned({ hostNode: 'Wb' })),
  ]).toEqual(['class-not-in-force', 'invalid-data', 'backdated-too-far', 'not-own-node']);
  march = await ledger.app.get(EventStore).head();
  declared = await say(window, 'submission.submission-declared-complete', 'sub-node-Wa-202603', on(10, '09:00', '04'), {
    totals: [
      { quantity: 'PERSONS', amount: 4 },
      { quantity: 'ACTIVITIES', amount: 2 },
    ],
  });
}, 60_000);
afterAll(() => ledger.discard());

const quality = (position: number, key?: string): Promise<Json> =>
  reader.json(`/v1/nodes/Wa/data-quality?period=2026-03&atPosition=${position}`, key);
const failed = ({ checks }: Json): Json =>
  Object.fromEntries(
    (checks as readonly Json[])
      .filter(({ defects }) => defects !== 0)
      .map(({ code, checked, defects, rate }) => [code, [defects, checked, rate]]),
  );
const scoreOf = ({ score }: Json): unknown => score;
const passed = async (position: number): Promise<void> => {
  await reader.json('/v1/overview?period=2026', undefined, { 'Ledger-Min-Position': String(position) });
};

describe('the data quality of a window', () => {
  it('is the published weights of the rates at which its postings fail', async () => {
    const answer = await quality(march);
    expect(failed(answer)).toEqual({
      Q02: [1, 9, '0.1111'],
      Q03: [1, 9, '0.1111'],
      Q04: [1, 9, '0.1111'],
      Q07: [1, 1, '1.0000'],
      Q13: [1, 8, '0.1250'],
    });
    // Of weights 6,000: 2 × 888.9 + 444.45 + 0 (Q07) + 500 (Q08) + 500 (Q09) + 1,000 (Q10) + 875 (Q13).
    expect([answer['score'], (answer['rule'] as Json)['version']]).toEqual(['84.95', 'dq-preset@1']);
    expect(answer['reasons']).toEqual([
      { check: 'Q07', reason: 'unnamed-share', was: 'flagged', count: 1 },
      { check: 'Q02', reason: 'invalid-data', was: 'refused', count: 1 },
      { check: 'Q03', reason: 'class-not-in-force', was: 'refused', count: 1 },
      { check: 'Q04', reason: 'backdated-too-far', was: 'refused', count: 1 },
    ]);
  });

  it('was 100 before anything failed, and loses by totals that differ from the ledger', async () => {
    expect(scoreOf(await quality(good))).toBe('100.00');
    const answer = await quality(declared);
    expect([answer['score'], failed(answer)['Q14']]).toEqual(['82.27', [1, 2, '0.5000']]);
    expect(answer['totals']).toEqual([
      { quantity: 'ACTIVITIES', stated: 2, ledger: 1, difference: 1 },
      { quantity: 'PERSONS', stated: 4, ledger: 4, difference: 0 },
    ]);
    expect((answer['trend'] as readonly Json[]).slice(-2)).toEqual([
      { month: '2026-02', score: null },
      { month: '2026-03', score: '82.27' },
    ]);
  });

  it('is read by the window itself, by no other, month by month, of nodes that are', async () => {
    expect(await quality(march, province.window)).toEqual(await quality(march));
    expect(await reader.refused('/v1/nodes/Wa/data-quality?period=2026-03', province.otherWindow)).toBe(
      '403 figures-not-own',
    );
    expect(await reader.refused('/v1/nodes/Wa/data-quality?period=2026-Q1')).toBe('400 invalid-query');
    expect(await reader.refused('/v1/nodes/Wx/data-quality?period=2026-03')).toBe('404 stream-unknown');
  });

  it('leads from each rate to the events that failed', async () => {
    const rows = async (code: string) =>
      (await reader.pages(`/v1/figures/${code}/measurements?period=2026-03&node=Wa&atPosition=${march}`, 50)).map(
        ({ measure, dims, stream, event }) => [measure, (dims as Json)['kind'], stream, (event as Json)['type']],
      );
    const rejected = ['sub-node-Wa-202603', 'cn.smes.submission.posting-rejected.v1'];
    expect(await rows('Q02')).toEqual([['quality-refused', 'invalid-data', ...rejected]]);
    expect(await rows('Q03')).toEqual([['quality-refused', 'class-not-in-force', ...rejected]]);
    expect(await rows('Q07')).toEqual([
      ['quality-flagged', 'unnamed-share', 'act-v1', 'cn.smes.activity.attendance-summary-declared.v1'],
    ]);
    expect(await rows('Q13')).toEqual([['fact-late', 'SELF', 'act-v1', 'cn.smes.activity.attendance-recorded.v1']]);
  });

  it('is judged by the rule in force on the last day of the month', async () => {
    const april = await reader.json(`/v1/nodes/Wa/data-quality?period=2026-04&atPosition=${declared}`);
    expect(april['rule']).toMatchObject({
      version: 'dq@1',
      weights: { Q07: 4_000, Q14: 6_000 },
      lastDaysShareBp: 5_000,
    });
    expect(april['score']).toBeNull();
  });
});

describe('the network by data quality', () => {
  it('shows the worst node first, and a window itself only', async () => {
    const path = `/v1/data-quality?period=2026-03&atPosition=${march}`;
    const nodes = async (query: string, key?: string) => {
      const { count, items } = await reader.json(path + query, key);
      return [count, (items as readonly Json[]).map(({ node, score }) => [node, score])];
    };
    expect(await nodes('')).toEqual([
      2,
      [
        ['Wa', '84.95'],
        ['HUB00', '100.00'],
      ],
    ]);
    expect(await nodes('&limit=1')).toEqual([2, [['Wa', '84.95']]]);
    expect(await nodes('', province.window)).toEqual([1, [['Wa', '84.95']]]);
  });
});

describe('connectivity', () => {
  const of = async (query: string, key?: string) => {
    const { on: day, silent, items } = await reader.json(`/v1/connectivity?${query}`, key);
    return [day, silent, items];
  };
  const never = { node: 'Wb', lastOn: null, days: null, workingDays: null, isSilent: true };

  it('says for how long each node has been silent on a day, the longest first', async () => {
    const wa = { node: 'Wa', lastOn: '2026-03-17' };
    expect(await of(`period=2026-03-26&atPosition=${declared}`)).toEqual([
      '2026-03-26',
      1,
      [never, { ...wa, days: 9, workingDays: 7, isSilent: false }],
    ]);
    expect(await of(`period=2026-03-27&atPosition=${declared}&node=Wa`)).toEqual([
      '2026-03-27',
      1,
      [{ ...wa, days: 10, workingDays: 8, isSilent: true }],
    ]);
  });

  it('counts to the day of knowledge where the period goes on, by the rule of that day', async () => {
    expect(await of(`period=2026&atPosition=${good}`)).toEqual([
      '2026-03-09',
      1,
      [never, { node: 'Wa', lastOn: '2026-03-09', days: 0, workingDays: 0, isSilent: false }],
    ]);
  });

  it('shows a window itself', async () => {
    expect(await of('period=2026-03-26', province.otherWindow)).toEqual(['2026-03-26', 1, [never]]);
    expect(await reader.refused('/v1/connectivity?period=2026-03&node=Wa', province.otherWindow)).toBe(
      '403 figures-not-own',
    );
  });
});

describe('the calendar of submissions', () => {
  it('says which months were declared, by whom and when, and by whom not', async () => {
    await passed(declared);
    const { months } = await reader.json('/v1/submissions?period=2026-03');
    expect(months).toEqual([
      {
        month: '2026-03',
        dueOn: '2026-04-10',
        open: 1,
        declared: 1,
        closed: 0,
        inTime: 1,
        isComplete: true,
        items: [
          {
            stream: 'sub-node-Wa-202603',
            node: 'Wa',
            status: 'DECLARED',
            entries: [{ what: 'DECLARED', at: '2026-04-10T09:00:00.000+08:00', account: 'win-a' }],
            totals: [
              { quantity: 'PERSONS', amount: 4 },
              { quantity: 'ACTIVITIES', amount: 2 },
            ],
            declaredOn: '2026-04-10',
            isInTime: true,
          },
        ],
        undeclared: ['Wb'],
      },
    ]);
    expect(await reader.json('/v1/figures/F25-M?period=2026-Q1')).toMatchObject({ value: '1.0000', denominator: 1 });
  });

  it('goes month by month through a period', async () => {
    const { months } = await reader.json('/v1/submissions?period=2026-Q1&node=Wb');
    expect((months as readonly Json[]).map(({ month, undeclared }) => [month, undeclared])).toEqual([
      ['2026-01', []],
      ['2026-02', []],
      ['2026-03', ['Wb']],
    ]);
  });
});

describe('the posting inbox', () => {
  it('shows a window what it has to mend, the newest first, and how its days went', async () => {
    const path = `/v1/postings?period=2026-03&node=Wa&atPosition=${march}`;
    const { rejected, byDay } = await reader.json(path, province.window);
    const { newest } = rejected as { readonly newest: readonly Json[] };
    expect(newest.map(({ code, pointer, statementId }) => [code, pointer, statementId])).toEqual([
      ['not-own-node', undefined, 'r4'],
      ['backdated-too-far', '/time', 'r3'],
      ['invalid-data', '/data/title', 'r2'],
      ['class-not-in-force', '/data/classCode', 'r1'],
    ]);
    expect(newest[2]).toEqual({
      account: 'win-a',
      code: 'invalid-data',
      findings: ['field-personal-data'],
      pointer: '/data/title',
      type: 'cn.smes.activity.activity-planned.v1',
      source: 'urn:test',
      statementId: 'r2',
      recordedAt: '2026-03-18T10:00:00.000+08:00',
      position: march - 2,
      stream: 'sub-node-Wa-202603',
      eventId: expect.any(String),
      mending: 'OPEN',
    });
    expect(byDay).toEqual([
      { day: '2026-03-09', accepted: 6, late: 0, rejected: 0 },
      { day: '2026-03-17', accepted: 2, late: 1, rejected: 0 },
      { day: '2026-03-18', accepted: 0, late: 0, rejected: 4 },
    ]);
  });

  it('tells how long postings took', async () => {
    const minutes = async (code: string) =>
      (await reader.json(`/v1/figures/${code}?period=2026-03&node=Wa&atPosition=${march}`))['value'];
    expect([await minutes('F25-P50'), await minutes('F25-P90')]).toEqual([0, 11_460]);
  });
});

describe('a correction', () => {
  it('mends the quality of the month, which stays as it was known before', async () => {
    const history = await reader.pages('/v1/streams/act-v1/history', 50);
    const target = history.find(({ type }) => type === 'cn.smes.activity.attendance-summary-declared.v1');
    const last = await province.say(province.hub, 'activity.entry-reversed', 'act-v1', on(12, '10:00', '04'), {
      targetEventId: target?.['id'],
      reasonCode: 'INPUT_ERROR',
      reason: '人数有误',
    });
    // Of weights 6,000: Q07 has nothing left to check, half of Q14 is gained, Q13 is now one late fact of seven.
    const mended = await quality(last);
    expect([failed(mended)['Q07'], mended['score']]).toEqual([undefined, '88.82']);
    expect(scoreOf(await quality(declared))).toBe('82.27');
  });
});
