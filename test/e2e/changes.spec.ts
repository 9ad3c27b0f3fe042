import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DocumentedReader } from '../coverage/documented-reader.js';
import type { Json } from '../support/published-answers.js';
import { RunningLedger } from '../support/running-ledger.js';
import { completedOrder, heldActivity, openSmallProvince, type SmallProvince } from '../support/small-province.js';

let ledger: RunningLedger;
let province: SmallProvince;
let reader: DocumentedReader;
/** Positions when the quarter was reported, and after the corrections of April. */
let reported: number;
let corrected: number;

const APRIL = '2026-04-03T10:00:00+08:00';

beforeAll(async () => {
  ledger = await RunningLedger.start({ DEMO_CLOCK: '2026-03-01T08:00:00+08:00' });
  province = await openSmallProvince(ledger);
  reader = await DocumentedReader.of(ledger, province.auditor);
  await completedOrder(province, 'o1', 5);
  await completedOrder(province, 'o2', 3);
  await heldActivity(province, 'v1', 9, 3);
  const { say, hub } = province;
  reported = await say(hub, 'network.organization-registered', 'org-last', '2026-03-31T18:00:00+08:00', {
    name: '末位单位',
    kind: 'ENTERPRISE',
    divisionCode: '430111',
  });
  const attendances = (await reader.pages('/v1/streams/act-v1/history', 50)).slice(-3);
  await say(hub, 'activity.entry-reversed', 'act-v1', APRIL, {
    targetEventId: attendances[2]?.['id'],
    reasonCode: 'NOT_HAPPENED',
    reason: '未到场',
  });
  await say(hub, 'activity.entry-restated', 'act-v1', APRIL, {
    targetEventId: attendances[1]?.['id'],
    reason: '单位有误',
    replacement: { ...(attendances[1]?.['data'] as object), orgId: 'op-b' },
  });
  corrected = await say(hub, 'activity.rating-excluded', 'ord-o2', APRIL, {
    reasonCode: 'MISTAKEN',
    basis: '复核1号',
  });
  await say(hub, 'network.organization-registered', 'org-after', APRIL, {
    name: '其后单位',
    kind: 'ENTERPRISE',
    divisionCode: '430111',
  });
  await reader.json('/v1/overview?period=2026', undefined, { 'Ledger-Min-Position': String(corrected) });
}, 60_000);
afterAll(() => ledger.discard());

const asked = (code: string, more = ''): string =>
  `/v1/figures/${code}/changes?period=2026-Q1&from=${reported}&to=${corrected}${more}`;

interface Row {
  readonly amount: number;
  readonly sign: 1 | -1;
  readonly position: number;
  readonly part: number;
}
interface Changes {
  readonly difference: number;
  readonly parts: readonly { readonly sign: 1 | -1; readonly function: { readonly kind: string } }[];
}

