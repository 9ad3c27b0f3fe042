import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DocumentedReader } from '../coverage/documented-reader.js';
import type { Json } from '../support/published-answers.js';
import { RunningLedger } from '../support/running-ledger.js';
import {
  closedDemand,
  completedOrder,
  heldActivity,
  openSmallProvince,
  type SmallProvince,
} from '../support/small-province.js';

let ledger: RunningLedger;
let province: SmallProvince;
let reader: DocumentedReader;
let definitions: readonly Json[];

const LIMITS = ['node', 'class', 'agency'];
const GROUPINGS = [...LIMITS, 'org', 'channel', 'kind', 'welfare', 'level', 'code', 'size', 'month'];
const PERIOD = 'period=2026-Q1';

/** An item of agency-1 on the shelf. */
async function listedItem({ say, agency, hub }: SmallProvince): Promise<void> {
  const party = { agencyOrgId: 'agency-1', networkCode: 'HN' };
  const offer = { classCode: '14', title: '检测', priceFen: 300_000, priceMode: 'FIXED', welfareKind: 'VALUE_ADDED' };
  const of = (key: string, type: string, data: object): Promise<number> =>
    say(key, `catalogue.service-item-${type}`, 'item-i1', '2026-03-09T12:00:00+08:00', { ...party, ...data });
  await of(agency, 'drafted', offer);
  await of(agency, 'submitted', {});
  await of(hub, 'listed', { version: 1 });
}

beforeAll(async () => {
  ledger = await RunningLedger.start({ DEMO_CLOCK: '2026-03-01T08:00:00+08:00' });
  province = await openSmallProvince(ledger);
  reader = await DocumentedReader.of(ledger, province.auditor);
  await completedOrder(province, 'o1', 5);
  await completedOrder(province, 'o2', 3);
  await closedDemand(province, 'd1');
  await heldActivity(province, 'v1', 9, 4);
  await listedItem(province);
  const { say, hub } = province;
  const last = await say(hub, 'network.membership-suspended', 'mship-agency-1-HN', '2026-03-20T09:00:00+08:00', {
    basis: '管理办法',
  });
  await reader.json('/v1/overview?period=2026', undefined, { 'Ledger-Min-Position': String(last) });
  definitions = (await reader.json('/v1/figures'))['items'] as readonly Json[];
}, 60_000);
afterAll(() => ledger.discard());

const ask = (code: unknown, query: string): Promise<Json> =>
  reader.json(`/v1/figures/${String(code)}?${PERIOD}&${query}`);
const numbers = ({ value, numerator, denominator, bound }: Json): Json => ({ value, numerator, denominator, bound });
const listed = (definition: Json, name: 'cuts' | 'additive'): readonly string[] =>
  definition[name] as readonly string[];

describe('what a figure may be cut by', () => {
  it('is answered, limited to a group as that group: no other answer names a group', async () => {
    for (const definition of definitions)
      for (const cut of listed(definition, 'cuts')) {
        const groups = (await ask(definition['code'], `groupBy=${cut}`))['groups'] as readonly Json[];
        for (const group of LIMITS.includes(cut) ? groups : []) {
          const key = (group['by'] as Json)[cut];
          // Work without an agency is a group; nobody can ask for an agency without a name.
          if (key === '' || key === 'HUB00') continue;
          const limited = await ask(definition['code'], `${cut}=${String(key)}`);
          const { code } = definition;
          expect([code, cut, key, numbers(limited)]).toEqual([code, cut, key, numbers(group)]);
        }
      }
  }, 120_000);

  it('is a dimension at least, of every figure', () =>
    expect(definitions.filter((definition) => listed(definition, 'cuts').length < 2)).toEqual([]));

  it('adds up to the whole where the figure says so', async () => {
    for (const definition of definitions) {
      const { code } = definition;
      const whole = await ask(code, '');
      for (const cut of listed(definition, 'additive')) {
        const groups = (await ask(code, `groupBy=${cut}`))['groups'] as readonly Json[];
        for (const side of ['numerator', 'denominator']) {
          const sum = groups.reduce((total, group) => total + Number(group[side]), 0);
          if (side in whole) expect([code, cut, side, sum]).toEqual([code, cut, side, whole[side]]);
        }
      }
    }
  }, 120_000);

  it('is all that is answered: whatever else it were cut by or limited to is refused with a list of what it may be', async () => {
    const refused = new Set<string>();
    for (const definition of definitions) {
      const { code } = definition;
      const others = GROUPINGS.filter((cut) => !listed(definition, 'cuts').includes(cut));
      for (const cut of others) {
        const { status, body } = await ledger.fetch(`/v1/figures/${String(code)}?${PERIOD}&groupBy=${cut}`, {
          key: province.auditor,
          headers: { 'Accept-Language': 'en' },
        });
        expect([code, cut, status, body.code]).toEqual([code, cut, 422, 'figure-not-cut-by']);
        expect(String(body['detail'])).toContain(listed(definition, 'cuts').join(', '));
        refused.add(`${String(code)} ${cut}`);
      }
      for (const cut of others.filter((each) => LIMITS.includes(each)))
        for (const path of ['', '/measurements', '/changes']) {
          const asked = `/v1/figures/${String(code)}${path}?${PERIOD}&${cut}=${{ node: 'Wa', class: '14', agency: 'agency-1' }[cut]}`;
          expect([code, cut, await reader.refused(path === '/changes' ? `${asked}&from=0` : asked)]).toEqual([
            code,
            cut,
            '422 figure-not-cut-by',
          ]);
        }
    }
    expect([...refused].filter((each) => /^(?:N02|F16|C05|N01) (?:node|agency)$/.test(each)).toSorted()).toEqual([
      'C05 agency',
      'C05 node',
      'F16 node',
      'N01 agency',
      'N02 node',
    ]);
  }, 120_000);

  it('is on a scorecard when it is of whom the scorecard is', async () => {
    const shown = async (path: string): Promise<readonly unknown[]> =>
      ((await reader.json(path))['figures'] as readonly Json[]).map(({ code }) => code);
    const node = await shown(`/v1/nodes/Wa/scorecard?${PERIOD}`);
    for (const absent of ['F16', 'N02', 'C01', 'C05', 'C06']) expect(node).not.toContain(absent);
    expect(node).toEqual(expect.arrayContaining(['F01', 'D01', 'N01', 'F25-M']));
    const cutBy = new Map(definitions.map((definition) => [definition['code'], listed(definition, 'cuts')]));
    for (const code of node) expect([code, cutBy.get(code)]).toEqual([code, expect.arrayContaining(['node'])]);
    for (const code of await shown(`/v1/agencies/agency-1/scorecard?${PERIOD}`))
      expect([code, cutBy.get(code)]).toEqual([code, expect.arrayContaining(['agency'])]);
  });
});

