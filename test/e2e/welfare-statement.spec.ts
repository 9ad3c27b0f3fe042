import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sha256 } from '#kernel';
import { DocumentedReader } from '../coverage/documented-reader.js';
import type { Json } from '../support/published-answers.js';
import { RunningLedger } from '../support/running-ledger.js';
import { heldActivity, openSmallProvince, type SmallProvince } from '../support/small-province.js';

const on = (day: number, time: string): string => `2026-03-${String(day).padStart(2, '0')}T${time}:00+08:00`;
const FILES = ['签到表', '照片一', '照片二', '照片三'].map((content) => ({ content, sha256: sha256(content) }));

let ledger: RunningLedger;
let reader: DocumentedReader;
let province: SmallProvince;
/** Positions before and after the evidence of the first briefing was attached. */
let before: number;
let last: number;

const statement = (query: string, key?: string): Promise<Json> =>
  reader.json(`/v1/welfare-statement?period=2026-03${query}`, key, { 'Ledger-Min-Position': String(last) });

beforeAll(async () => {
  ledger = await RunningLedger.start({ DEMO_CLOCK: on(1, '08:00') });
  province = await openSmallProvince(ledger);
  const { say, window, hub, auditor } = province;
  reader = await DocumentedReader.of(ledger, auditor);
  await heldActivity(province, 'v1', 10, 4);
  await heldActivity(province, 'v2', 12, 2);
  for (const { content, sha256: name } of FILES)
    await ledger.fetch(`/v1/evidence/${name}`, { method: 'PUT', body: content, key: window });
  const evidence = FILES.map(({ content, sha256: name }, index) => ({
    sha256: name,
    kind: index === 0 ? 'SIGN_IN' : 'PHOTO',
    bytes: Buffer.byteLength(content),
    mediaType: 'image/jpeg',
  }));
  before = await say(hub, 'activity.activity-verified', 'act-v2', on(13, '09:00'), { basis: '核验' });
  last = await say(window, 'activity.activity-evidence-attached', 'act-v1', on(13, '10:00'), { evidence });
}, 60_000);
afterAll(() => ledger.discard());

describe('the public-welfare statement', () => {
  const line = { network: 'HN', entry: 'GY-01', unit: 'ORGS' };

  it('says of each entry what was planned, delivered in its unit, accepted, and conforms', async () => {
    expect(await statement('')).toEqual({
      period: '2026-03',
      position: last,
      figures: { planned: 'P12-P', delivered: 'P12-D', quantity: 'P12-Q', accepted: 'P12-A', conforming: 'P12-C' },
      lines: [{ ...line, planned: 2, delivered: 2, quantity: 3, accepted: 1, conforming: 1 }],
    });
  });

  it('says what was known at a position', async () => {
    const { lines } = await statement(`&atPosition=${before}`);
    expect(lines).toEqual([{ ...line, planned: 2, delivered: 2, quantity: 3, accepted: 1, conforming: 0 }]);
  });

  it('is a window’s own for a window, and empty for a node without any', async () => {
    expect((await statement('', province.window))['node']).toBe('Wa');
    expect((await statement('', province.otherWindow))['lines']).toEqual([]);
    expect((await statement('&node=Wb'))['lines']).toEqual([]);
  });

  it('leads to the rows of every number, and they to their events', async () => {
    const { figures, lines } = await statement('');
    const [shown] = lines as readonly Json[];
    for (const [column, code] of Object.entries(figures as Readonly<Record<string, string>>)) {
      const path = `/v1/figures/${code}/measurements?period=2026-03&atPosition=${last}`;
      const rows = (await reader.json(path))['items'] as readonly { readonly amount: number; readonly dims: Json }[];
      expect(new Set(rows.map(({ dims }) => [dims['network'], dims['entry'], dims['level']].join(' ')))).toEqual(
        new Set(['HN GY-01 ORGS']),
      );
      const enterprises = new Set(rows.map(({ dims }) => dims['org']));
      expect([column, column === 'quantity' ? enterprises.size : rows.length]).toEqual([column, shown?.[column]]);
      const grouped = await reader.json(`/v1/figures/${code}?period=2026-03&groupBy=entry&atPosition=${last}`);
      expect(grouped['groups']).toMatchObject([{ by: { entry: 'GY-01' }, value: shown?.[column] }]);
    }
  });
});
