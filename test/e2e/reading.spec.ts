import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { RunningLedger } from '../support/running-ledger.js';
import { completedOrder, heldActivity, openSmallProvince, type SmallProvince } from '../support/small-province.js';

let ledger: RunningLedger;
let province: SmallProvince;
/** Position before anything was corrected. */
let before: number;
let activityEvents: readonly { readonly id: string; readonly type: string }[];

interface Json {
  readonly [member: string]: unknown;
}
const get = (path: string, key = province.auditor) =>
  request(ledger.url).get(path).set('Authorization', `Bearer ${key}`);
const json = async (path: string, key?: string): Promise<Json> => {
  const { status, body } = await get(path, key);
  if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
  return body as Json;
};
const refused = async (path: string, key?: string): Promise<string> => {
  const { status, body } = await get(path, key);
  return `${status} ${(body as { code?: string }).code ?? '-'}`;
};
const figure = async (code: string, query = 'period=2026-Q1', key?: string): Promise<unknown> =>
  (await json(`/v1/figures/${code}?${query}`, key))['value'];
/** All items of a listing, page by page. */
async function pages(path: string, limit: number): Promise<readonly Json[]> {
  const items: Json[] = [];
  for (let next: string | undefined = ''; next !== undefined;) {
    const cursor: string = next === '' ? '' : `&cursor=${next}`;
    const answer = await json(`${path}${path.includes('?') ? '&' : '?'}limit=${limit}${cursor}`);
    items.push(...(answer['items'] as Json[]));
    next = (answer['page'] as { next?: string }).next;
  }
  return items;
}

beforeAll(async () => {
  ledger = await RunningLedger.start({ DEMO_CLOCK: '2026-03-01T08:00:00+08:00' });
  province = await openSmallProvince(ledger);
  await completedOrder(province, 'o1', 5);
  await completedOrder(province, 'o2', 3);
  await heldActivity(province, 'v1', 9, 6);
  await heldActivity(province, 'v2', 10, 2);
  const { say, hub } = province;
  before = await say(hub, 'network.organization-registered', 'org-last', '2026-03-11T10:00:00+08:00', {
    name: '末位单位',
    kind: 'ENTERPRISE',
    divisionCode: '430111',
  });
  await json(`/v1/overview?period=2026-Q1&atPosition=${before}`);
  activityEvents = (await pages('/v1/streams/act-v1/history', 50)) as unknown as typeof activityEvents;
  const target = activityEvents.at(-1)?.id;
  await say(hub, 'activity.entry-reversed', 'act-v1', '2026-03-12T10:00:00+08:00', {
    targetEventId: target,
    reasonCode: 'INPUT_ERROR',
    reason: '重复录入',
  });
  const last = await say(hub, 'activity.activity-invalidated', 'act-v2', '2026-03-12T11:00:00+08:00', {
    reasonCode: 'NOT_HELD',
    basis: '抽查未举办',
  });
  await json(`/v1/overview?period=2026-Q1&atPosition=${last}`);
}, 60_000);
afterAll(() => ledger.discard());

const NOW = {
  F01: 3,
  F02: 5,
  F03: 5,
  F04: '0.5000',
  F05: '1.0000',
  F06: '0.0945',
  F10: '1.0000',
  F11: '0.4000',
  F14: '0.6000',
  N01: 2,
  N02: 1,
};
const BEFORE = {
  F01: 3,
  F02: 7,
  F03: 8,
  F04: '0.5000',
  F05: '1.0000',
  F06: '0.0945',
  F10: '1.0000',
  F11: '0.3333',
  F14: '0.7142',
  N01: 2,
  N02: 1,
};