describe('what changed a figure between two positions', () => {
  it('is its value at both, and the rows recorded between them with their events', async () => {
    expect(await reader.json(asked('F03'))).toMatchObject({
      code: 'F03',
      from: { position: reported, value: 3 },
      to: { position: corrected, value: 2 },
      difference: -1,
      items: [
        { amount: -1, dims: { org: 'guest-1' }, event: { type: 'cn.smes.activity.entry-reversed.v1', account: 'hub' } },
        { amount: -1, dims: { org: 'buyer-2' }, event: { type: 'cn.smes.activity.entry-restated.v1' } },
        { amount: 1, dims: { org: 'op-b' }, event: { recordedAt: '2026-04-03T10:00:00.000+08:00' } },
      ],
    });
  });

  it('names the enterprises that a distinct count began and ceased to count', async () => {
    expect(await reader.json(asked('F01'))).toMatchObject({
      from: { value: 3 },
      to: { value: 2 },
      difference: -1,
      keys: [
        { part: 0, by: { org: 'buyer-2' }, change: 'left' },
        { part: 0, by: { org: 'guest-1' }, change: 'left' },
        { part: 0, by: { org: 'op-b' }, change: 'entered' },
      ],
    });
  });

  it('of a share lies on the side that is asked for', async () => {
    expect(await reader.json(asked('F04'))).toMatchObject({
      from: { value: '0.5000', numerator: 1, denominator: 2 },
      to: { value: '1.0000', numerator: 1, denominator: 1 },
      difference: 0,
      items: [],
    });
    expect(await reader.json(asked('F04', '&part=denominator'))).toMatchObject({
      difference: -1,
      items: [{ amount: -1, stream: 'ord-o2', event: { type: 'cn.smes.activity.rating-excluded.v1' } }],
    });
  });

  it('adds up to the difference in every figure that is a sum or a count, page by page and from the beginning', async () => {
    const { items } = await reader.json('/v1/figures');
    for (const { code } of items as readonly Json[])
      for (const part of ['numerator', 'denominator'])
        for (const from of [0, reported]) {
          const path = `/v1/figures/${String(code)}/changes?period=2026-Q1&from=${from}&to=${corrected}&part=${part}`;
          const { parts, difference } = (await reader.json(path)) as unknown as Changes;
          if (parts.some(({ function: { kind } }) => kind === 'countDistinct')) continue;
          const rows = (await reader.pages(path, 2)) as unknown as readonly Row[];
          const sum = rows.reduce((total, row) => total + row.amount * (parts[row.part]?.sign ?? 0), 0);
          const standing = rows.reduce((total, { sign }) => total + sign, 0);
          const isCount = parts.every(({ function: { kind } }) => kind === 'count');
          expect([path, isCount ? standing : sum]).toEqual([path, difference]);
          expect(rows.filter(({ position }) => position <= from || position > corrected)).toEqual([]);
        }
  });

  it('is asked for one node, class or agency, as the figure is', async () => {
    expect((await reader.json(asked('F03', '&node=Wb')))['items']).toEqual([]);
    expect(await reader.json(asked('F04', '&part=denominator&agency=agency-1'))).toMatchObject({ difference: -1 });
    expect((await reader.json(asked('F03'), province.window))['difference']).toBe(-1);
    expect((await reader.json(asked('F03'), province.otherWindow))['items']).toEqual([]);
  });

  it('is nothing between a position and itself, and runs up to now when no end is named', async () => {
    expect(await reader.json(`/v1/figures/F03/changes?period=2026-Q1&from=${corrected}&to=${corrected}`)).toMatchObject(
      {
        difference: 0,
        items: [],
      },
    );
    expect(await reader.json(`/v1/figures/F03/changes?period=2026-Q1&from=${reported}`)).toMatchObject({
      difference: -1,
    });
  });

  it.each([
    ['F03/changes?period=2026-Q1', '400 invalid-query'],
    ['F03/changes?period=2026-Q1&from=20&to=10', '400 invalid-query'],
    ['F03/changes?period=2026-Q1&from=0&to=999999999999999', '400 position-in-future'],
    ['F99/changes?period=2026-Q1&from=0', '404 figure-unknown'],
  ])('refuses %s with %s', async (path, code) => expect(await reader.refused(`/v1/figures/${path}`)).toBe(code));
});

