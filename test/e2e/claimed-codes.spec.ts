import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ProjectionRunner } from '#read-store';
import { answerLines, NDJSON, RunningLedger } from '../support/running-ledger.js';

const CODE = '91350100M000100Y43';
const OTHER = '91110108551385082Q';
const CLAIMED = 'network.organization-identifier-claimed';

let ledger: RunningLedger;
let window: string;
let sme: string;
let hub: string;
let n = 0;

const event = (type: string, subject: string, data: object): object => {
  n += 1;
  return {
    specversion: '1.0',
    id: `c-${n}`,
    source: '//codes',
    type: `cn.smes.${type}.v1`,
    subject,
    time: new Date().toISOString(),
    data,
  };
};
const claim = (org: string, raw: string): object => event(CLAIMED, `org-${org}`, { kind: 'USCC', raw });
interface Said {
  readonly code?: string;
  readonly detail?: string;
  readonly eventIds?: readonly string[];
}
async function post(body: object, key = window, path = '/v1/events'): Promise<Said> {
  const answer = await ledger.post(body, { key, path, headers: { 'Accept-Language': 'en' } });
  return answer.body;
}
/** The codes of refusals of lines, in their order. */
async function lines(events: readonly object[]): Promise<readonly (string | undefined)[]> {
  const body = events.map((each) => JSON.stringify(each)).join('\n');
  const { text } = await ledger.post(body, { path: '/v1/events/batch', type: NDJSON, key: window });
  return answerLines(text)
    .slice(0, -1)
    .map(({ problem }) => problem?.code);
}

beforeAll(async () => {
  ledger = await RunningLedger.start();
  window = await ledger.open('win-1', 'WINDOW', { org: 'op-1', node: 'W1' });
  hub = await ledger.open('hub-1', 'HUB', { org: 'op-0', node: 'HUB1' });
  sme = await ledger.open('sme-b', 'SME', { org: 'B2' });
  for (const org of ['A1', 'C3', 'D4'])
    await post(
      event('network.organization-registered', `org-${org}`, {
        name: '某某科技有限公司',
        kind: 'ENTERPRISE',
        divisionCode: '430104',
      }),
    );
}, 60_000);
afterAll(() => ledger.discard());

describe('a credit code that one organisation has claimed', () => {
  it('is claimed by no other, however it is typed, and the refusal names the holder', async () => {
    const first = claim('A1', CODE);
    const { eventIds } = await post(first);
    expect(eventIds).toHaveLength(1);
    const refused = await post(claim('B2', ` ${CODE.toLowerCase()}`));
    expect(refused).toMatchObject({ code: 'identifier-held-by-another' });
    expect(refused.detail).toContain(`${CODE} is held or claimed by organisation A1`);
    expect(await post(claim('B2', CODE), window, '/v1/events/validate')).toMatchObject({
      code: 'identifier-held-by-another',
    });
    expect(await post(first)).toMatchObject({ eventIds, replayed: true });
  });

  it('is told to no enterprise whose it is', async () => {
    const refused = await post(claim('B2', CODE), sme);
    expect(refused).toMatchObject({ code: 'identifier-held-elsewhere' });
    expect(refused.detail).not.toContain('A1');
  });

  it('is the first claimant’s of one post, and of posts at one time', async () => {
    expect(await lines([claim('C3', OTHER), claim('D4', OTHER)])).toEqual([undefined, 'identifier-held-by-another']);
    expect(await post([claim('B2', '911101057109327534'), claim('D4', '911101057109327534')])).toMatchObject({
      code: expect.any(String),
    });
    const racing = await Promise.all(['B2', 'C3', 'D4'].map((org) => post(claim(org, '12440600MB2C07549J'))));
    const refused = racing.filter(({ code }) => code === 'identifier-held-by-another');
    expect([refused.length, racing.filter(({ eventIds }) => eventIds?.length === 1).length]).toEqual([2, 1]);
  });

  it('is free again when the hub has reversed the claim', async () => {
    const { eventIds = [] } = await post(claim('D4', '91440300MA51001700'));
    expect(await post(claim('B2', '91440300MA51001700'))).toMatchObject({ code: 'identifier-held-by-another' });
    const reversal = { targetEventId: eventIds[0], reasonCode: 'WRONG_SUBJECT', reason: '证照核对,代码属 B2' };
    expect((await post(event('network.entry-reversed', 'org-D4', reversal), hub)).eventIds).toHaveLength(1);
    expect((await post(claim('B2', '91440300MA51001700'))).eventIds).toHaveLength(1);
  });

  it('is known where the register does not follow the log: neither the claim waits for it nor its reversal', async () => {
    await ledger.app.get(ProjectionRunner).stop();
    const { eventIds = [] } = await post(claim('C3', '91330106MA27YG4A3P'));
    expect(await post(claim('D4', '91330106MA27YG4A3P'))).toMatchObject({ code: 'identifier-held-by-another' });
    expect(await post(claim('D4', CODE))).toMatchObject({ code: 'identifier-held-by-another' });
    const reversal = { targetEventId: eventIds[0], reasonCode: 'WRONG_SUBJECT', reason: '证照核对' };
    expect((await post(event('network.entry-reversed', 'org-C3', reversal), hub)).eventIds).toHaveLength(1);
    expect((await post(claim('D4', '91330106MA27YG4A3P'))).eventIds).toHaveLength(1);
  });
});
