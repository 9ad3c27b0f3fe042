import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DocumentedReader } from '../coverage/documented-reader.js';
import type { Json } from '../support/published-answers.js';
import { RunningLedger } from '../support/running-ledger.js';
import { heldActivity, openSmallProvince, type SmallProvince } from '../support/small-province.js';

let ledger: RunningLedger;
let province: SmallProvince;
let reader: DocumentedReader;
/** Position before the hub's corrections of 12 March. */
let before: number;

const at = (day: number, time: string): string => `2026-03-${String(day).padStart(2, '0')}T${time}:00+08:00`;

/** The window registers what it heard from an enterprise: by proxy, at night, and once in a way that is refused. */
async function windowsWork({ window, otherWindow }: SmallProvince): Promise<void> {
  const demand = (id: string, key: string, time: string, more: object = {}) =>
    ledger.post(
      {
        specversion: '1.0',
        id: `dem-${id}`,
        source: 'urn:accounts',
        type: 'cn.smes.demand.demand-registered.v1',
        subject: `dem-${id}`,
        time,
        ...more,
        data: {
          orgId: 'buyer-1',
          classCode: '14',
          kind: 'SERVICE',
          textSha256: 'a'.repeat(64),
          channel: '61',
          originNode: 'Wa',
          contactMedium: 'PHONE',
        },
      },
      { key, headers: { 'Demo-Now': time } },
    );
  const proxy = { enteredby: 'PROXY', onbehalfof: 'buyer-1' };
  const answers = [
    await demand('n1', window, at(10, '02:00'), proxy),
    await demand('n2', window, at(10, '10:00'), proxy),
    await demand('n3', window, at(10, '19:00'), proxy),
    await demand('n4', otherWindow, at(10, '20:00'), proxy),
  ];
  expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
    [201, undefined],
    [201, undefined],
    [201, undefined],
    [403, 'not-own-node'],
  ]);
}

beforeAll(async () => {
  ledger = await RunningLedger.start({ DEMO_CLOCK: '2026-03-01T08:00:00+08:00' });
  province = await openSmallProvince(ledger);
  reader = await DocumentedReader.of(ledger, province.auditor);
  const { say, hub } = province;
  await heldActivity(province, 'v1', 9, 2);
  await windowsWork(province);
  before = await say(hub, 'network.organization-registered', 'org-last', at(11, '10:00'), {
    name: '末位单位',
    kind: 'ENTERPRISE',
    divisionCode: '430111',
  });
  const target = (await reader.pages('/v1/streams/act-v1/history', 50)).at(-1);
  const last = await say(hub, 'activity.entry-reversed', 'act-v1', at(12, '18:00'), {
    targetEventId: target?.['id'],
    reasonCode: 'DUPLICATE',
    reason: '重复录入',
  });
  await reader.json('/v1/overview?period=2026', undefined, { 'Ledger-Min-Position': String(last) });
}, 60_000);
afterAll(() => ledger.discard());

const activity = async (account: string, more = '', key?: string): Promise<Json> =>
  Object.fromEntries(
    (
      (await reader.json(`/v1/accounts/${account}/activity?period=2026-03${more}`, key))['figures'] as readonly Json[]
    ).map(({ code, value, days }) => [
      code,
      [value, ...(days as readonly Json[]).map(({ by, value: each }) => [...Object.values(by as Json), each])],
    ]),
  );

describe('the activity of an account', () => {
  it('is told day by day: postings, shares by proxy, at night and outside working hours', async () => {
    expect(await activity('win-a')).toEqual({
      U01: [8, ['2026-03-09', 5], ['2026-03-10', 3]],
      U02: ['0.3750', ['2026-03-09', '0.0000'], ['2026-03-10', '1.0000']],
      U03: ['0.1250', ['2026-03-09', '0.0000'], ['2026-03-10', '0.3333']],
      U04: ['0.5000', ['2026-03-09', '0.4000'], ['2026-03-10', '0.6667']],
      U05: [0],
      U06: [0],
    });
  });

  it('names what it was refused by code, and the corrections it made', async () => {
    expect(await activity('win-b')).toMatchObject({ U01: [0], U06: [1, ['2026-03-10', 'not-own-node', 1]] });
    expect(await activity('hub')).toMatchObject({ U05: [1, ['2026-03-12', 1]] });
  });

  it('is at an earlier position what was known then', async () => {
    expect(await activity('hub', `&atPosition=${before}`)).toMatchObject({ U05: [0] });
    expect(await reader.refused('/v1/accounts/hub/activity?period=2026&atPosition=1')).toBe('404 stream-unknown');
    expect(await reader.refused('/v1/accounts/nobody/activity?period=2026')).toBe('404 stream-unknown');
  });

  it('leads to the rows, and from these to the events', async () => {
    const rows = (account: string, code: string, more = '') =>
      reader.pages(`/v1/accounts/${account}/activity/${code}/measurements?period=2026-03${more}`, 2);
    expect(await rows('win-a', 'U01')).toHaveLength(8);
    expect(await rows('win-a', 'U03')).toMatchObject([
      {
        measure: 'account-posted',
        dims: { code: 'win-a', kind: 'PROXY', level: 'NIGHT' },
        stream: 'dem-n1',
        event: { type: 'cn.smes.demand.demand-registered.v1', recordedAt: '2026-03-10T02:00:00.000+08:00' },
      },
    ]);
    expect(await rows('win-a', 'U03', '&part=denominator')).toHaveLength(8);
    expect(await rows('win-b', 'U06')).toMatchObject([{ event: { type: 'cn.smes.submission.posting-rejected.v1' } }]);
    expect(await rows('hub', 'U05')).toMatchObject([{ stream: 'act-v1', event: { account: 'hub' } }]);
    expect(await rows('hub', 'U05', `&atPosition=${before}`)).toEqual([]);
    const path = '/v1/accounts/hub/activity/U99/measurements?period=2026';
    expect(await reader.refused(path)).toBe('404 figure-unknown');
  });

  it('is read by audit, authority and the account itself', async () => {
    expect(await activity('win-a', '', province.window)).toEqual(await activity('win-a', '', ledger.key));
    for (const key of [province.hub, province.window, province.buyer])
      for (const path of ['activity', 'activity/U01/measurements'])
        expect(await reader.refused(`/v1/accounts/win-b/${path}?period=2026`, key)).toBe('403 activity-not-own');
  });
});
