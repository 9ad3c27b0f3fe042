import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { activityKindOf, channelOn, divisionOn, serviceClassOn } from '#reference';
import { RunningLedger } from '../support/running-ledger.js';

interface Code {
  readonly code: string;
  readonly name: { readonly zh: string; readonly en?: string };
  readonly [more: string]: unknown;
}
interface List {
  readonly items: readonly Code[];
  readonly page: { readonly total: number; readonly next?: string };
}

let ledger: RunningLedger;
let key: string;

beforeAll(async () => {
  ledger = await RunningLedger.start();
  key = await ledger.open('sme', 'SME', { org: 'E1' });
});
afterAll(() => ledger.discard());

const list = async (name: string, query = ''): Promise<List> => {
  const { status, body } = await ledger.fetch(`/v1/reference/${name}${query}`, { key });
  expect(status).toBe(200);
  return body as unknown as List;
};
const names = async (): Promise<readonly string[]> => {
  const { body } = await ledger.fetch('/v1/reference', { key });
  return (body as unknown as { items: readonly { list: string }[] }).items.map((item) => item.list);
};

describe('GET /v1/reference', () => {
  it('lists the lists to any account, with titles in Chinese and English', async () => {
    const { status, headers, body } = await ledger.fetch('/v1/reference', { key });
    expect([status, headers.get('cache-control')]).toEqual([200, 'private, max-age=3600']);
    expect(body['items']).toContainEqual({
      list: 'service-classes',
      title: { zh: '服务类别', en: 'service classes' },
    });
    expect((await ledger.fetch('/v1/reference', { key: '' })).status).toBe(401);
  });

  it('has every list that a field or parameter of the document points to', async () => {
    const { text } = await ledger.fetch('/openapi.json');
    const pointed = new Set([...text.matchAll(/\/v1\/reference\/([a-z-]+)/g)].map(([, name]) => name));
    expect(pointed.size).toBeGreaterThan(40);
    expect([...pointed].filter((name) => name !== undefined && !known.includes(name))).toEqual([]);
  });
  let known: readonly string[];
  beforeAll(async () => (known = await names()));

  it('names every code of every list in Chinese, and in English but for divisions and industries', async () => {
    for (const name of known) {
      const { items } = await list(name, '?limit=999');
      expect([name, items.length]).not.toEqual([name, 0]);
      expect(items.filter(({ name: { zh } }) => zh === '')).toEqual([]);
      if (name !== 'divisions' && name !== 'industries' && name !== 'working-calendar')
        expect(items.filter(({ name: { en = '' } }) => en === '')).toEqual([]);
    }
  });

  it('says what the rules themselves know: classes, channels, kinds of activity, on any day', async () => {
    for (const date of ['2012-06-01', '2017-07-25', '2017-07-26', '2026-11-30']) {
      const channels = (await list('channels', `?on=${date}`)).items;
      expect(channels.map(({ code }) => channelOn(code, date)?.name)).toEqual(channels.map(({ name }) => name.zh));
      const codes = channels.map(({ code }) => code);
      for (let code = 1; code < 100; code += 1)
        expect([code, codes.includes(String(code))]).toEqual([code, channelOn(String(code), date) !== undefined]);
      for (const { code, name } of (await list('service-classes', `?on=${date}`)).items)
        expect(serviceClassOn(code, date)?.name).toBe(name.zh);
    }
    for (const { code, beneficiary } of (await list('activity-kinds')).items)
      expect(activityKindOf(code)?.beneficiary).toBe(beneficiary);
  });

  it('gives divisions by their beginning, with what they are called on a day and what is above them', async () => {
    const { items } = await list('divisions', '?prefix=4301&on=2026-11-30');
    expect(items).toContainEqual({
      code: '430104',
      name: { zh: '岳麓区' },
      level: 'COUNTY',
      parent: '430100',
      validFrom: '2010-10-31',
    });
    for (const { code, name } of items) expect(divisionOn(code, '2026-11-30')?.name).toBe(name.zh);
  });

  it('is paged, and no code is missed or told twice', async () => {
    const first = await list('divisions', '?limit=999');
    const codes = [...first.items];
    for (let { next } = first.page; next !== undefined;) {
      const page = await list('divisions', `?limit=999&cursor=${next}`);
      codes.push(...page.items);
      next = page.page.next;
    }
    expect(codes).toHaveLength(first.page.total);
    expect(new Set(codes.map(({ code, validFrom }) => `${code} ${String(validFrom)}`)).size).toBe(codes.length);
  });

  it('says of event types who may state them and when, and of streams which statuses they have', async () => {
    const types = (await list('event-types')).items;
    expect(types).toContainEqual(
      expect.objectContaining({
        code: 'cn.smes.activity.order-accepted.v1',
        name: { zh: '已接单', en: 'order accepted' },
        roles: ['AGENCY', 'WINDOW', 'HUB'],
        from: ['PLACED'],
        to: 'ACCEPTED',
      }),
    );
    const statuses = new Set<unknown>();
    for (const name of known.filter((listed) => listed.startsWith('statuses-')))
      for (const { code } of (await list(name)).items) statuses.add(code);
    for (const { from = [], to } of types as readonly { from?: readonly string[]; to?: string }[])
      for (const status of to === undefined ? from : [...from, to]) expect(statuses).toContain(status);
  });

  it('refuses what is no list', async () => {
    const { status, body } = await ledger.fetch('/v1/reference/none', { key });
    expect([status, body.code]).toEqual([404, 'reference-unknown']);
  });
});
