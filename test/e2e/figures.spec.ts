import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sha256 } from '#kernel';
import { DocumentedReader } from '../coverage/documented-reader.js';
import type { Json } from '../support/published-answers.js';
import { RunningLedger } from '../support/running-ledger.js';
import { completedOrder, heldActivity, openSmallProvince, type SmallProvince } from '../support/small-province.js';

let ledger: RunningLedger;
let province: SmallProvince;
let reader: DocumentedReader;
/** Position before anything was corrected, and what was answered then. */
let before: number;
const then = new Map<string, Json>();

/** All figures there are, and what each may be cut by. */
let codes: readonly string[];
const cuts = new Map<string, readonly string[]>();
const isCutBy = (code: string, scope: string): boolean =>
  ['node', 'class'].every((cut) => !scope.includes(`&${cut}=`) || (cuts.get(code) ?? []).includes(cut));
const PARTS = ['numerator', 'denominator'];

/** Everything that can be asked as of a position. */
const pinned = (): readonly string[] => [
  ...codes.flatMap((code) => [
    `/v1/figures/${code}?period=2026-Q1&atPosition=${before}`,
    ...(cuts.get(code) ?? []).map((group) => `/v1/figures/${code}?period=2026&atPosition=${before}&groupBy=${group}`),
    ...PARTS.map((part) => `/v1/figures/${code}/measurements?period=2026-Q1&atPosition=${before}&part=${part}`),
  ]),
  `/v1/nodes/Wa/scorecard?period=2026-Q1&atPosition=${before}`,
  `/v1/overview?period=2026-03&atPosition=${before}`,
  `/v1/postings?period=2026&atPosition=${before}`,
  `/v1/postings?period=2026-03&node=Wa&atPosition=${before}`,
  `/v1/streams/act-v1?position=${before}`,
  `/v1/streams/act-v2?position=${before}`,
];

/** Held by the other window in April, online, for one person of guest-1. */
async function aprilActivity({ say, otherWindow }: SmallProvince): Promise<number> {
  const at = (time: string): string => `2026-04-02T${time}:00+08:00`;
  await say(otherWindow, 'activity.activity-planned', 'act-v3', at('07:00'), {
    kind: 'TRAINING',
    classCode: '13',
    title: '线上培训',
    startAt: at('09:00'),
    endAt: at('11:00'),
    places: [{ name: '直播间' }],
    channels: ['64'],
    capacity: 50,
    hostNode: 'Wb',
    agencies: [],
    welfareKind: 'PUBLIC',
    networkCode: 'HN',
    entryCode: 'GY-01',
    feeFen: 0,
  });
  await say(otherWindow, 'activity.activity-scheduled', 'act-v3', at('08:00'), { evidence: [] });
  await say(otherWindow, 'activity.activity-held', 'act-v3', at('11:00'), {
    actualStart: at('09:00'),
    actualEnd: at('11:00'),
    staffIds: ['s2'],
    headcount: 1,
  });
  return say(otherWindow, 'activity.attendance-recorded', 'act-v3', at('11:00'), {
    orgId: 'guest-1',
    personKey: sha256('v3/0'),
    channel: '64',
    signedAt: at('09:00'),
    minutes: 100,
  });
}

/** One attendance taken back, one moved to another enterprise, one activity declared void, the node suspended. */
async function correctAll({ say, hub }: SmallProvince): Promise<number> {
  const history = await reader.pages('/v1/streams/act-v1/history', 50);
  const attendances = history.filter(({ name }) => name === '参与已记录');
  const at = '2026-04-03T10:00:00+08:00';
  await say(hub, 'activity.entry-reversed', 'act-v1', at, {
    targetEventId: attendances[5]?.['id'],
    reasonCode: 'INPUT_ERROR',
    reason: '重复录入',
  });
  await say(hub, 'activity.entry-restated', 'act-v1', at, {
    targetEventId: attendances[2]?.['id'],
    reason: '单位有误',
    replacement: { ...(attendances[2]?.['data'] as object), orgId: 'buyer-2' },
  });
  await say(hub, 'activity.activity-invalidated', 'act-v2', at, { reasonCode: 'NOT_HELD', basis: '抽查未举办' });
  return say(ledger.key, 'network.node-suspended', 'node-Wa', at, { basisKind: 'INSPECTION', basis: '督查整改' });
}

