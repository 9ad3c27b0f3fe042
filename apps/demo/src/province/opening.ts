import { sha256 } from '#kernel';
import { HUB_NODE, HUB_OPERATOR, type Account, type Offices } from './accounts.js';
import type { Agency } from './agencies.js';
import { FIRST_DAY, instantMs } from './calendar.js';
import { Story, type StoryParts } from './story.js';
import type { Window } from './windows.js';

/** The network code in membership streams. */
export const NETWORK = 'HN';

/** Says something on a stream at a moment of its own, outside the daily rhythm. */
export type Say = (by: Account, type: string, data: object) => void;
export type Tell = (stream: string, clock: string) => Say;

const BASIS = sha256('湘工信企业〔2025〕1号');

/** Makes `Tell` over stories that are kept by stream, so that a stream goes on where it was left. */
export function openingTeller(parts: Omit<StoryParts, 'stream'>): Tell {
  const stories = new Map<string, Story>();
  return (stream, clock) => (by, type, data) => {
    let story = stories.get(stream);
    if (story === undefined) stories.set(stream, (story = new Story({ ...parts, stream })));
    story.tellAt({ by, type, data, atMs: instantMs(FIRST_DAY, clock) });
  };
}

export const openAccount = (say: Say, by: Account, { actor, name, secret }: Account): void => {
  const { account: _, ...holder } = actor;
  say(by, 'AccountOpened', { name, ...holder });
  say(by, 'KeyIssued', { keyId: 'k1', sha256: sha256(secret) });
};

/** The authority sets up the hub and opens the accounts of the offices. */
export function openHub(tell: Tell, { authority, hub, auditor, evaluator, finance }: Offices): void {
  const clock = '08:45';
  tell(`org-${HUB_OPERATOR}`, clock)(authority, 'OrganizationRegistered', {
    name: '湖南省中小企业服务中心',
    kind: 'INSTITUTION',
    divisionCode: '430100',
    foundedOn: '2009-05-18',
  });
  const node = tell(`node-${HUB_NODE}`, clock);
  node(authority, 'NodeEstablished', { name: '湖南省中小企业公共服务平台', kind: 'HUB', divisionCode: '430000' });
  node(authority, 'NodeOperatorAppointed', { operatorOrgId: HUB_OPERATOR, from: '2012-06-01', basisSha256: BASIS });
  node(authority, 'NodeAccepted', { on: '2013-12-20', scoreHundredths: 9_460, inPlan: true });
  for (const account of [hub, auditor, evaluator, finance])
    openAccount(tell(`acct-${account.actor.account}`, clock), authority, account);
}

/** The hub enters the windows and opens their accounts, the authority accepts them, the hub gives them area and task. */
export function openWindows(tell: Tell, { authority, hub }: Offices, windows: readonly Window[]): void {
  for (const window of windows) {
    const { code, name, kind, division, divisionName, clusterName, operator, weight, account } = window;
    tell(`org-${operator}`, '09:00')(hub, 'OrganizationRegistered', {
      name: `${clusterName ?? divisionName}中小企业服务中心`,
      kind: 'INSTITUTION',
      divisionCode: division,
    });
    const node = (clock: string): Say => tell(`node-${code}`, clock);
    const cluster = clusterName === undefined ? {} : { clusterName };
    node('09:00')(hub, 'NodeEstablished', { name, kind, divisionCode: division, ...cluster });
    node('09:00')(hub, 'NodeOperatorAppointed', { operatorOrgId: operator, from: '2014-03-01', basisSha256: BASIS });
    openAccount(tell(`acct-${account.actor.account}`, '09:00'), hub, account);
    node('09:20')(authority, 'NodeAccepted', { on: '2014-12-15', inPlan: kind !== 'PARK' });
    const area = clusterName === undefined ? 'DIVISION' : kind === 'PARK' ? 'PARK' : 'CLUSTER';
    node('09:40')(hub, 'NodeServiceAreaChanged', {
      areas: [{ kind: area, code: clusterName === undefined ? division : code, name: clusterName ?? divisionName }],
    });
    node('09:40')(hub, 'TargetAssigned', { year: 2026, indicator: 'F02', value: 480 * weight, unit: 'ORG_TIMES' });
  }
}

/** The hub registers agencies and opens their accounts; they apply, and the hub checks their codes and admits them. */
export function openAgencies(tell: Tell, { hub }: Offices, agencies: readonly Agency[]): void {
  for (const { orgId, name, uscc, division, classes, nodes, account } of agencies) {
    const org = (clock: string): Say => tell(`org-${orgId}`, clock);
    org('09:40')(hub, 'OrganizationRegistered', { name, kind: 'ENTERPRISE', divisionCode: division });
    openAccount(tell(`acct-${account.actor.account}`, '09:40'), hub, account);
    org('10:00')(account, 'OrganizationIdentifierClaimed', { kind: 'USCC', raw: uscc });
    tell(`mship-${orgId}-${NETWORK}`, '10:00')(account, 'MembershipApplied', {
      classes,
      nodes,
      statementSha256: sha256(`诚信承诺书 ${orgId}`),
    });
    tell(`uscc-${uscc}`, '11:00')(hub, 'UsccBound', { orgId });
    org('11:00')(hub, 'OrganizationIdentifierVerified', { kind: 'USCC', normalised: uscc, source: 'REGISTRY' });
    const membership = tell(`mship-${orgId}-${NETWORK}`, '11:00');
    const checks = { licence: 'PASS', credit: 'PASS', tax: 'PASS' };
    membership(hub, 'MembershipVerified', { checks, result: 'PASS' });
    membership(hub, 'MembershipApproved', { classes, probationUntil: '2026-07-03' });
  }
}
