import { Registry, sha256, type Role } from '#kernel';
import type { RunningLedger } from './running-ledger.js';

/** The credentials of a small province, by who they are. */
export interface SmallProvince {
  readonly hub: string;
  readonly window: string;
  readonly otherWindow: string;
  readonly agency: string;
  readonly buyer: string;
  readonly auditor: string;
  /** States one event at a simulated time; throws the problem when it is refused. Gives back the position. */
  readonly say: (key: string, type: string, subject: string, time: string, data: object) => Promise<number>;
}

const days = (day: number, time = '10:00'): string => `2026-03-${String(day).padStart(2, '0')}T${time}:00+08:00`;

/** `activity.order-placed` → `cn.smes.activity.order-placed.v2`, or whatever its newest version is. */
export function newestTypes(ledger: RunningLedger): (type: string) => string {
  const wireTypes = ledger.app.get(Registry).types.map(({ wireType }) => wireType);
  const newest = new Map(wireTypes.map((wireType) => [wireType.replace(/\.v\d+$/, ''), wireType]));
  return (type) => newest.get(`cn.smes.${type}`) ?? type;
}

/** How events are stated to a ledger, in their newest version, under ids that begin with `ids`. */
export function saying(ledger: RunningLedger, ids = 's'): SmallProvince['say'] {
  const newest = newestTypes(ledger);
  let n = 0;
  return async (key, type, subject, time, data) => {
    n += 1;
    const event = {
      specversion: '1.0',
      id: `${ids}-${n}`,
      source: 'urn:test',
      type: newest(type),
      subject,
      time,
      data,
    };
    const { status, body } = await ledger.post(event, { key, headers: { 'Demo-Now': time } });
    if (status !== 201) throw new Error(JSON.stringify(body));
    return body.position;
  };
}

/** Two windows, an agency of class 14, an enterprise with an account; all in service on 2 March 2026. */
export async function openSmallProvince(ledger: RunningLedger): Promise<SmallProvince> {
  const say = saying(ledger);
  const authority = ledger.key;
  const at = days(2);
  const open = async (account: string, role: Role, where: object): Promise<string> => {
    const secret = sha256(`secret of ${account}`).slice(0, 40);
    await say(authority, 'account.account-opened', `acct-${account}`, at, { name: `账号${account}`, role, ...where });
    await say(authority, 'account.key-issued', `acct-${account}`, at, { keyId: 'k1', sha256: sha256(secret) });
    return `${account}.${secret}`;
  };
  await say(authority, 'network.organization-registered', 'org-hub-op', at, {
    name: '枢纽运营单位',
    kind: 'INSTITUTION',
    divisionCode: '430100',
  });
  await say(authority, 'network.node-established', 'node-HUB00', at, {
    name: '省枢纽平台',
    kind: 'HUB',
    divisionCode: '430000',
  });
  const hub = await open('hub', 'HUB', { org: 'hub-op', node: 'HUB00' });
  for (const org of ['op-a', 'op-b', 'agency-1', 'buyer-1', 'buyer-2', 'guest-1'])
    await say(hub, 'network.organization-registered', `org-${org}`, at, {
      name: `单位${org}`,
      kind: 'ENTERPRISE',
      divisionCode: '430111',
    });
  for (const node of ['a', 'b']) {
    const stream = `node-W${node}`;
    await say(hub, 'network.node-established', stream, at, {
      name: `窗口${node}`,
      kind: 'COUNTY',
      divisionCode: '430111',
    });
    await say(hub, 'network.node-operator-appointed', stream, at, {
      operatorOrgId: `op-${node}`,
      from: '2026-01-01',
      basisSha256: sha256('任命'),
    });
    await say(authority, 'network.node-accepted', stream, at, { on: '2026-03-02', inPlan: true });
  }
  await say(authority, 'catalogue.welfare-catalogue-published', 'wcat-HN', at, {
    version: 1,
    effectiveFrom: '2026-03-01',
    entries: [
      {
        code: 'GY-01',
        scope: '小微企业',
        requirement: '每场不少于 60 分钟',
        standard: '按规范',
        unit: 'ORGS',
        evidenceKinds: ['SIGN_IN', 'PHOTO'],
        fundingMode: 'PURCHASE',
      },
    ],
  });
  const member = 'mship-agency-1-HN';
  const agency = await open('agency-1', 'AGENCY', { org: 'agency-1' });
  await say(agency, 'network.membership-applied', member, at, {
    classes: ['14'],
    nodes: ['Wa'],
    statementSha256: sha256('承诺'),
  });
  await say(hub, 'network.membership-verified', member, at, {
    checks: { licence: 'PASS', credit: 'PASS', tax: 'PASS' },
    result: 'PASS',
  });
  await say(hub, 'network.membership-approved', member, at, { classes: ['14'], probationUntil: '2026-09-01' });
  return {
    hub,
    agency,
    window: await open('win-a', 'WINDOW', { org: 'op-a', node: 'Wa' }),
    otherWindow: await open('win-b', 'WINDOW', { org: 'op-b', node: 'Wb' }),
    buyer: await open('buyer-1', 'SME', { org: 'buyer-1' }),
    auditor: await open('auditor', 'AUDITOR', { org: 'audit' }),
    say,
  };
}