const valuesOf = (figures: unknown): Json =>
  Object.fromEntries((figures as readonly Json[]).map(({ code, value }) => [code, value]));
const values = async (query: string, of = codes): Promise<Json> => {
  const answers = await Promise.all(
    of.map(async (code) => [code, (await reader.json(`/v1/figures/${code}?${query}`))['value']] as const),
  );
  return Object.fromEntries(answers);
};

beforeAll(async () => {
  ledger = await RunningLedger.start({ DEMO_CLOCK: '2026-03-01T08:00:00+08:00' });
  province = await openSmallProvince(ledger);
  reader = await DocumentedReader.of(ledger, province.auditor);
  for (const { code, cuts: cut } of (await reader.json('/v1/figures'))['items'] as readonly Json[])
    cuts.set(String(code), cut as readonly string[]);
  codes = [...cuts.keys()];
  await completedOrder(province, 'o1', 5);
  await completedOrder(province, 'o2', 3);
  await heldActivity(province, 'v1', 9, 6);
  await heldActivity(province, 'v2', 10, 2);
  before = await aprilActivity(province);
  for (const path of pinned()) then.set(path, await reader.json(path));
  const last = await correctAll(province);
  await reader.json('/v1/overview?period=2026', undefined, { 'Ledger-Min-Position': String(last) });
}, 60_000);
afterAll(() => ledger.discard());

const QUARTER = {
  F01: 2,
  F02: 4,
  F03: 5,
  F04: '0.5000',
  'F04-3': '1.0000',
  F05: '1.0000',
  F06: '0.0945',
  F10: '1.0000',
  'F10-B': '0.0000',
  F11: '0.4000',
  F14: '0.5000',
  'F14-M': '0.0000',
  'F14-C': '0.0000',
  S01: '0.0000',
  S02: '0.0000',
  S03: 5,
  S04: '0.5000',
  S05: 1,
  S06: null,
  D01: 0,
  D02: 0,
  'D02-P50': null,
  'D02-P90': null,
  'D03-P50': null,
  'D03-P90': null,
  D04: 0,
  D05: 0,
  F07: null,
  'F07-X': 0,
  'F07-P50': null,
  'F07-P90': null,
  F08: null,
  'F08-U': null,
  'F08-X': 0,
  'F09-M': null,
  'D06-P50': null,
  'D06-P90': null,
  D07: null,
  D08: 0,
  'D08-C': 0,
  D09: null,
  'D09-C': null,
  F09: null,
  'F09-L': '0.0000',
  F16: '1.0000',
  N01: 2,
  N02: 1,
  F25: '1.0000',
  'F25-P50': 0,
  'F25-X': 0,
  // The second order was posted when the first was done: the session of the 4th at 16:00 on the 6th at noon.
  'F25-P90': 2640,
  'F25-M': null,
  C01: 0,
  C02: 0,
  C03: null,
  C04: null,
  C05: 0,
  C06: 1,
  'P12-P': 2,
  'P12-D': 1,
  'P12-Q': 2,
  'P12-A': 0,
  'P12-C': 0,
  A01: 2,
  A02: 2,
  A03: 0,
  A04: 0,
  A05: 2,
  A06: 0,
  A07: 0,
  A08: 0,
  A09: 600,
  A10: 600_000,
  A11: 0,
  A12: 0,
  Q01: null,
  Q02: '0.0000',
  Q03: '0.0000',
  Q04: '0.0000',
  Q06: '0.0000',
  Q07: null,
  Q08: '0.0000',
  Q09: '0.0000',
  Q10: '0.0000',
  Q11: null,
  Q12: '0.0000',
  Q13: '0.0000',
};

