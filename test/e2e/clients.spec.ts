import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { sha256, type Role } from '#kernel';
import { DocumentedReader } from '../coverage/documented-reader.js';
import type { Json } from '../support/published-answers.js';
import { RunningLedger } from '../support/running-ledger.js';
import { completedOrder, heldActivity, openSmallProvince, type SmallProvince } from '../support/small-province.js';

let ledger: RunningLedger;
let reader: DocumentedReader;
/** Credentials by who holds them. */
let keys: SmallProvince & { readonly otherBuyer: string; readonly finance: string; readonly evaluator: string };

const AT = '2026-03-12T10:00:00+08:00';

beforeAll(async () => {
  ledger = await RunningLedger.start({ DEMO_CLOCK: '2026-03-01T08:00:00+08:00' });
  const province = await openSmallProvince(ledger);
  reader = await DocumentedReader.of(ledger, province.auditor);
  await completedOrder(province, 'o1', 5);
  await heldActivity(province, 'v1', 9, 3);
  const open = async (account: string, role: Role, org: string): Promise<string> => {
    const secret = sha256(`secret of ${account}`).slice(0, 40);
    const opened = { name: `账号${account}`, role, org };
    await province.say(ledger.key, 'account.account-opened', `acct-${account}`, AT, opened);
    await province.say(ledger.key, 'account.key-issued', `acct-${account}`, AT, {
      keyId: 'k1',
      sha256: sha256(secret),
    });
    return `${account}.${secret}`;
  };
  keys = {
    ...province,
    otherBuyer: await open('buyer-2', 'SME', 'buyer-2'),
    finance: await open('finance', 'FINANCE', 'czt'),
    evaluator: await open('evaluator', 'EVALUATOR', 'assessor'),
  };
  const last = await province.say(keys.otherBuyer, 'activity.order-placed', 'ord-o2', AT, {
    buyerOrgId: 'buyer-2',
    agencyOrgId: 'agency-1',
    networkCode: 'HN',
    classCode: '14',
    title: '检测服务',
    priceFen: 100_000,
    welfareKind: 'VALUE_ADDED',
    withoutDemand: 'DIRECT',
    servingNode: 'Wa',
    customised: false,
  });
  await reader.json('/v1/overview?period=2026', undefined, { 'Ledger-Min-Position': String(last) });
}, 60_000);
afterAll(() => ledger.discard());

type Holder = Exclude<keyof typeof keys, 'say'>;
const PROVINCIAL: readonly Holder[] = ['hub', 'finance', 'evaluator', 'auditor'];
const ALL: readonly Holder[] = [...PROVINCIAL, 'window', 'otherWindow', 'agency', 'buyer', 'otherBuyer'];

/** Who besides those who read all is shown a stream. */
const PARTIES: Readonly<Record<string, readonly Holder[]>> = {
  'ord-o1': ['window', 'agency', 'buyer'],
  'ord-o2': ['window', 'agency', 'otherBuyer'],
  'act-v1': ['window'],
  'node-Wa': ['window'],
  'node-Wb': ['otherWindow'],
  'mship-agency-1-HN': ['agency'],
  'org-buyer-1': ['buyer'],
  'org-op-a': ['window'],
  'acct-buyer-1': ['buyer'],
  'ledger-self': [],
};

describe('a stream', () => {
  it.each(Object.entries(PARTIES))(
    '%s is shown to its parties and to those who read all: %j',
    async (stream, parties) => {
      for (const holder of ALL) {
        const isShown = PROVINCIAL.includes(holder) || parties.includes(holder);
        const answer = isShown ? '200 -' : '404 stream-unknown';
        for (const path of [`/v1/streams/${stream}`, `/v1/streams/${stream}/history`])
          expect([holder, path, await reader.refused(path, keys[holder])]).toEqual([holder, path, answer]);
      }
    },
  );
});

describe('the list of events', () => {
  it('holds for each account the events of the streams it is shown, and what it posted itself', async () => {
    const all = await reader.pages('/v1/events', 200);
    const shown = new Map<string, boolean>();
    for (const holder of ALL) {
      const account = keys[holder].split('.')[0];
      const wanted: unknown[] = [];
      for (const { id, stream, actor } of all) {
        const key = `${holder} ${String(stream)}`;
        if (!shown.has(key))
          shown.set(key, (await reader.refused(`/v1/streams/${String(stream)}`, keys[holder])) === '200 -');
        if (shown.get(key) === true || (actor as Json)['account'] === account) wanted.push(id);
      }
      const listed = (await reader.pages('/v1/events', 7, keys[holder])).map(({ id }) => id);
      expect([holder, listed]).toEqual([holder, wanted]);
      const hidden = all.find(({ id }) => !wanted.includes(id));
      if (hidden !== undefined)
        expect(await reader.refused(`/v1/events/${String(hidden['id'])}`, keys[holder])).toBe('404 event-unknown');
    }
  });
});

