import { Set } from 'immutable';
import { statusAfter } from '#kernel';
import { demandEvents, type DemandFact, type DemandFactOf, type DemandStatus, type SlaTerms } from './demand.events.js';

/** A demand as its rules see it. */
export interface Demand {
  readonly status: DemandStatus;
  readonly kind: string;
  readonly classCode: string;
  /** The organisation that asks; '' for a person or team. */
  readonly org: string;
  /** Who asks, whichever it is. */
  readonly asker: string;
  readonly isReachable: boolean;
  readonly registeredAt: string;
  readonly sla: SlaTerms | undefined;
  /** The node that handles it. */
  readonly node: string;
  /** All nodes that ever did. */
  readonly nodes: Set<string>;
  readonly wasAccepted: boolean;
  readonly wasAnswered: boolean;
  readonly isHardCase: boolean;
  /** Nodes it was forwarded to since it was accepted or last reopened. */
  readonly forwardedTo: Set<string>;
  /** The agency it was last matched with; '' when there is none. */
  readonly agency: string;
  readonly forwards: number;
  readonly referrals: number;
  readonly matches: number;
  readonly reopenings: number;
  readonly comments: number;
}

export const noDemand: Demand = {
  status: 'ABSENT',
  kind: '',
  classCode: '',
  org: '',
  asker: '',
  isReachable: false,
  registeredAt: '',
  sla: undefined,
  node: '',
  nodes: Set(),
  wasAccepted: false,
  wasAnswered: false,
  isHardCase: false,
  forwardedTo: Set(),
  agency: '',
  forwards: 0,
  referrals: 0,
  matches: 0,
  reopenings: 0,
  comments: 0,
};

const CLOSED: Readonly<Record<string, DemandStatus>> = {
  SATISFIED: 'CLOSED_SATISFIED',
  UNMET: 'CLOSED_UNMET',
  WITHDRAWN: 'WITHDRAWN',
};

/** The status a demand has after a fact (domain §4.1). One reopened before it was accepted waits for acceptance again. */
export function demandStatusAfter(
  { status, wasAccepted }: Pick<Demand, 'status' | 'wasAccepted'>,
  fact: DemandFact,
): DemandStatus {
  if (fact.type === 'DemandClosed') return CLOSED[fact.data.outcome] ?? status;
  if (fact.type === 'DemandReopened') return wasAccepted ? 'REOPENED' : 'REGISTERED';
  return statusAfter(demandEvents, status, fact.type);
}

export const evolveDemand = (demand: Demand, fact: DemandFact): Demand => ({
  ...demand,
  ...detailsAfter(demand, fact),
  status: demandStatusAfter(demand, fact),
});

function detailsAfter(demand: Demand, fact: DemandFact): Partial<Demand> {
  switch (fact.type) {
    case 'DemandRegistered':
      return registered(fact);
    case 'DemandAccepted':
      return { wasAccepted: true };
    case 'DemandForwarded':
      return { forwardedTo: demand.forwardedTo.add(fact.data.toNode), forwards: demand.forwards + 1 };
    case 'DemandReferred': {
      const { toNode = demand.node } = fact.data;
      return { node: toNode, nodes: demand.nodes.add(toNode), referrals: demand.referrals + 1 };
    }
    case 'DemandFirstResponded':
      return { wasAnswered: true };
    case 'DemandHardCaseDeclared':
      return { isHardCase: true };
    case 'DemandMatched':
      return { agency: fact.data.agencyOrgId, matches: demand.matches + 1 };
    case 'DemandMatchDeclined':
      return { agency: '' };
    case 'DemandReopened':
      return { forwardedTo: Set(), reopenings: demand.reopenings + 1 };
    case 'DemandCommented':
      return { comments: demand.comments + 1 };
    default:
      return {};
  }
}

const registered = ({ data, meta }: DemandFactOf<'DemandRegistered'>): Partial<Demand> => ({
  kind: data.kind,
  classCode: data.classCode,
  org: data.orgId ?? '',
  asker: data.orgId ?? data.subjectId ?? '',
  isReachable: data.contactMedium !== undefined,
  registeredAt: meta.occurredAt,
  sla: data.sla,
  node: data.originNode,
  nodes: Set([data.originNode]),
});