describe('a figure', () => {
  it('is exact for a quarter, a month, a day and a year, corrections applied', async () => {
    expect(await values('period=2026-Q1')).toEqual(QUARTER);
    expect(await values('period=2026-03')).toEqual(QUARTER);
    expect(await values('period=2026-03-09')).toMatchObject({ F01: 2, F02: 2, F03: 5, F04: null, F14: '1.0000' });
    expect(await values('period=2026-Q2')).toMatchObject({ F01: 1, F02: 1, F03: 1, F04: null, F11: '1.0000', N01: 1 });
    expect(await values('period=2026')).toMatchObject({ F01: 3, F02: 5, F03: 6, F11: '0.5000', F14: '0.6000', N01: 1 });
    expect(await values('period=2026-02')).toMatchObject({ F01: 0, F02: 0, F03: 0, F10: null, N01: 0 });
  });

  it('is cut by node, class, month and enterprise into exact groups', async () => {
    const groups = async (code: string, group: string) =>
      ((await reader.json(`/v1/figures/${code}?period=2026&groupBy=${group}`))['groups'] as readonly Json[]).map(
        ({ by, value }) => [(by as Json)[group], value],
      );
    expect(await groups('F02', 'node')).toEqual([
      ['Wa', 4],
      ['Wb', 1],
    ]);
    expect(await groups('F02', 'class')).toEqual([
      ['10', 2],
      ['13', 1],
      ['14', 2],
    ]);
    const months = (counted: (month: string) => number) =>
      Array.from({ length: 12 }, (_, index) => `2026-${String(index + 1).padStart(2, '0')}`).map((month) => [
        month,
        counted(month),
      ]);
    expect(await groups('F03', 'month')).toEqual(
      months((month) => (month === '2026-03' ? 5 : month === '2026-04' ? 1 : 0)),
    );
    // What stands at the end of each month: both nodes in March, one since the suspension in April.
    expect(await groups('N01', 'month')).toEqual(
      months((month) => (month < '2026-03' ? 0 : month === '2026-03' ? 2 : 1)),
    );
    expect(await groups('F03', 'org')).toEqual([
      ['buyer-1', 2],
      ['buyer-2', 3],
      ['guest-1', 1],
    ]);
    expect(await groups('F11', 'node')).toEqual([
      ['Wa', '0.4000'],
      ['Wb', '1.0000'],
    ]);
  });

  it('of active agencies looks twelve months back from the end of the period, and lists those orders', async () => {
    const active = async (period: string) => (await reader.json(`/v1/figures/F16?period=${period}`))['value'];
    expect(await active('2026-02')).toBe(null);
    expect([await active('2026-03'), await active('2026-Q2'), await active('2026')]).toEqual([
      '1.0000',
      '1.0000',
      '1.0000',
    ]);
    expect([await active('2026-03-05'), await active('2026-03-06')]).toEqual(['0.0000', '1.0000']);
    const rows = await reader.pages('/v1/figures/F16/measurements?period=2026-04', 1);
    expect(rows.map(({ measure, stream }) => [measure, stream])).toEqual([
      ['order-completed', 'ord-o1'],
      ['order-completed', 'ord-o2'],
    ]);
  });

  it('says what it rests on in whole numbers', async () => {
    expect(await reader.json('/v1/figures/F06?period=2026-Q1')).toMatchObject({
      value: '0.0945',
      numerator: 1,
      denominator: 2,
      n: 2,
      bound: '0.0945',
    });
    expect(await reader.json('/v1/figures/F11?period=2026-Q1')).toMatchObject({ numerator: 2, denominator: 5, n: 5 });
  });
});

describe('what was answered at a position', () => {
  it('is answered again to the letter after every later event and correction', async () => {
    const groupings = [...cuts.values()].flat().length;
    expect(then.size).toBe(codes.length * (1 + PARTS.length) + groupings + 6);
    // How many entries came later is the one thing about the past that grows.
    const lasting = (answer: Json): Json => ({ ...answer, laterEvents: undefined });
    for (const [path, answer] of then)
      expect([path, lasting(await reader.json(path))]).toEqual([path, lasting(answer)]);
    const figures = (then.get(`/v1/nodes/Wa/scorecard?period=2026-Q1&atPosition=${before}`) ?? {})['figures'];
    expect(valuesOf(figures)).toMatchObject({ F01: 3, F02: 7, F03: 8, F11: '0.3333', F14: '0.7143', N01: 1 });
  });

  it('goes on page by page as it began, while corrections arrive', async () => {
    const path = '/v1/figures/F03/measurements?period=2026&limit=2';
    const whole = await reader.pages('/v1/figures/F03/measurements?period=2026', 999);
    const first = await reader.json(path);
    const { next } = first['page'] as { readonly next: string };
    const [target] = await reader.pages('/v1/streams/act-v3/history', 1).then((events) => events.slice(-1));
    const last = await province.say(province.hub, 'activity.entry-reversed', 'act-v3', '2026-04-04T10:00:00+08:00', {
      targetEventId: target?.['id'],
      reasonCode: 'NOT_HAPPENED',
      reason: '未到场',
    });
    await reader.json('/v1/overview?period=2026', undefined, { 'Ledger-Min-Position': String(last) });
    const rest: Json[] = [];
    for (let cursor: string | undefined = next; cursor !== undefined;) {
      const page: Json = await reader.json(`${path}&cursor=${cursor}`);
      rest.push(...(page['items'] as readonly Json[]));
      cursor = (page['page'] as { readonly next?: string }).next;
    }
    expect([...(first['items'] as readonly Json[]), ...rest]).toEqual(whole);
    expect(await values('period=2026')).toMatchObject({ F01: 2, F02: 4, F03: 5 });
  });
});

