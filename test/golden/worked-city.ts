import { canonical, sha256 } from '#kernel';
import type { Outcome, Speaker, TraceTeller } from './trace-teller.js';

/** Who takes part in the worked trace, and what is in place before it begins. */

export const AUTHORITY: Speaker = { account: 'authority', role: 'AUTHORITY', org: 'authority' };
export const HUB: Speaker = { account: 'hub', role: 'HUB', org: 'hub-op', node: 'HUB44' };
export const WINDOW: Speaker = { account: 'win-jm', role: 'WINDOW', org: 'jm-op', node: 'W4407' };
export const AGENCY: Speaker = { account: 'agency-jc', role: 'AGENCY', org: 'jiance' };
export const BUYER: Speaker = { account: 'sme-jj', role: 'SME', org: 'jinju' };
export const AUDITOR: Speaker = { account: 'auditor', role: 'AUDITOR', org: 'audit' };

export const on = (monthDay: string, clock: string): string => `2026-${monthDay}T${clock}:00+08:00`;

/** The network of the city: one window, one agency of class 14, one enterprise; in service on 1 September. */
export async function openCity(teller: TraceTeller): Promise<void> {
  const time = on('09-01', '08:30');
  const say = (by: Speaker, type: string, subject: string, data: object): Promise<Outcome> =>
    teller.say(by, { type: `network.${type}`, subject, time, data });
  const hub = { name: '广东省中小企业服务中心', kind: 'INSTITUTION', divisionCode: '440100' };
  await say(AUTHORITY, 'organization-registered', `org-${HUB.org}`, hub);
  await say(AUTHORITY, 'node-established', 'node-HUB44', { name: '广东枢纽平台', kind: 'HUB', divisionCode: '440000' });
  for (const speaker of [HUB, AUDITOR]) await teller.open(AUTHORITY, speaker, time);
  for (const { org, role } of [WINDOW, AGENCY, BUYER]) {
    const kind = role === 'WINDOW' ? 'INSTITUTION' : 'ENTERPRISE';
    await say(HUB, 'organization-registered', `org-${org}`, { name: `江门${org}`, kind, divisionCode: '440703' });
  }
  const node = 'node-W4407';
  await say(HUB, 'node-established', node, { name: '江门窗口平台', kind: 'COMPREHENSIVE', divisionCode: '440700' });
  for (const speaker of [WINDOW, AGENCY, BUYER]) await teller.open(HUB, speaker, time);
  const operator = { operatorOrgId: WINDOW.org, from: '2026-01-01', basisSha256: sha256('任命') };
  await say(HUB, 'node-operator-appointed', node, operator);
  await say(AUTHORITY, 'node-accepted', node, { on: '2026-09-01', inPlan: true });
  const member = `mship-${AGENCY.org}-GD`;
  const applied = { classes: ['14'], nodes: ['W4407'], statementSha256: sha256('承诺') };
  await say(AGENCY, 'membership-applied', member, applied);
  const checks = { licence: 'PASS', credit: 'PASS', tax: 'PASS' };
  await say(HUB, 'membership-verified', member, { checks, result: 'PASS' });
  await say(HUB, 'membership-approved', member, { classes: ['14'], probationUntil: '2027-03-01' });
}

const SLA = {
  calendar: 'CN',
  hours: [
    { from: '09:00', to: '12:00' },
    { from: '13:30', to: '17:30' },
  ],
  firstResponseMinutes: 60,
  closeWorkingDays: 20,
};
export const OFFER = {
  agencyOrgId: AGENCY.org,
  networkCode: 'GD',
  classCode: '14',
  title: '质量体系认证辅导',
  priceFen: 3_000_000,
  priceMode: 'FIXED',
  welfareKind: 'VALUE_ADDED',
};

/** The rule of 1 September and the policy it rests on; the agency's item. */
export async function publish(teller: TraceTeller): Promise<void> {
  const docNo = '江工信〔2026〕1号';
  const say = (by: Speaker, type: string, subject: string, data: object, time = on('09-01', '09:00')) =>
    teller.say(by, { type: `catalogue.${type}`, subject, time, data });
  await say(AUTHORITY, 'doc-number-reserved', `docno-${sha256(docNo)}`, { docNo, policyId: 'jm-1' });
  await say(AUTHORITY, 'policy-published', 'policy-jm-1', {
    docNo,
    issuers: ['江门市工业和信息化局'],
    title: '诉求快速响应办法',
    issuedOn: '2026-08-20',
    effectiveFrom: '2026-09-01',
    docHash: sha256('办法'),
  });
  await say(AUTHORITY, 'rule-version-published', 'rule-sla', {
    ruleId: 'sla',
    version: 1,
    kind: 'SLA',
    body: SLA,
    bodySha256: sha256(canonical(SLA)),
    effectiveFrom: '2026-09-01',
    anchor: 'jm-1',
  });
  const party = { agencyOrgId: AGENCY.org, networkCode: 'GD' };
  await say(AGENCY, 'service-item-drafted', 'item-renzheng', OFFER, on('09-02', '09:00'));
  await say(AGENCY, 'service-item-submitted', 'item-renzheng', party, on('09-02', '09:10'));
  await say(HUB, 'service-item-listed', 'item-renzheng', { ...party, version: 1 }, on('09-03', '10:00'));
}