describe('what does not exist', () => {
  it.each([
    '/v1/figures/F01?period=2026-03&node=Wz',
    '/v1/figures/F01/measurements?period=2026-03&node=Wz',
    '/v1/figures/F01/changes?period=2026-03&from=0&node=Wz',
    '/v1/postings?period=2026-03&node=Wz',
    '/v1/connectivity?period=2026-03&node=Wz',
    '/v1/submissions?period=2026-03&node=Wz',
    '/v1/demands/unforwarded?period=2026-03&node=Wz',
    '/v1/welfare-statement?period=2026-03&node=Wz',
  ])('is no zero: %s', async (path) => expect(await reader.refused(path)).toBe('404 node-unknown'));

  it.each([
    ['/v1/figures/F01?period=2026-03&class=98', '422 class-not-in-list'],
    ['/v1/figures/F10?period=2026-03&agency=agency-9', '404 agency-unknown'],
    ['/v1/nodes/Wz/scorecard?period=2026-03', '404 stream-unknown'],
    ['/v1/nodes/Wz/data-quality?period=2026-03', '404 stream-unknown'],
    ['/v1/agencies/agency-9/scorecard?period=2026-03', '404 stream-unknown'],
    ['/v1/accounts/nobody/activity?period=2026-03', '404 stream-unknown'],
    ['/v1/figures/F99?period=2026-03', '404 figure-unknown'],
    ['/v1/figures/F01?period=1999', '422 period-outside-calendar'],
    ['/v1/figures/N01?period=2101-01', '422 period-outside-calendar'],
  ])('is no zero either: %s is %s', async (path, answer) => expect(await reader.refused(path)).toBe(answer));

  it('yet at a position is not known at it', async () =>
    expect(await reader.refused('/v1/figures/F01?period=2026-03&node=Wa&atPosition=1')).toBe('404 node-unknown'));

  it.each([
    '/v1/figures/F01?period=2026-04',
    '/v1/figures/F16?period=2026-03-21',
    '/v1/figures/N01?period=2027-04',
    '/v1/figures/F01/measurements?period=2026-Q2',
    '/v1/figures/F01/changes?period=2026-Q2&from=0',
    '/v1/overview?period=2027',
    '/v1/nodes/Wa/scorecard?period=2026-04',
    '/v1/agencies/agency-1/scorecard?period=2026-04',
    '/v1/nodes/Wa/data-quality?period=2026-04',
    '/v1/data-quality?period=2026-04',
    '/v1/postings?period=2026-04',
    '/v1/connectivity?period=2026-04',
    '/v1/submissions?period=2026-04',
    '/v1/demands/unforwarded?period=2026-04',
    '/v1/accounts/hub/activity?period=2026-04',
    '/v1/welfare-statement?period=2028',
  ])('is a period to come: %s', async (path) => expect(await reader.refused(path)).toBe('422 period-to-come'));

  it.each([
    ['N01', '2026-04', 2],
    ['N02', '2026-04', 0],
    ['C06', '2026-12', 1],
    ['P12-P', '2026-04', 0],
  ])('but what stands, or is planned, is answered ahead as it is known: %s in %s', async (code, period, value) =>
    expect((await reader.json(`/v1/figures/${code}?period=${period}`))['value']).toBe(value),
  );
});

describe('a value that is null', () => {
  it.each([
    ['F04?period=2026-03-02', 'nothing-counted', 0, 0],
    ['F07-P50?period=2026-03-02', 'nothing-counted', 0, undefined],
    ['F05?period=2026-03-02', 'nothing-counted', 0, 0],
  ])('says why: %s is %s', async (asked, code, numerator, denominator) => {
    const answer = await reader.json(`/v1/figures/${asked}`);
    expect([answer['value'], answer['numerator'], answer['denominator']]).toEqual([null, numerator, denominator]);
    expect(answer['reason']).toMatchObject({ code, zh: expect.any(String), en: expect.any(String) });
  });

  it('is that of a group which is no part of the numerator by definition', async () => {
    const groups = (await ask('F11', 'groupBy=channel'))['groups'] as readonly Json[];
    expect(groups.map(({ by, value, reason }) => [by, value, (reason as Json | undefined)?.['code']])).toEqual([
      [{ channel: 'OFFLINE' }, null, 'beyond-numerator'],
      [{ channel: 'ONLINE' }, '1.0000', undefined],
    ]);
  });

  it('is not that of nothing done of what was asked for: that is zero', async () =>
    expect((await ask('F14', 'class=14'))['value']).toBe('0.0000'));
});