describe('the rows of a figure', () => {
  const scopes = ['period=2026-Q1', 'period=2026', 'period=2026&node=Wa', 'period=2026&class=14'];

  it.each([1, 2, 3, 7, 999])('add up to every figure and every part, read %i a page', async (limit) => {
    for (const scope of limit < 3 ? scopes.slice(0, 1) : scopes)
      for (const code of codes.filter((each) => isCutBy(each, scope)))
        for (const part of PARTS) {
          const path = `/v1/figures/${code}/measurements?${scope}&part=${part}`;
          const { parts } = await reader.json(path);
          const rows = await reader.pages(path, limit);
          const answer = await reader.json(`/v1/figures/${code}?${scope}`);
          const recount = recounted(parts as readonly Part[], rows);
          expect([path, recount]).toEqual([path, answer[part] ?? answer['numerator']]);
        }
  });

  it('add up to every group', async () => {
    const { items } = await reader.json('/v1/figures');
    const stocks = new Set((items as readonly Json[]).flatMap(({ code, stock }) => (stock === true ? [code] : [])));
    for (const code of codes) {
      const path = `/v1/figures/${code}/measurements?period=2026`;
      const { parts } = await reader.json(path);
      const rows = await reader.pages(path, 999);
      for (const group of cuts.get(code) ?? []) {
        const { groups } = await reader.json(`/v1/figures/${code}?period=2026&groupBy=${group}`);
        const answered = new Map(
          (groups as readonly Json[]).map(({ by, numerator }) => [(by as Json)[group], numerator]),
        );
        const keys = new Set([...answered.keys(), ...rows.map((row) => keyOf(row, group))]);
        for (const key of keys) {
          const own = rows.filter((row) =>
            group === 'month' && stocks.has(code) ? keyOf(row, group) <= String(key) : keyOf(row, group) === key,
          );
          const recount = recounted(parts as readonly Part[], own);
          expect([code, group, key, recount]).toEqual([code, group, key, answered.get(key) ?? 0]);
        }
      }
    }
  });

  it('each cite an event that is in the log, and the one it is about', async () => {
    const rows = await reader.pages('/v1/figures/F03/measurements?period=2026', 50);
    expect(rows.some(({ amount, eventId, originId }) => amount === -1 && eventId !== originId)).toBe(true);
    for (const { eventId, originId, stream, event } of rows) {
      const { type, time } = event as Json;
      expect(await reader.json(`/v1/events/${String(eventId)}`)).toMatchObject({ stream, type, time });
      expect(await reader.json(`/v1/events/${String(originId)}`)).toMatchObject({ name: '参与已记录' });
    }
  });
});

describe('figures side by side', () => {
  it.each(['Wa', 'Wb'])('on the scorecard of %s are what each is by itself', async (node) => {
    const { figures, node: shown } = await reader.json(`/v1/nodes/${node}/scorecard?period=2026-Q1`);
    const side = valuesOf(figures);
    expect(side).toEqual(await values(`period=2026-Q1&node=${node}`, Object.keys(side)));
    expect(shown).toMatchObject({ node, status: node === 'Wa' ? 'SUSPENDED' : 'ACTIVE' });
  });

  it('show the node as it was known then', async () => {
    const path = `/v1/nodes/Wa/scorecard?period=2026-Q1&atPosition=${before}`;
    expect((await reader.json(path))['node']).toMatchObject({ node: 'Wa', status: 'ACTIVE' });
    expect(await reader.refused('/v1/nodes/Wa/scorecard?period=2026-Q1&atPosition=1')).toBe('404 stream-unknown');
  });

  it('on the overview are what each is by itself', async () => {
    const side = valuesOf((await reader.json('/v1/overview?period=2026'))['figures']);
    expect(side).toEqual(await values('period=2026', Object.keys(side)));
  });
});

