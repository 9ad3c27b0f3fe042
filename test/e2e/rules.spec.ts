import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningLedger } from '../support/running-ledger.js';
import { publishCatalogue } from '../support/small-catalogue.js';
import { openSmallProvince, type SmallProvince } from '../support/small-province.js';

let ledger: RunningLedger;
let province: SmallProvince;
beforeAll(async () => {
  ledger = await RunningLedger.start({ DEMO_CLOCK: '2026-03-01T08:00:00+08:00' });
  province = await openSmallProvince(ledger);
}, 60_000);
afterAll(() => ledger.discard());

/** An organisation registered on 2 March 2026 as of an earlier day. */
async function backdated(org: string, time: string): Promise<unknown> {
  const event = {
    specversion: '1.0',
    id: `back-${org}`,
    source: 'urn:test',
    type: 'cn.smes.network.organization-registered.v1',
    subject: `org-${org}`,
    time,
    data: { name: `单位${org}`, kind: 'ENTERPRISE', divisionCode: '430111' },
  };
  const { status, body } = await ledger.post(event, {
    key: province.hub,
    headers: { 'Demo-Now': '2026-03-02T12:00:00+08:00' },
  });
  if (status !== 201) return body.code;
  const { body: recorded } = await ledger.fetch(`/v1/events/${body.eventIds[0]}`, { key: province.auditor });
  return recorded['ruleVersions'];
}

describe('how far back an entry may lie', () => {
  it('is a preset until a rule is published', async () => {
    expect(await backdated('a', '2026-01-15T10:00:00+08:00')).toEqual(['posting@1']);
    expect(await backdated('b', '2025-11-15T10:00:00+08:00')).toBe('backdated-too-far');
  });

  it('is what the rule in force on the day of recording says, and entries cite its version', async () => {
    await publishCatalogue(province, ledger.key);
    expect(await backdated('c', '2026-01-15T10:00:00+08:00')).toBe('backdated-too-far');
    expect(await backdated('d', '2026-02-15T10:00:00+08:00')).toEqual(['backdating@1']);
  });
});

describe('what is published', () => {
  const statusOf = async (path: string, key: string): Promise<number> => (await ledger.fetch(path, { key })).status;

  it('is read by every account: rules, policies, standards and welfare catalogues', async () => {
    for (const key of [province.buyer, province.agency, province.otherWindow])
      for (const stream of ['rule-backdating', 'policy-p1', 'std-jiance', 'wcat-HN']) {
        const statuses = [`/v1/streams/${stream}`, `/v1/streams/${stream}/history`].map((path) => statusOf(path, key));
        expect([stream, ...(await Promise.all(statuses))]).toEqual([stream, 200, 200]);
      }
    const { body } = await ledger.fetch('/v1/events?category=rule', { key: province.buyer });
    expect(body['items']).toMatchObject([{ stream: 'rule-backdating', data: { version: 1 } }]);
  });

  it('is no stream that does not exist, nor an item of somebody else', async () => {
    expect(await statusOf('/v1/streams/rule-sla', province.buyer)).toBe(404);
    expect(await statusOf('/v1/streams/item-i1', province.agency)).toBe(200);
    expect(await statusOf('/v1/streams/item-i1', province.buyer)).toBe(404);
  });
});
