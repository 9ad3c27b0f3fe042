import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sha256 } from '#kernel';
import { DocumentedReader } from '../coverage/documented-reader.js';
import type { Json } from '../support/published-answers.js';
import { RunningLedger } from '../support/running-ledger.js';
import {
  completedOrder,
  heldActivity,
  openSmallProvince,
  PLACED,
  type SmallProvince,
} from '../support/small-province.js';

let ledger: RunningLedger;
let province: SmallProvince;
let reader: DocumentedReader;
/** Position before the month's last orders, the suspension and the correction. */
let before: number;

const at = (day: number, time = '10:00'): string => `2026-03-${String(day).padStart(2, '0')}T${time}:00+08:00`;
const SCORECARD = '/v1/agencies/agency-1/scorecard?period=2026-Q1';

const placed = (id: string, day: number): Promise<number> =>
  province.say(province.buyer, 'activity.order-placed', `ord-${id}`, at(day), PLACED);

/** One declined, one cancelled by the buyer, one disputed and called off with a refund. */
async function endedOtherwise(): Promise<void> {
  const { say, agency, buyer, hub } = province;
  await placed('declined', 10);
  await say(agency, 'activity.order-declined', 'ord-declined', at(10, '11:00'), { reason: '满员' });
  await placed('cancelled', 10);
  await say(buyer, 'activity.order-cancelled', 'ord-cancelled', at(10, '11:00'), { reason: '停产' });
  await placed('disputed', 11);
  await say(agency, 'activity.order-accepted', 'ord-disputed', at(11, '11:00'), {});
  await say(buyer, 'activity.payment-evidence-recorded', 'ord-disputed', at(11, '12:00'), {
    bankSerialHash: sha256('回单'),
    amountFen: 100_000,
    payerOrgId: 'buyer-1',
    payeeOrgId: 'agency-1',
    payerAccount: 'CORPORATE',
    paidOn: '2026-03-11',
  });
  await say(buyer, 'activity.order-disputed', 'ord-disputed', at(12), {
    reasonCode: 'AGENCY_DEFAULT',
    reason: '未到场',
  });
  await say(hub, 'activity.dispute-resolved', 'ord-disputed', at(13), {
    ruling: 'CANCEL',
    refundFen: 50_000,
    basis: '裁定1号',
  });
}

/** An item of agency-1 on the shelf. */
async function listedItem(): Promise<void> {
  const { say, agency, hub } = province;
  const party = { agencyOrgId: 'agency-1', networkCode: 'HN' };
  const offer = { classCode: '14', title: '检测', priceFen: 300_000, priceMode: 'FIXED', welfareKind: 'VALUE_ADDED' };
  const of = (key: string, type: string, data: object): Promise<number> =>
    say(key, `catalogue.service-item-${type}`, 'item-i1', at(2, '12:00'), { ...party, ...data });
  await of(agency, 'drafted', offer);
  await of(agency, 'submitted', {});
  await of(hub, 'listed', { version: 1 });
}

beforeAll(async () => {
  ledger = await RunningLedger.start({ DEMO_CLOCK: '2026-03-01T08:00:00+08:00' });
  province = await openSmallProvince(ledger);
  reader = await DocumentedReader.of(ledger, province.auditor);
  const { say, hub } = province;
  await listedItem();
  await completedOrder(province, 'o1', 5);
  await completedOrder(province, 'o2', 3);
  before = await say(hub, 'network.organization-registered', 'org-last', at(9), {
    name: '末位单位',
    kind: 'ENTERPRISE',
    divisionCode: '430111',
  });
  await heldActivity(province, 'v1', 9, 2);
  await endedOtherwise();
  const basis = { basis: '管理办法' };
  await say(hub, 'network.membership-suspended', 'mship-agency-1-HN', at(14), basis);
  const history = await reader.pages('/v1/streams/ord-o2/history', 50);
  const last = await say(hub, 'activity.entry-reversed', 'ord-o2', at(15), {
    targetEventId: history.at(-1)?.['id'],
    reasonCode: 'INPUT_ERROR',
    reason: '非本人评价',
  });
  await reader.json('/v1/overview?period=2026', undefined, { 'Ledger-Min-Position': String(last) });
}, 60_000);
afterAll(() => ledger.discard());

const valuesOf = ({ figures }: Json): Json =>
  Object.fromEntries((figures as readonly Json[]).map(({ code, value }) => [code, value]));