/** An order of buyer-1 to agency-1, served at Wa, as `order-placed` says it. */
export const PLACED = {
  buyerOrgId: 'buyer-1',
  agencyOrgId: 'agency-1',
  networkCode: 'HN',
  classCode: '14',
  title: '检测服务',
  priceFen: 300_000,
  welfareKind: 'VALUE_ADDED',
  servingNode: 'Wa',
  customised: false,
  withoutDemand: 'DIRECT',
};

/** An order from placing to rating, sessions on 4 and 5 March, completed on 6 March, rated `level`. */
export async function completedOrder({ say, agency, buyer }: SmallProvince, id: string, level: number): Promise<void> {
  const order = `ord-${id}`;
  const session = (day: number, channel: string) => ({
    startAt: days(day, '14:00'),
    endAt: days(day, '16:00'),
    channel,
    staffIds: ['s1'],
    minutes: 120,
    evidence: [],
  });
  await say(buyer, 'activity.order-placed', order, days(3), PLACED);
  await say(agency, 'activity.order-accepted', order, days(3, '11:00'), {});
  await say(agency, 'activity.contract-recorded', order, days(3, '12:00'), {
    contractNo: `HT-${id}`,
    amountFen: 300_000,
    signedOn: '2026-03-03',
    docHash: sha256(`合同${id}`),
  });
  await say(agency, 'activity.session-held', order, days(4, '16:00'), session(4, '3'));
  await say(agency, 'activity.session-held', order, days(5, '16:00'), session(5, '64'));
  await say(agency, 'activity.order-delivered', order, days(6, '09:00'), { evidence: [] });
  await say(buyer, 'activity.order-confirmed', order, days(6, '10:00'), {});
  await say(agency, 'activity.order-completed', order, days(6, '11:00'), {
    sessions: 2,
    minutes: 240,
    contractFen: 300_000,
    invoicedFen: 0,
    paidFen: 0,
  });
  await say(buyer, 'activity.rating-given', order, days(6, '12:00'), { level });
}

/** A demand from registration on 3 March to closing on 9 March, referred to the other window and matched with agency-1. */
export async function closedDemand({ say, buyer, window, otherWindow, hub }: SmallProvince, id: string): Promise<void> {
  const demand = `dem-${id}`;
  await say(buyer, 'demand.demand-registered', demand, days(3, '09:00'), {
    orgId: 'buyer-1',
    classCode: '14',
    kind: 'SERVICE',
    textSha256: sha256(`需求${id}`),
    channel: '61',
    originNode: 'Wa',
    contactMedium: 'PHONE',
  });
  await say(window, 'demand.demand-accepted', demand, days(3, '09:10'), {});
  await say(hub, 'demand.demand-commented', demand, days(3, '09:20'), { textSha256: sha256('收到') });
  await say(window, 'demand.demand-first-responded', demand, days(3, '09:30'), {
    by: 's1',
    medium: 'PHONE',
    summarySha256: sha256('已联系'),
  });
  await say(hub, 'demand.demand-referred', demand, days(3, '10:00'), { toNode: 'Wb' });
  await say(otherWindow, 'demand.demand-matched', demand, days(4), { agencyOrgId: 'agency-1', networkCode: 'HN' });
  await say(otherWindow, 'demand.demand-closed', demand, days(9, '09:00'), { outcome: 'SATISFIED', reason: '已签约' });
}

/** A briefing held on `day` with `persons` named attendances of buyer-1, buyer-2 and guest-1 by turns. */
export async function heldActivity(
  { say, window }: SmallProvince,
  id: string,
  day: number,
  persons: number,
): Promise<void> {
  const activity = `act-${id}`;
  const plan = {
    kind: 'POLICY_BRIEFING',
    classCode: '10',
    title: '政策宣讲',
    startAt: days(day, '09:00'),
    endAt: days(day, '11:00'),
    places: [{ name: '大厅' }],
    channels: ['3'],
    capacity: 50,
    hostNode: 'Wa',
    agencies: [],
    welfareKind: 'PUBLIC',
    networkCode: 'HN',
    entryCode: 'GY-01',
    feeFen: 0,
  };
  await say(window, 'activity.activity-planned', activity, days(day, '07:00'), plan);
  await say(window, 'activity.activity-scheduled', activity, days(day, '08:00'), { evidence: [] });
  await say(window, 'activity.activity-held', activity, days(day, '11:00'), {
    actualStart: days(day, '09:00'),
    actualEnd: days(day, '11:00'),
    staffIds: ['s1'],
    headcount: persons,
  });
  const orgs = ['buyer-1', 'buyer-2', 'guest-1'];
  for (let n = 0; n < persons; n += 1)
    await say(window, 'activity.attendance-recorded', activity, days(day, '11:00'), {
      orgId: orgs[n % 3],
      personKey: sha256(`${id}/${n}`),
      channel: '3',
      signedAt: days(day, '09:00'),
      minutes: 100,
    });
}