describe('figures', () => {
  it('say what is known now, corrections applied', async () => {
    const values = await Promise.all(Object.keys(NOW).map(async (code) => [code, await figure(code)]));
    expect(Object.fromEntries(values)).toEqual(NOW);
  });

  it('say what was known at an earlier position, for ever', async () => {
    const values = await Promise.all(
      Object.keys(NOW).map(async (code) => [code, await figure(code, `period=2026-Q1&atPosition=${before}`)]),
    );
    expect(Object.fromEntries(values)).toEqual({ ...BEFORE, F14: '0.7143' });
  });

  it('are whole numbers, and ratios of whole numbers', async () => {
    expect(await json('/v1/figures/F04?period=2026-Q1')).toMatchObject({
      code: 'F04',
      unit: { zh: '比例', en: 'share' },
      value: '0.5000',
      numerator: 1,
      denominator: 2,
      n: 2,
    });
  });

  it('can be cut by node, class and month', async () => {
    const { groups } = await json('/v1/figures/F02?period=2026&groupBy=class');
    expect(groups).toEqual([
      { by: { class: '10' }, value: 3, numerator: 3 },
      { by: { class: '14' }, value: 2, numerator: 2 },
    ]);
    expect(await figure('F02', 'period=2026-03&node=Wa')).toBe(5);
    expect(await figure('F02', 'period=2026-03&node=Wb')).toBe(0);
    expect(await figure('F02', 'period=2026-02')).toBe(0);
    expect(await figure('F02', 'period=2026-Q1&class=14')).toBe(2);
  });

  it.each([1, 3, 50])('are the sum of their rows, each citing an event, read %i a page', async (limit) => {
    for (const code of Object.keys(NOW)) {
      for (const part of ['numerator', 'denominator']) {
        const path = `/v1/figures/${code}/measurements?period=2026-Q1&part=${part}`;
        const { parts } = await json(path);
        const rows = await pages(path, limit);
        const recount = recounted(parts as readonly Part[], rows);
        const answer = await json(`/v1/figures/${code}?period=2026-Q1`);
        expect([code, part, recount]).toEqual([code, part, answer[part] ?? answer['numerator']]);
        for (const { event } of rows) expect(event).toMatchObject({ type: expect.stringMatching(/^cn\.smes\./) });
      }
    }
  });

  it('stand side by side on a scorecard and on the overview, all as of one position', async () => {
    for (const path of ['/v1/nodes/Wa/scorecard?period=2026-Q1', '/v1/overview?period=2026-Q1']) {
      const { figures } = await json(path);
      const values = Object.fromEntries(
        (figures as { code: string; value: unknown }[]).map(({ code, value }) => [code, value]),
      );
      expect(values).toMatchObject({ F01: 3, F02: 5, F04: '0.5000' });
    }
  });

  it('define themselves', async () => {
    const { items } = await json('/v1/figures');
    expect((items as { code: string }[]).map(({ code }) => code)).toEqual([
      'F01',
      'F02',
      'F03',
      'F04',
      'F04-3',
      'F05',
      'F06',
      'F10',
      'F11',
      'F14',
      'N01',
      'N02',
    ]);
  });

  it.each([
    ['/v1/figures/F99?period=2026', '404 figure-unknown'],
    ['/v1/figures/F01', '400 invalid-query'],
    ['/v1/figures/F01?period=2026-Q5', '400 invalid-query'],
    ['/v1/figures/F01?period=2026&colour=red', '400 invalid-query'],
    ['/v1/figures/F01?period=2026&period=2025', '400 invalid-query'],
    ['/v1/figures/F01?period=2026&atPosition=999999', '400 position-in-future'],
    ['/v1/figures/F01/measurements?period=2026&cursor=abc', '400 cursor-malformed'],
    ['/v1/nodes/Wz/scorecard?period=2026', '404 stream-unknown'],
  ])('refuse %s with %s', async (path, code) => expect(await refused(path)).toBe(code));
});

