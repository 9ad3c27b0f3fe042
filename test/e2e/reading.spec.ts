import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { canonical, sha256 } from '#kernel';
import { ProjectionRunner } from '#read-store';
import { DocumentedReader } from '../coverage/documented-reader.js';
import type { Json } from '../support/published-answers.js';
import { RunningLedger } from '../support/running-ledger.js';
import { completedOrder, heldActivity, openSmallProvince, type SmallProvince } from '../support/small-province.js';

let ledger: RunningLedger;
let province: SmallProvince;
let reader: DocumentedReader;
/** Position before anything was corrected. */
let before: number;
let activityEvents: readonly { readonly id: string; readonly type: string }[];

const json = (path: string, key?: string): Promise<Json> => reader.json(path, key);
const refused = (path: string, key?: string): Promise<string> => reader.refused(path, key);
const pages = (path: string, limit: number, key?: string): Promise<readonly Json[]> => reader.pages(path, limit, key);
const figure = async (code: string, query = 'period=2026-Q1', key?: string): Promise<unknown> =>
  (await json(`/v1/figures/${code}?${query}`, key))['value'];

beforeAll(async () => {
  ledger = await RunningLedger.start({ DEMO_CLOCK: '2026-03-01T08:00:00+08:00' });
  province = await openSmallProvince(ledger);
  reader = await DocumentedReader.of(ledger, province.auditor);
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
  'F10-B': '0.0000',
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
  'F10-B': '0.0000',
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

  // Never (figures): what was known at a position changes later
  it('say what was known at an earlier position, for ever', async () => {
    const values = await Promise.all(
      Object.keys(NOW).map(async (code) => [code, await figure(code, `period=2026-Q1&atPosition=${before}`)]),
    );
    expect(Object.fromEntries(values)).toEqual({ ...BEFORE, F14: '0.7143' });
  });

  it.each([
    ['/v1/figures/F99?period=2026', '404 figure-unknown'],
    ['/v1/figures/F01', '400 invalid-query'],
    ['/v1/figures/F01?period=2026-Q5', '400 invalid-query'],
    ['/v1/figures/F01?period=2026&colour=red', '400 invalid-query'],
    ['/v1/figures/F01?period=2026&period=2025', '400 invalid-query'],
    ['/v1/figures/F01?period=2026&atPosition=999999999999999', '400 position-in-future'],
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
    const { state, stateDigest } = await json('/v1/streams/act-v1');
    expect(stateDigest).toBe(sha256(canonical(state)));

    const digest = async (query: string) => (await json(`/v1/streams/act-v1${query}`))['stateDigest'];
    expect(await digest('?revision=8')).toBe(await digest(`?position=${before}`));
    expect(await digest('?revision=8')).not.toBe(await digest(''));
  });

  // Never (corrections): an entry is changed: a correction is an entry of its own and both stay visible
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

  it('is listed by category, node, account and type together, each event once and in order', async () => {
    const all = await pages('/v1/events', 7);
    expect(all.map(({ position }) => position)).toEqual((await ledger.log()).map(({ position }) => position));
    const where = (test: (event: Json) => boolean) => all.filter(test).map(({ id }) => id);
    const ids = async (query: string) => (await pages(`/v1/events?${query}`, 3)).map(({ id }) => id);
    const actor = (event: Json) => event['actor'] as Json;
    expect(await ids('category=ord')).toEqual(where(({ stream }) => String(stream).startsWith('ord-')));
    expect(await ids('node=Wa')).toEqual(where((event) => actor(event)['node'] === 'Wa'));
    expect(await ids('account=hub')).toEqual(where((event) => actor(event)['account'] === 'hub'));
    const type = 'cn.smes.activity.entry-reversed.v1';
    expect(await ids(`type=${type}`)).toEqual(where((event) => event['type'] === type));
    expect(await ids(`type=${type}&category=ord`)).toEqual([]);
    expect(await ids('type=cn.smes.activity.unheard-of.v1')).toEqual([]);
    expect(await ids('category=act&node=Wa&account=win-a&type=cn.smes.activity.activity-held.v1')).toHaveLength(2);
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

  // Never (access): an account reads what is not its business
  it('an enterprise and an agency read their own orders, no activity of others, and an enterprise no figures', async () => {
    for (const key of [province.buyer, province.agency]) {
      expect(await refused('/v1/streams/ord-o1', key)).toBe('200 -');
      expect(await refused('/v1/traces/ord-o1', key)).toBe('200 -');
      expect(await refused('/v1/streams/act-v1', key)).toBe('404 stream-unknown');
    }
    expect(await refused('/v1/figures/F02?period=2026-Q1', province.buyer)).toBe('403 figures-not-for-role');
    expect(await figure('F02', 'period=2026-Q1', province.agency)).toBe(2);
  });

  it('nobody reads without a credential', async () => {
    const { status, body } = await request(ledger.url).get('/v1/figures');
    expect([status, (body as Json)['code']]).toEqual([401, 'credential-missing']);
  });
});

describe('the two clocks of a stream', () => {
  it('part at a late entry: not yet known by the one, and had happened by the other', async () => {
    await province.say(province.window, 'activity.attendance-recorded', 'act-v1', '2026-03-09T11:00:00+08:00', {
      orgId: 'buyer-1',
      personKey: sha256('late'),
      channel: '3',
      signedAt: '2026-03-09T09:00:00+08:00',
      minutes: 45,
    });
    const asOf = async (clock: string) => json(`/v1/streams/act-v1?asOf=2026-03-09T23:00:00%2B08:00&clock=${clock}`);
    const [recorded, occurred] = [await asOf('recorded'), await asOf('occurred')];
    // Known on the day: nine entries. Known now of that day: without the one that was reversed, with the late one.
    expect(recorded).toMatchObject({ moment: { kind: 'recorded' }, events: 9, revision: 8, laterEvents: 2 });
    expect(occurred).toMatchObject({ moment: { kind: 'occurred' }, events: 9, revision: 10, laterEvents: 2 });
    expect(occurred['stateDigest']).toBe((await json('/v1/streams/act-v1'))['stateDigest']);
    expect(recorded['stateDigest']).toBe((await json(`/v1/streams/act-v1?position=${before}`))['stateDigest']);
  });
});

describe('answers', () => {
  const registered = (org: string) =>
    province.say(province.hub, 'network.organization-registered', `org-${org}`, '2026-03-21T10:00:00+08:00', {
      name: `单位${org}`,
      kind: 'ENTERPRISE',
      divisionCode: '430111',
    });
  const overview = (position: number) =>
    reader.get('/v1/overview?period=2026-03').set('Ledger-Min-Position', String(position));

  it('say how far the log has come, and know what was just posted when asked to', async () => {
    for (let n = 0; n < 20; n += 1) {
      const position = await registered(`wrote-${n}`);
      const { status, body, headers } = await overview(position);
      expect([status, (body as Json)['position']]).toEqual([200, position]);
      expect(headers['ledger-position']).toBe(String(position));
    }
  });

  it('wait for the projections, and say so when these do not come', async () => {
    const runner = ledger.app.get(ProjectionRunner);
    const known = await registered('known');
    expect(await runner.waitFor(known, 10_000)).toBe(true);
    await runner.stop();
    const position = await registered('waits');
    expect((await json('/v1/overview?period=2026-03'))['position']).toBe(known);
    const { status, body, headers } = await overview(position);
    expect([status, body, headers['retry-after']]).toMatchObject([
      503,
      { code: 'projection-lagging' },
      expect.stringMatching(/^\d+$/),
    ]);
    const waiting = overview(position).then(({ body }) => (body as Json)['position']);
    await runner.start();
    expect(await waiting).toBe(position);
  });

  it.each([
    ['999999999999999', '400 position-in-future'],
    ['-1', '400 invalid-query'],
    ['soon', '400 invalid-query'],
  ])('refuse to wait for position %s', async (position, code) => {
    const header = { 'Ledger-Min-Position': position };
    expect(await reader.refused('/v1/overview?period=2026', undefined, header)).toBe(code);
    expect(await reader.refused('/v1/traces/ord-o1', undefined, header)).toBe(code);
  });
});