describe('the posting inbox', () => {
  it('counts accepted, refused by code, late, and what awaits evidence', async () => {
    const scheduled = (id: string, subject: string, time: string) =>
      ledger.post(
        { specversion: '1.0', id, source: 'urn:test', type: TYPE, subject, time, data: { evidence: [] } },
        { key: province.window, headers: { 'Demo-Now': '2026-04-20T10:00:00+08:00' } },
      );
    const TYPE = 'cn.smes.activity.activity-scheduled.v1';
    expect((await scheduled('bad-1', 'act-v1', '2026-04-20T09:00:00+08:00')).body.code).toBe('status-not-allowed');
    expect((await scheduled('bad-2', 'act-none', '2026-04-20T09:00:00+08:00')).body.code).toBe('status-not-allowed');
    const old = await scheduled('bad-3', 'act-none', '2025-04-20T09:00:00+08:00');
    expect(old.body.code).toBe('backdated-too-far');
    const late = await ledger.post(
      {
        specversion: '1.0',
        id: 'late-1',
        source: 'urn:test',
        type: 'cn.smes.activity.attendance-recorded.v1',
        subject: 'act-v1',
        time: '2026-03-09T11:00:00+08:00',
        data: {
          orgId: 'guest-1',
          personKey: sha256('v1/late'),
          channel: '3',
          signedAt: '2026-03-09T09:00:00+08:00',
          minutes: 90,
        },
      },
      { key: province.window, headers: { 'Demo-Now': '2026-04-20T10:00:00+08:00' } },
    );
    expect(late.status).toBe(201);
    const path = '/v1/postings?period=2026-04&node=Wa';
    const inbox = await reader.json(path, undefined, {
      'Ledger-Min-Position': late.headers.get('ledger-position') ?? '',
    });
    expect(inbox).toMatchObject({
      node: 'Wa',
      accepted: { count: 1, byEntry: [{ kind: 'SELF', count: 1 }] },
      late: { count: 1 },
      rejected: {
        count: 3,
        byCode: [
          { code: 'backdated-too-far', count: 1 },
          { code: 'status-not-allowed', count: 2 },
        ],
      },
      waitingEvidence: {
        count: 1,
        isComplete: true,
        items: [{ stream: 'act-v1', title: '政策宣讲', heldOn: '2026-03-09' }],
      },
    });
    const { position } = inbox as { readonly position: number };
    expect(await reader.json(`${path}&atPosition=${position}`)).not.toHaveProperty('waitingEvidence');
  });
});

interface Part {
  readonly function: { readonly kind: string; readonly of?: readonly string[] };
  readonly sign: number;
}

const dimOf = (row: Json, name: string): string => (row['dims'] as Readonly<Record<string, string>>)[name] ?? '';
const keyOf = (row: Json, group: string): string =>
  group === 'month' ? String(row['occurredOn']).slice(0, 7) : dimOf(row, group);

/** A figure's part made again from its rows, with nothing but what the answer says. */
function recounted(parts: readonly Part[], rows: readonly Json[]): number {
  return parts.reduce((total, { function: { kind, of = [] }, sign }, index) => {
    const own = rows.filter(({ part }) => part === index);
    if (kind === 'count') return total + sign * own.reduce((count, row) => count + Number(row['sign']), 0);
    const amounts = new Map<string, number>();
    for (const row of own) {
      const key = JSON.stringify(
        kind === 'sum' ? [] : of.map((name) => (name === 'stream' ? row['stream'] : dimOf(row, name))),
      );
      amounts.set(key, (amounts.get(key) ?? 0) + Number(row['amount']));
    }
    const sums = [...amounts.values()];
    return total + sign * (kind === 'sum' ? (sums[0] ?? 0) : sums.filter((amount) => amount > 0).length);
  }, 0);
}
