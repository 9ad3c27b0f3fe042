import { canonical, sha256 } from '#kernel';
import type { RunningLedger } from '../support/running-ledger.js';
import { heldActivity, type SmallProvince } from '../support/small-province.js';

/** What happens in a small province in March 2026, act by act, each later than the one before. */

/** A time in March 2026. */
const on = (day: number, time = '10:00'): string => `2026-03-${String(day).padStart(2, '0')}T${time}:00+08:00`;

type Act = (province: SmallProvince, ledger: RunningLedger) => Promise<void>;

/** A rule with the policy that anchors it, in force from 2 March on. */
async function rulePublished({ say }: SmallProvince, authority: string, name: string, kind: string, body: object) {
  const docNo = `湘工信企业〔2026〕${name.length}号`;
  const publish = (type: string, subject: string, data: object): Promise<number> =>
    say(authority, `catalogue.${type}`, subject, on(2, '11:00'), data);
  await publish('doc-number-reserved', `docno-${sha256(docNo)}`, { docNo, policyId: name });
  await publish('policy-published', `policy-${name}`, {
    docNo,
    issuers: ['省工业和信息化厅'],
    title: `${name}办法`,
    issuedOn: '2026-01-05',
    effectiveFrom: '2026-03-02',
    docHash: sha256(name),
  });
  await publish('rule-version-published', `rule-${name}`, {
    ruleId: name,
    version: 1,
    kind,
    body,
    bodySha256: sha256(canonical(body)),
    effectiveFrom: '2026-03-02',
    anchor: name,
  });
}

/** The authority publishes how quickly demands are to be answered; the hub's own node begins to work. */
const rules: Act = async (province, ledger) => {
  const { say } = province;
  await rulePublished(province, ledger.key, 'sla', 'SLA', {
    calendar: 'CN',
    hours: [{ from: '09:00', to: '17:30' }],
    firstResponseMinutes: 60,
    closeWorkingDays: 7,
  });
  const hubNode = (type: string, data: object): Promise<number> =>
    say(ledger.key, `network.${type}`, 'node-HUB00', on(2, '12:00'), data);
  await hubNode('node-operator-appointed', { operatorOrgId: 'op-a', from: '2026-01-01', basisSha256: sha256('任命') });
  await hubNode('node-accepted', { on: '2026-03-02', inPlan: true });
};

const asked = (kind: string) => ({
  orgId: 'buyer-1',
  classCode: '14',
  kind,
  textSha256: sha256(kind),
  channel: '61',
  originNode: 'Wa',
  contactMedium: 'PHONE',
});

/** An appeal that goes to the hub, to the other window, to an agency that declines and takes it after all; a demand nobody takes up. */
const demands: Act = async ({ say, buyer, window, otherWindow, hub, agency }) => {
  const appeal = (key: string, type: string, time: string, data: object): Promise<number> =>
    say(key, `demand.demand-${type}`, 'dem-d1', time, data);
  await appeal(buyer, 'registered', on(3, '09:00'), asked('APPEAL'));
  await say(buyer, 'demand.demand-registered', 'dem-d2', on(3, '09:05'), asked('SERVICE'));
  await appeal(window, 'accepted', on(3, '09:10'), {});
  await say(window, 'demand.demand-accepted', 'dem-d2', on(3, '09:15'), {});
  await appeal(window, 'first-responded', on(3, '09:30'), {
    by: 's1',
    medium: 'PHONE',
    summarySha256: sha256('已联系'),
  });
  await appeal(window, 'forwarded', on(3, '10:00'), { toNode: 'HUB00', receiptId: 'R-1', receivedAt: on(3, '10:00') });
  await appeal(hub, 'referred', on(3, '11:00'), { toNode: 'Wb' });
  const matched = { agencyOrgId: 'agency-1', networkCode: 'HN' };
  await appeal(otherWindow, 'matched', on(4), matched);
  await appeal(agency, 'match-declined', on(5), { reason: '暂无人手' });
  await appeal(otherWindow, 'matched', on(6), matched);
  await appeal(otherWindow, 'closed', on(9, '09:00'), {
    outcome: 'SATISFIED',
    reason: '已解决',
    returnCall: { at: on(9, '08:30'), by: 's2', medium: 'PHONE', satisfied: true },
  });
};

