import { decideBy, erase, ID_PATTERN, type Reported } from '#kernel';
import { countedBy } from '#read-store';
import { occurredOn } from './dates.js';
import { networkProjection } from './network.projection.js';
import { orgEvents, type OrgFact } from './org.events.js';
import { orgRules, orgSights } from './org.rules.js';
import { evolveOrg, idOf, initialOrg, type OrgState } from './org.state.js';

/** An organisation counts as registered for the node that registered it. */
function reportedBy({ registeredBy }: OrgState, fact: OrgFact): readonly Reported[] {
  const on = occurredOn(fact);
  if (fact.type === 'OrganizationDeregistered') return [{ node: registeredBy ?? '', on }];
  return fact.type === 'OrganizationRegistered' ? [{ node: fact.meta.actor.node ?? '', on }] : [];
}

/** 服务对象与机构: one stream per enterprise, agency, operator or team, under an id that outlives its credit code. */
export const org = erase({
  context: 'network',
  category: 'org',
  zh: '主体',
  id: ID_PATTERN,
  shown: {
    en: 'organisation',
    example: 'E00001',
    statuses: {
      ABSENT: ['未登记', 'not registered'],
      LIVE: ['存续', 'live'],
      DEREGISTERED: ['已注销', 'deregistered'],
    },
  },
  events: orgEvents,
  initial: initialOrg,
  reads: {
    OrganizationRegistered: true,
    OrganizationRenamed: ['name'],
    OrganizationRelocated: ['divisionCode'],
    OrganizationFiguresReported: 'figures',
    EnterpriseSizeClassified: 'size',
    OrganizationSucceeded: 'succession',
    OrganizationDeregistered: 'deregistration',
  },
  evolve: evolveOrg,
  sees: orgSights,
  decide: decideBy(orgRules),
  reportedBy,
  counted: countedBy(networkProjection),
  parties: (_, stream) => ({ nodes: [], orgs: [idOf(stream)] }),
});
