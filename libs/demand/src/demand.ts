import { civilDateOf, decideBy, erase, ID_PATTERN, type Aggregate, type Reported, type Sight } from '#kernel';
import { membershipSight, nodeSight, organizationSight } from '#network/published';
import { countedBy } from '#read-store';
import { demandEvents, type DemandFact } from './demand.events.js';
import { demandProjection } from './demand.projection.js';
import { demandRules } from './demand.rules.js';
import { evolveDemand, noDemand, type Demand } from './demand.state.js';
import { slaSight } from './sla.js';

function sees({ type, data }: DemandFact): readonly Sight[] {
  switch (type) {
    case 'DemandRegistered': {
      const asker = data.orgId === undefined ? [] : [organizationSight(data.orgId)];
      return [...asker, nodeSight(data.originNode), slaSight];
    }
    case 'DemandForwarded':
      return [nodeSight(data.toNode)];
    case 'DemandReferred':
      return data.toNode === undefined ? [] : [nodeSight(data.toNode)];
    case 'DemandMatched':
      return [membershipSight(data.agencyOrgId, data.networkCode)];
    default:
      return [];
  }
}

/** Everything counts for the day it happened, at the nodes that have it in hand then. */
function reportedBy({ node }: Demand, { type, data, meta }: DemandFact): readonly Reported[] {
  const at = (...nodes: readonly string[]): readonly Reported[] =>
    nodes.map((each) => ({ node: each, on: civilDateOf(meta.occurredAt) }));
  switch (type) {
    case 'DemandRegistered':
      return at(data.originNode);
    case 'DemandReferred':
      return at(meta.actor.node ?? node, node, data.toNode ?? node);
    case 'DemandHardCaseDeclared':
    case 'DemandCommented':
      return [];
    default:
      return at(node);
  }
}

const typed: Aggregate<Demand, typeof demandEvents> = {
  context: 'demand',
  category: 'dem',
  zh: '需求',
  id: ID_PATTERN,
  shown: {
    en: 'demand',
    example: 'D26-00001',
    statuses: {
      ABSENT: ['未登记', 'not registered'],
      REGISTERED: ['已登记', 'registered'],
      REJECTED: ['不予受理', 'rejected'],
      ACCEPTED: ['已受理', 'accepted'],
      FORWARDED: ['已转报枢纽', 'forwarded to the hub'],
      REFERRED: ['已转派', 'referred'],
      MATCHED: ['已对接', 'matched'],
      REOPENED: ['退回重办', 'reopened'],
      CLOSED_SATISFIED: ['已办结,已解决', 'closed, met'],
      CLOSED_UNMET: ['已办结,未能解决', 'closed, not met'],
      WITHDRAWN: ['提出人已撤回', 'withdrawn by the asker'],
    },
  },
  events: demandEvents,
  initial: noDemand,
  reads: {
    DemandRegistered: true,
    DemandAccepted: 'acceptance',
    DemandRejected: 'rejection',
    DemandForwarded: 'forwarding',
    DemandReferred: 'referral',
    DemandFirstResponded: 'firstResponse',
    DemandHardCaseDeclared: 'hardCase',
    DemandMatched: 'match',
    DemandMatchDeclined: 'matchDeclined',
    DemandClosed: 'closing',
    DemandReopened: 'reopening',
  },
  evolve: evolveDemand,
  sees,
  decide: decideBy(demandRules),
  parties: ({ nodes, org, agency }) => ({ nodes: [...nodes], orgs: [org, agency].filter((party) => party !== '') }),
  reportedBy,
  counted: countedBy(demandProjection),
};

/** A demand, stream `dem-{id}`: one asker, one handling node at a time, from registration to closing and back. */
export const demand = erase(typed);
