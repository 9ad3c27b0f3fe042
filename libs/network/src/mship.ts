import {
  erase,
  ID_PATTERN,
  NETWORK_PATTERN,
  naming,
  requireClass,
  requireOutsider,
  type NewFact,
  type Seen,
  type Sight,
} from '#kernel';
import { checkOrder, occurredOn } from './dates.js';
import { refuse } from './network-refusals.js';
import { nodeSight, requireActive } from './node-state.js';
import { evolveMship, initialMship, orgAndNetwork, type MshipState } from './mship-state.js';
import { mshipEvents, type MshipFact, type MshipFactOf } from './mship.events.js';
import { orgSight, requireLive } from './org-state.js';
import { requireOwnWord } from './speaks-for.js';

const named = naming('network', mshipEvents);

function sees(fact: MshipFact, stream: string): readonly Sight[] {
  const applicant = orgSight(orgAndNetwork(stream).org);
  if (fact.type === 'MembershipApplied') return [applicant, ...fact.data.nodes.map(nodeSight)];
  return fact.type === 'MembershipVerified' ? [applicant] : [];
}

function decide(state: MshipState, fact: MshipFact, seen: Seen, stream: string): readonly NewFact[] {
  const orgId = orgAndNetwork(stream).org;
  switch (fact.type) {
    case 'MembershipApplied':
      checkApplication(state, fact, seen, orgId);
      break;
    case 'MembershipVerified':
      checkVerification(fact, seen, orgId);
      break;
    case 'MembershipApproved':
      requireOutsider(fact.meta.actor, { orgs: [orgId] });
      for (const classCode of fact.data.classes) checkListed(state, classCode, '/data/classes');
      checkOrder(occurredOn(fact), fact.data.probationUntil, '/data/probationUntil');
      break;
    case 'ServiceClassAdded':
      requireOutsider(fact.meta.actor, { orgs: [orgId] });
      requireClass(fact.data.classCode, occurredOn(fact), '/data/classCode');
      if (state.classes.includes(fact.data.classCode))
        throw refuse('already-stated', { params: { what: fact.data.classCode }, pointer: '/data/classCode' });
      break;
    case 'ServiceClassRemoved':
      requireOutsider(fact.meta.actor, { orgs: [orgId] });
      checkListed(state, fact.data.classCode, '/data/classCode');
      break;
    case 'MembershipSuspended':
      requireOutsider(fact.meta.actor, { orgs: [orgId] });
      checkOrder(occurredOn(fact), fact.data.until, '/data/until');
      break;
    case 'MembershipReinstated':
      requireOutsider(fact.meta.actor, { orgs: [orgId] });
      break;
    case 'MembershipExited':
      checkExit(fact, orgId);
      break;
    case 'AgencyBarred':
      requireOutsider(fact.meta.actor, { orgs: [orgId] });
      checkOrder(occurredOn(fact), fact.data.until, '/data/until');
      break;
  }
  return [fact];
}

function checkApplication(state: MshipState, fact: MshipFactOf<'MembershipApplied'>, seen: Seen, orgId: string): void {
  const { classes, nodes } = fact.data;
  const today = occurredOn(fact);
  requireOwnWord(fact.meta, named(fact), orgId);
  if (state.barredUntil !== undefined && today <= state.barredUntil)
    throw refuse('barred-until', { params: { until: state.barredUntil } });
  requireLive(seen.of(orgSight(orgId)), orgId);
  for (const [index, classCode] of classes.entries()) requireClass(classCode, today, `/data/classes/${index}`);
  for (const [index, node] of nodes.entries()) requireActive(seen.of(nodeSight(node)), node, `/data/nodes/${index}`);
}

/** Related is whom the applicant declared itself related to. */
function checkVerification(fact: MshipFactOf<'MembershipVerified'>, seen: Seen, orgId: string): void {
  const { checks, result } = fact.data;
  requireOutsider(fact.meta.actor, { orgs: [orgId, ...seen.of(orgSight(orgId)).related.keys()] });
  const passes = [checks.licence, checks.credit, checks.tax].every((check) => check === 'PASS');
  if ((result === 'PASS') !== passes)
    throw refuse('result-contradicts-checks', { params: { result }, pointer: '/data/result' });
}

/** Leaving of its own will is the agency's word; being made to leave is the registry's, and never about oneself. */
function checkExit(fact: MshipFactOf<'MembershipExited'>, orgId: string): void {
  const { mode } = fact.data;
  if (mode === 'VOLUNTARY') return requireOwnWord(fact.meta, named(fact), orgId);
  const { role } = fact.meta.actor;
  if (role !== 'HUB' && role !== 'AUTHORITY')
    throw refuse('exit-mode-not-own', { params: { mode }, pointer: '/data/mode' });
  requireOutsider(fact.meta.actor, { orgs: [orgId] });
}

function checkListed({ classes }: MshipState, code: string, pointer: string): void {
  if (!classes.includes(code)) throw refuse('class-not-listed', { params: { class: code, listed: classes }, pointer });
}

export const mship = erase({
  context: 'network',
  category: 'mship',
  zh: '机构入网',
  id: `${ID_PATTERN}-${NETWORK_PATTERN}`,
  shown: {
    en: 'membership of an agency',
    example: 'AG001-HN',
    statuses: {
      ABSENT: ['未申请', 'not applied for'],
      APPLIED: ['已申请', 'applied for'],
      REJECTED: ['未通过核验', 'rejected'],
      VERIFIED: ['已核验', 'verified'],
      ACTIVE: ['在网', 'active'],
      SUSPENDED: ['已暂停', 'suspended'],
      EXITED: ['已退出', 'exited'],
      BARRED: ['禁入', 'barred'],
    },
  },
  events: mshipEvents,
  initial: initialMship,
  reads: {
    MembershipApplied: 'application',
    MembershipVerified: 'verification',
    MembershipApproved: 'approval',
    MembershipSuspended: 'suspension',
    MembershipReinstated: 'reinstatement',
    MembershipExited: 'exit',
    AgencyBarred: 'bar',
  },
  evolve: evolveMship,
  sees,
  decide,
  parties: (_, stream) => ({ nodes: [], orgs: [orgAndNetwork(stream).org] }),
});