describe('the scorecard of an agency', () => {
  it('shows what became of its orders, what they amounted to and how they were rated', async () => {
    const card = await reader.json(SCORECARD);
    expect(valuesOf(card)).toEqual({
      F01: 1,
      F02: 2,
      F03: 0,
      F04: '1.0000',
      'F04-3': '1.0000',
      F05: '0.5000',
      F06: '0.2065',
      'F09-L': '0.0000',
      F10: '0.6667',
      'F10-B': '0.0000',
      F11: '0.5000',
      F14: '0.0000',
      'F14-M': '0.0000',
      'F14-C': null,
      S01: '0.0000',
      S02: '0.0000',
      S03: 4,
      S04: null,
      S05: 1,
      S06: null,
      A01: 5,
      A02: 3,
      A03: 1,
      A04: 0,
      A05: 2,
      A06: 2,
      A07: 1,
      A08: 50_000,
      A09: 480,
      A10: 600_000,
      A11: 0,
      A12: 100_000,
      C01: 1,
      C02: 1,
      C03: '0.0000',
      C04: '0.0000',
    });
    expect(card).toMatchObject({
      completedByClass: [{ by: { class: '14' }, value: 2 }],
      cancelledBy: [
        { by: { kind: 'HUB' }, value: 1 },
        { by: { kind: 'SME' }, value: 1 },
      ],
    });
  });

  it('shows the agency and its memberships with classes, standing and since when', async () => {
    const { agency, memberships } = await reader.json(SCORECARD);
    expect(agency).toMatchObject({ org: 'agency-1', status: 'LIVE' });
    expect(memberships).toMatchObject([
      { network: 'HN', status: 'SUSPENDED', classes: ['14'], since: '2026-03-14', probationUntil: '2026-09-01' },
    ]);
  });

  it('shows at an earlier position what was known then', async () => {
    const card = await reader.json(`${SCORECARD}&atPosition=${before}`);
    expect(valuesOf(card)).toMatchObject({
      F04: '0.5000',
      F05: '1.0000',
      F06: '0.0945',
      A01: 2,
      A03: 0,
      A08: 0,
      C01: 1,
      C02: 1,
      C03: '0.0000',
      C04: '0.0000',
    });
    expect(card).toMatchObject({
      position: before,
      memberships: [{ status: 'ACTIVE', since: '2026-03-02' }],
      cancelledBy: [],
    });
    expect(await reader.refused(`${SCORECARD}&atPosition=1`)).toBe('404 stream-unknown');
    expect(await reader.refused('/v1/agencies/none/scorecard?period=2026')).toBe('404 stream-unknown');
  });

  it('has figures that are each what they are by themselves, and the sums of their rows', async () => {
    for (const [code, value] of Object.entries(valuesOf(await reader.json(SCORECARD)))) {
      const asked = `/v1/figures/${code}`;
      const query = 'period=2026-Q1&agency=agency-1';
      expect([code, (await reader.json(`${asked}?${query}`))['value']]).toEqual([code, value]);
      if (!/^(?:A|C01)/.test(code)) continue;
      const rows = await reader.pages(`${asked}/measurements?${query}`, 2);
      expect([code, rows.reduce((sum, { amount }) => sum + Number(amount), 0)]).toEqual([code, value]);
      for (const { dims } of rows) expect(dims).toMatchObject({ agency: 'agency-1' });
    }
  });

  it('leads from a refund to the ruling', async () => {
    const rows = await reader.pages('/v1/figures/A08/measurements?period=2026-Q1&agency=agency-1', 50);
    expect(rows).toMatchObject([
      {
        amount: 50_000,
        stream: 'ord-disputed',
        event: { type: 'cn.smes.activity.dispute-resolved.v1', account: 'hub', time: '2026-03-13T10:00:00.000+08:00' },
      },
    ]);
  });

  it('is nothing of another agency, and no figure whose rows name none', async () => {
    expect((await reader.json('/v1/figures/A05?period=2026&agency=op-a'))['value']).toBe(0);
    expect(await reader.refused('/v1/figures/A05?period=2026&agency=agency-2')).toBe('404 agency-unknown');
    expect(await reader.refused('/v1/figures/D01?period=2026&agency=agency-1')).toBe('422 figure-not-cut-by');
  });
});