describe('figures', () => {
  it('of a window are its own, whatever it asks', async () => {
    const value = async (holder: Holder, query = '') =>
      (await reader.json(`/v1/figures/F02?period=2026${query}`, keys[holder]))['value'];
    expect([await value('window'), await value('otherWindow'), await value('auditor')]).toEqual([4, 0, 4]);
    expect(await value('window', '&node=Wa')).toBe(4);
    expect((await reader.json('/v1/figures/F02?period=2026&groupBy=node', keys.otherWindow))['groups']).toEqual([]);
    const rows = await reader.pages('/v1/figures/F02/measurements?period=2026', 50, keys.otherWindow);
    expect(rows).toEqual([]);
    for (const path of [
      '/v1/figures/F02?period=2026&node=Wa',
      '/v1/figures/F02/measurements?period=2026&node=Wa',
      '/v1/nodes/Wa/scorecard?period=2026',
      '/v1/postings?period=2026&node=Wa',
    ])
      expect(await reader.refused(path, keys.otherWindow)).toBe('403 figures-not-own');
    expect(await reader.json('/v1/postings?period=2026', keys.otherWindow)).toMatchObject({ node: 'Wb' });
  });

  const OF_NODES = ['/v1/nodes/Wa/scorecard?period=2026', '/v1/postings?period=2026'];
  const OF_ROWS = ['/v1/figures/F02?period=2026', '/v1/figures/F02/measurements?period=2026'];
  const SCORECARD = '/v1/agencies/agency-1/scorecard?period=2026';

  it('of nodes are none of the business of agencies, and none at all that of enterprises', async () => {
    for (const path of OF_NODES) expect(await reader.refused(path, keys.agency)).toBe('403 figures-not-for-role');
    for (const holder of ['buyer', 'otherBuyer'] as const)
      for (const path of [...OF_NODES, ...OF_ROWS, SCORECARD])
        expect(await reader.refused(path, keys[holder])).toBe('403 figures-not-for-role');
  });

  it('of an agency are its own, whatever it asks, and no window’s', async () => {
    expect(await reader.json('/v1/figures/F02?period=2026', keys.agency)).toMatchObject({ agency: 'agency-1' });
    for (const path of OF_ROWS)
      expect(await reader.refused(`${path}&agency=agency-2`, keys.agency)).toBe('403 agency-not-own');
    expect(await reader.refused(SCORECARD.replace('-1', '-2'), keys.agency)).toBe('403 agency-not-own');
    expect(await reader.refused(SCORECARD, keys.agency)).toBe('200 -');
    expect(await reader.refused(SCORECARD, keys.window)).toBe('403 figures-not-for-role');
    expect(await reader.refused('/v1/figures/D01?period=2026', keys.agency)).toBe('422 figure-not-cut-by');
  });

  it('of a cursor made by another stay one’s own', async () => {
    const { page } = await reader.json('/v1/figures/F02/measurements?period=2026&limit=1', keys.auditor);
    const { next } = page as { readonly next: string };
    const path = `/v1/figures/F02/measurements?period=2026&limit=50&cursor=${next}`;
    expect((await reader.json(path, keys.otherWindow))['items']).toEqual([]);
  });
});

describe('an account that is suspended', () => {
  it('reads nothing from then on', async () => {
    expect(await reader.refused('/v1/streams/ord-o2', keys.otherBuyer)).toBe('200 -');
    await keys.say(ledger.key, 'account.account-suspended', 'acct-buyer-2', '2026-03-13T10:00:00+08:00', {
      reason: '注销',
    });
    for (const path of ['/v1/streams/ord-o2', '/v1/events', '/v1/figures', '/v1/feed']) {
      const { status, body } = await request(ledger.url).get(path).auth(keys.otherBuyer, { type: 'bearer' });
      expect([path, status, (body as Json)['code']]).toEqual([path, 403, 'account-suspended']);
    }
  });
});