/** The authority publishes a standard and the next welfare catalogue; the agency offers what enterprises asked for. */
const offers: Act = async ({ say, hub, agency }, ledger) => {
  const publish = (type: string, subject: string, data: object): Promise<number> =>
    say(ledger.key, `catalogue.${type}`, subject, on(10, '09:00'), data);
  const docNo = '湘工信企业〔2026〕99号';
  await publish('doc-number-reserved', `docno-${sha256(docNo)}`, { docNo, policyId: 'guide' });
  await publish('policy-published', 'policy-guide', {
    docNo,
    issuers: ['省工业和信息化厅'],
    title: '平台网络服务指南',
    issuedOn: '2026-03-09',
    effectiveFrom: '2026-03-10',
    docHash: sha256('指南'),
  });
  await publish('service-standard-published', 'std-jiance', {
    code: 'DB43/T 1',
    title: '检测服务规范',
    version: 1,
    classCodes: ['14'],
    effectiveFrom: '2026-03-10',
    docHash: sha256('规范'),
  });
  await publish('welfare-catalogue-published', 'wcat-HN', {
    version: 2,
    effectiveFrom: '2026-03-10',
    entries: ['GY-01', 'GY-02'].map((code) => ({
      code,
      scope: '小微企业',
      requirement: '每场不少于 60 分钟',
      standard: '按规范',
      unit: 'ORGS',
      evidenceKinds: ['SIGN_IN'],
      fundingMode: code === 'GY-01' ? 'PURCHASE' : 'SUBSIDY',
    })),
  });
  const party = { agencyOrgId: 'agency-1', networkCode: 'HN' };
  const item = (key: string, type: string, data: object): Promise<number> =>
    say(key, `catalogue.service-item-${type}`, 'item-i1', on(10, '10:00'), { ...party, ...data });
  await item(agency, 'drafted', {
    classCode: '14',
    title: '检测',
    priceFen: 300_000,
    priceMode: 'FIXED',
    standardVersion: 'jiance@1',
    welfareKind: 'VALUE_ADDED',
    basedOnDemandIds: ['d1'],
  });
  await item(agency, 'submitted', {});
  await item(hub, 'listed', { version: 1 });
};

/** The other window asks on behalf of nobody: the buyer orders at Wa what it first asked for at Wb, made to measure. */
const orders: Act = async ({ say, buyer, otherWindow, agency }) => {
  await say(buyer, 'demand.demand-registered', 'dem-d3', on(11, '09:00'), { ...asked('SERVICE'), originNode: 'Wb' });
  await say(otherWindow, 'demand.demand-accepted', 'dem-d3', on(11, '09:10'), {});
  const order = (key: string, type: string, time: string, data: object): Promise<number> =>
    say(key, `activity.${type}`, 'ord-o1', time, data);
  await order(buyer, 'order-placed', on(11, '10:00'), {
    buyerOrgId: 'buyer-1',
    agencyOrgId: 'agency-1',
    networkCode: 'HN',
    classCode: '14',
    title: '检测服务',
    priceFen: 300_000,
    welfareKind: 'VALUE_ADDED',
    servingNode: 'Wa',
    originNode: 'Wb',
    customised: true,
    demandId: 'd3',
    itemId: 'i1',
    itemVersion: 1,
  });
  await order(agency, 'order-accepted', on(11, '11:00'), {});
  await order(agency, 'contract-recorded', on(11, '12:00'), {
    contractNo: 'HT-1',
    amountFen: 300_000,
    signedOn: '2026-03-11',
    docHash: sha256('合同'),
  });
  const session = (day: number, channel: string): Promise<number> =>
    order(agency, 'session-held', on(day, '16:00'), {
      startAt: on(day, '14:00'),
      endAt: on(day, '16:00'),
      channel,
      staffIds: ['s1'],
      minutes: 120,
      evidence: [],
    });
  await session(12, '64');
  await session(13, '3');
  await order(agency, 'order-delivered', on(14, '09:00'), { evidence: [] });
  await order(buyer, 'order-confirmed', on(14, '10:00'), {});
  await order(agency, 'order-completed', on(14, '11:00'), {
    sessions: 2,
    minutes: 240,
    contractFen: 300_000,
    invoicedFen: 0,
    paidFen: 0,
  });
  await order(buyer, 'rating-given', on(14, '12:00'), { level: 5, dimensions: { quality: 5, price: 3 } });
};

/** A briefing with its sign-in list, for three enterprises, one of which looks on online as well. */
const activities: Act = async (province, ledger) => {
  const { say, window } = province;
  await heldActivity(province, 'v1', 17, 3);
  await say(window, 'activity.attendance-recorded', 'act-v1', on(17, '11:00'), {
    orgId: 'guest-1',
    personKey: sha256('online'),
    channel: '64',
    signedAt: on(17, '09:00'),
    minutes: 60,
  });
  const list = '签到表';
  await ledger.fetch(`/v1/evidence/${sha256(list)}`, { method: 'PUT', body: list, key: window });
  await say(window, 'activity.activity-evidence-attached', 'act-v1', on(17, '12:00'), {
    evidence: [{ sha256: sha256(list), kind: 'SIGN_IN', bytes: Buffer.byteLength(list), mediaType: 'image/jpeg' }],
  });
};

/** The window posts something that is refused, then declares March complete; the hub closes it. */
const reports: Act = async ({ say, window, hub }, ledger) => {
  const refusedPlan = {
    specversion: '1.0',
    id: 'refused-plan',
    source: 'urn:test',
    type: 'cn.smes.activity.activity-planned.v1',
    subject: 'act-v9',
    time: on(18),
    data: { hostNode: 'Wa' },
  };
  await ledger.post(refusedPlan, { key: window, headers: { 'Demo-Now': on(18) } });
  const month = (key: string, type: string, time: string, data: object): Promise<number> =>
    say(key, `submission.${type}`, 'sub-node-Wa-202603', time, data);
  await month(window, 'submission-declared-complete', '2026-04-09T09:00:00+08:00', {
    totals: [{ quantity: 'PERSONS', amount: 4 }],
  });
  await month(hub, 'period-closed', '2026-04-11T09:00:00+08:00', {});
};

export const ACTS = { rules, demands, offers, orders, activities, reports } as const satisfies Readonly<
  Record<string, Act>
>;
export type ActName = keyof typeof ACTS;