describe('what changed a stream between two moments', () => {
  const between = (from: string | number, to: string | number, more = ''): string =>
    `/v1/streams/ord-o2/changes?from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}${more}`;

  it('is its state at both, the events between them, and where the states differ', async () => {
    const found = await reader.json(between(reported, corrected));
    const state = async (position: number) =>
      (await reader.json(`/v1/streams/ord-o2?position=${position}`)) as { state: unknown; stateDigest: string };
    const [then, now] = [await state(reported), await state(corrected)];
    expect(found).toMatchObject({
      from: { state: then.state, stateDigest: then.stateDigest, events: 9, revision: 8 },
      to: { state: now.state, stateDigest: now.stateDigest, events: 10, revision: 9 },
      items: [{ revision: 9, name: '评价已剔除', actor: { account: 'hub' } }],
      changes: [
        { path: '/status', kind: 'changed', from: 'RATED', to: 'RATING_EXCLUDED' },
        { path: expect.stringMatching(/^\/facts\/[0-9a-f-]{36}$/), kind: 'added', to: { data: { basis: '复核1号' } } },
        { path: '/ratingExclusion', kind: 'added', to: { basis: '复核1号', reasonCode: 'MISTAKEN' } },
      ],
      isComplete: true,
      notShown: [],
    });
  });

  it('is the same between two moments of the recorded clock, and between a position and such a moment', async () => {
    const byPosition = await reader.json(between(reported, corrected));
    const [evening, april] = ['2026-03-31T18:00:00+08:00', '2026-04-03T02:00:00Z'];
    for (const path of [between(evening, april), between(reported, april), between(evening, corrected)]) {
      const { items, changes } = await reader.json(path);
      expect({ items, changes }).toEqual({ items: byPosition['items'], changes: byPosition['changes'] });
    }
  });

  it('is the whole stream from nothing on, page by page, corrected entries marked', async () => {
    const events = await reader.pages('/v1/streams/act-v1/changes?from=0', 2);
    expect(events).toEqual(await reader.pages('/v1/streams/act-v1/history', 50));
    const { changes } = await reader.json('/v1/streams/act-v1/changes?from=0');
    expect(changes).toContainEqual({ path: '/status', kind: 'changed', from: 'ABSENT', to: 'HELD' });
  });

  it.each([
    ['ord-o2/changes', '400 invalid-query'],
    ['ord-o2/changes?from=yesterday', '400 invalid-query'],
    ['ord-o2/changes?from=2026-03-31T18:00:00%2B08:00&to=1', '400 invalid-query'],
    ['ord-o2/changes?from=2026-04-30T00:00:00%2B08:00', '400 moment-in-future'],
    ['ord-o2/changes?from=1&to=999999', '400 position-in-future'],
    ['ord-none/changes?from=0', '404 stream-unknown'],
  ])('refuses %s with %s', async (path, code) => expect(await reader.refused(`/v1/streams/${path}`)).toBe(code));

  it('is every field that a restatement words anew, by its name and in its entry', async () => {
    const { say, hub } = province;
    const [planned] = await reader.pages('/v1/streams/act-v1/history', 50);
    const anew = { title: '数字化转型讲座', classCode: '11', feeFen: 200, welfareKind: 'VALUE_ADDED' };
    const { terms: _, entryCode: __, ...data } = (planned?.['data'] ?? {}) as Json;
    const position = await say(hub, 'activity.entry-restated', 'act-v1', '2026-04-03T11:00:00+08:00', {
      targetEventId: planned?.['id'],
      reason: '填报有误',
      replacement: { ...data, ...anew, places: [{ name: '开福区会堂' }] },
    });
    const { changes, from, to } = (await reader.json(
      `/v1/streams/act-v1/changes?from=${position - 1}&to=${position}`,
    )) as unknown as { readonly changes: readonly Json[]; readonly from: Json; readonly to: Json };
    const paths = changes.map(({ path }) => String(path));
    for (const field of ['title', 'classCode', 'feeFen', 'welfareKind', 'places/0/name'])
      expect(paths).toEqual(expect.arrayContaining([`/${field}`, `/facts/${String(planned?.['id'])}/data/${field}`]));
    expect(to).toMatchObject({ state: anew });
    expect(to['stateDigest']).not.toBe(from['stateDigest']);
  });

  it('is the name of an organisation that was renamed', async () => {
    const renamed = { name: '末位科技', effectiveOn: '2026-04-03' };
    const position = await province.say(
      province.hub,
      'network.organization-renamed',
      'org-last',
      '2026-04-03T12:00:00+08:00',
      renamed,
    );
    expect(await reader.json(`/v1/streams/org-last/changes?from=${position - 1}`)).toMatchObject({
      from: { state: { name: '末位单位' } },
      to: { state: { name: '末位科技' } },
      changes: [{ path: '/name', kind: 'changed', from: '末位单位', to: '末位科技' }, { kind: 'added' }],
    });
  });

  it('is told to whom the stream is', async () => {
    expect(await reader.refused(between(0, corrected), province.buyer)).toBe('200 -');
    expect(await reader.refused(between(0, corrected), province.otherWindow)).toBe('404 stream-unknown');
  });
});