describe('a stream', () => {
  it('is told as it stands, by revision, by position and by either clock', async () => {
    const state = async (query: string) =>
      (await json(`/v1/streams/act-v1${query}`)) as { revision: number; laterEvents: number };
    expect(await state('')).toMatchObject({ revision: 9, laterEvents: 0, state: { status: 'HELD' } });
    expect(await state('?revision=1')).toMatchObject({ revision: 1, laterEvents: 8, state: { status: 'SCHEDULED' } });
    expect(await state(`?position=${before}`)).toMatchObject({ revision: 8, laterEvents: 1 });
    expect(await state('?asOf=2026-03-09T08:30:00%2B08:00')).toMatchObject({ state: { status: 'SCHEDULED' } });
    expect(await state('?asOf=2026-03-09T08:30:00%2B08:00&clock=occurred')).toMatchObject({
      state: { status: 'SCHEDULED' },
    });
  });

  it('has one digest for one state', async () => {
    const digest = async (query: string) => (await json(`/v1/streams/act-v1${query}`))['stateDigest'];
    expect(await digest('?revision=8')).toBe(await digest(`?position=${before}`));
    expect(await digest('?revision=8')).not.toBe(await digest(''));
  });

  it('shows its whole history, corrected entries marked, page by page', async () => {
    const events = await pages('/v1/streams/act-v1/history', 4);
    expect(events.map(({ revision }) => revision)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(events[8]).toMatchObject({ name: '参与已记录', corrected: { kind: 'reversed', by: events[9]?.['id'] } });
    expect(events[9]).toMatchObject({ type: 'cn.smes.activity.entry-reversed.v1' });
  });

  it.each([
    ['/v1/streams/act-none', '404 stream-unknown'],
    ['/v1/streams/nonsense', '404 stream-unknown'],
    ['/v1/streams/act-v1?asOf=yesterday', '400 invalid-query'],
    ['/v1/streams/act-v1?revision=1&position=2', '400 invalid-query'],
    ['/v1/streams/act-v1?clock=occurred', '400 invalid-query'],
  ])('refuses %s with %s', async (path, code) => expect(await refused(path)).toBe(code));
});

describe('the log', () => {
  it('is listed by type and account, pinned while it grows', async () => {
    const first = await json('/v1/events?type=cn.smes.activity.attendance-recorded.v1&limit=5');
    const next = (first['page'] as { next: string }).next;
    await province.say(province.hub, 'network.organization-registered', 'org-later', '2026-03-13T10:00:00+08:00', {
      name: '后来单位',
      kind: 'ENTERPRISE',
      divisionCode: '430111',
    });
    const rest = await json(`/v1/events?type=cn.smes.activity.attendance-recorded.v1&limit=5&cursor=${next}`);
    expect([...(first['items'] as Json[]), ...(rest['items'] as Json[])].map(({ stream }) => stream)).toEqual([
      ...Array<string>(6).fill('act-v1'),
      'act-v2',
      'act-v2',
    ]);
    expect((rest['page'] as Json)['atPosition']).toBe((first['page'] as Json)['atPosition']);
    expect(await refused(`/v1/events?type=cn.smes.activity.order-placed.v1&limit=5&cursor=${next}`)).toBe(
      '400 cursor-mismatch',
    );
    expect(await pages('/v1/events?account=buyer-1', 3)).toHaveLength(6);
  });

  it('gives one event by its id', async () => {
    const id = activityEvents[0]?.id ?? '';
    expect(await json(`/v1/events/${id}`)).toMatchObject({
      id,
      name: '已计划',
      stream: 'act-v1',
      revision: 0,
      actor: { account: 'win-a', node: 'Wa' },
    });
    expect(await refused('/v1/events/none')).toBe('404 event-unknown');
  });

  it('is traced from an order, or from any of its events, to contract, sessions and rating', async () => {
    const trace = await json('/v1/traces/ord-o1');
    const events = trace['events'] as readonly Json[];
    expect(events.map(({ name }) => name)).toEqual([
      '已下单',
      '已接单',
      '合同已备案',
      '服务过程已记录',
      '服务过程已记录',
      '已交付',
      '企业已确认',
      '已完成',
      '已评价',
    ]);
    expect(await json(`/v1/traces/${String(events[3]?.['id'])}`)).toEqual(trace);
    expect(await refused('/v1/traces/ord-none')).toBe('404 trace-unknown');
  });

  it('counts what was posted and what was refused, by code', async () => {
    const refusedPost = await ledger.post(
      {
        specversion: '1.0',
        id: 'bad',
        source: 'urn:test',
        type: 'cn.smes.activity.activity-scheduled.v1',
        subject: 'act-v1',
        time: '2026-03-09T08:00:00+08:00',
        data: { evidence: [] },
      },
      { key: province.window },
    );
    expect(refusedPost.body.code).toBe('status-not-allowed');
    const head = Number(refusedPost.headers.get('ledger-position'));
    expect(await json(`/v1/postings?period=2026-03&node=Wa&atPosition=${head}`)).toMatchObject({
      node: 'Wa',
      accepted: { count: 14 },
      late: { count: 0 },
      rejected: { count: 1, byCode: [{ code: 'status-not-allowed', count: 1 }] },
      waitingEvidence: {
        count: 1,
        isComplete: true,
        items: [{ stream: 'act-v1', title: '政策宣讲', heldOn: '2026-03-09' }],
      },
    });
  });
});

describe('who reads what', () => {
  it('a window reads its own node, its streams and its figures', async () => {
    expect(await figure('F02', 'period=2026-Q1', province.window)).toBe(5);
    expect(await figure('F02', 'period=2026-Q1', province.otherWindow)).toBe(0);
    expect(await refused('/v1/figures/F02?period=2026-Q1&node=Wa', province.otherWindow)).toBe('403 figures-not-own');
    expect(await refused('/v1/nodes/Wa/scorecard?period=2026-Q1', province.otherWindow)).toBe('403 figures-not-own');
    expect(await refused('/v1/streams/act-v1', province.window)).toBe('200 -');
    expect(await refused('/v1/streams/act-v1', province.otherWindow)).toBe('404 stream-unknown');
    expect((await json('/v1/events?limit=200', province.otherWindow))['items']).toEqual(
      expect.not.arrayContaining([expect.objectContaining({ stream: 'act-v1' })]),
    );
  });

  it('an enterprise and an agency read their own orders and no figures', async () => {
    for (const key of [province.buyer, province.agency]) {
      expect(await refused('/v1/streams/ord-o1', key)).toBe('200 -');
      expect(await refused('/v1/traces/ord-o1', key)).toBe('200 -');
      expect(await refused('/v1/streams/act-v1', key)).toBe('404 stream-unknown');
      expect(await refused('/v1/figures/F02?period=2026-Q1', key)).toBe('403 figures-not-for-role');
    }
  });

  it('nobody reads without a credential', async () => {
    const { status, body } = await request(ledger.url).get('/v1/figures');
    expect([status, (body as Json)['code']]).toEqual([401, 'credential-missing']);
  });
});

describe('answers', () => {
  it('say how far the log has come, and wait for a position when asked to', async () => {
    const position = await province.say(
      province.hub,
      'network.organization-registered',
      'org-wait',
      '2026-03-14T10:00:00+08:00',
      { name: '等候单位', kind: 'ENTERPRISE', divisionCode: '430111' },
    );
    const answer = await get('/v1/overview?period=2026-03').set('Ledger-Min-Position', String(position));
    expect(answer.status).toBe(200);
    expect((answer.body as Json)['position']).toBeGreaterThanOrEqual(position);
    expect(Number(answer.headers['ledger-position'])).toBeGreaterThanOrEqual(position);
    const ahead = await get('/v1/overview?period=2026-03').set('Ledger-Min-Position', '999999');
    expect([ahead.status, (ahead.body as Json)['code']]).toEqual([400, 'position-in-future']);
  });

  it('a feed brings what is new, and after a break what was missed, once', async () => {
    const start = (await json('/v1/overview?period=2026'))['position'] as number;
    const post = (n: number) =>
      province.say(province.hub, 'network.organization-registered', `org-feed-${n}`, '2026-03-15T10:00:00+08:00', {
        name: `订阅单位${n}`,
        kind: 'ENTERPRISE',
        divisionCode: '430111',
      });
    await post(1);
    const first = await feed(start, 1);
    expect(first.map(({ stream }) => stream)).toEqual(['org-feed-1']);
    await post(2);
    const live = feed(first[0]?.position ?? 0, 2);
    await post(3);
    expect((await live).map(({ stream }) => stream)).toEqual(['org-feed-2', 'org-feed-3']);
  });
});

interface Part {
  readonly function: { readonly kind: string; readonly of?: readonly string[] };
  readonly sign: number;
}

/** The figure's part made again from its rows, with nothing but what the answer says. */
function recounted(parts: readonly Part[], rows: readonly Json[]): number {
  return parts.reduce((total, { function: { kind, of = [] }, sign }, index) => {
    const own = rows.filter(({ part }) => part === index);
    const amounts = new Map<string, number>();
    for (const row of own) {
      const dims = row['dims'] as Readonly<Record<string, string>>;
      const key =
        kind === 'sum' ? '' : of.map((name) => (name === 'stream' ? row['stream'] : (dims[name] ?? ''))).join(' ');
      amounts.set(key, (amounts.get(key) ?? 0) + Number(row['amount']));
    }
    const value = kind === 'sum' ? (amounts.get('') ?? 0) : [...amounts.values()].filter((amount) => amount > 0).length;
    return total + sign * value;
  }, 0);
}

/** Reads `count` events of the feed after a position. */
async function feed(
  after: number,
  count: number,
): Promise<readonly { readonly stream: string; readonly position: number }[]> {
  const gone = new AbortController();
  const response = await fetch(`${ledger.url}/v1/feed`, {
    headers: { Authorization: `Bearer ${province.auditor}`, 'Last-Event-ID': String(after) },
    signal: gone.signal,
  });
  const events: { stream: string; position: number }[] = [];
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk as Uint8Array).toString();
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (data !== undefined) events.push(JSON.parse(data) as { stream: string; position: number });
    }
    if (events.length >= count) break;
  }
  gone.abort();
  return events;
}
