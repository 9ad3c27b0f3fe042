import type { Fact, Sight, View } from '#kernel';
import { List, Map } from 'immutable';
import { occurredOn } from './dates.js';
import type { NodeFact } from './node.events.js';

interface Appointment {
  readonly orgId: string;
  readonly from: string;
  readonly to?: string;
}

export interface NodeState {
  readonly status: 'ABSENT' | 'ESTABLISHED' | 'ACTIVE' | 'SUSPENDED' | 'EXITED';
  /** In order of their beginnings. */
  readonly appointments: List<Appointment>;
  /** The days on which it came into operation or went out of it. */
  readonly standingDays: List<string>;
  /** Every key ever issued, by id. */
  readonly keys: Map<string, { readonly notAfter: string; readonly revoked: boolean }>;
}

export const initialNode: NodeState = { status: 'ABSENT', appointments: List(), standingDays: List(), keys: Map() };

export function evolveNode(state: NodeState, fact: NodeFact): NodeState {
  switch (fact.type) {
    case 'NodeEstablished':
      return { ...state, status: 'ESTABLISHED' };
    case 'NodeOperatorAppointed': {
      const { operatorOrgId: orgId, from, to } = fact.data;
      return { ...state, appointments: state.appointments.push({ orgId, from, ...(to === undefined ? {} : { to }) }) };
    }
    case 'NodeAccepted':
    case 'NodeReinstated':
      return { ...state, ...stoodFrom(state, fact), status: 'ACTIVE' };
    case 'NodeCredentialIssued': {
      const { keyId, notAfter } = fact.data;
      return { ...state, keys: state.keys.set(keyId, { notAfter, revoked: false }) };
    }
    case 'NodeCredentialRevoked': {
      const key = state.keys.get(fact.data.keyId);
      return key === undefined ? state : { ...state, keys: state.keys.set(fact.data.keyId, { ...key, revoked: true }) };
    }
    case 'NodeSuspended':
      return { ...state, ...stoodFrom(state, fact), status: 'SUSPENDED' };
    case 'NodeExited':
      return { ...state, ...stoodFrom(state, fact), status: 'EXITED' };
    default:
      return state;
  }
}

/** The day from which a node stands otherwise; undefined for what does not change whether it is in operation. */
export function standingDay(fact: NodeFact): string | undefined {
  switch (fact.type) {
    case 'NodeAccepted':
      return fact.data.on;
    case 'NodeExited':
      return fact.data.effectiveOn;
    case 'NodeSuspended':
    case 'NodeReinstated':
      return occurredOn(fact);
    default:
      return undefined;
  }
}

function stoodFrom({ standingDays }: NodeState, fact: NodeFact): Pick<NodeState, 'standingDays'> {
  const day = standingDay(fact);
  return { standingDays: day === undefined ? standingDays : standingDays.push(day) };
}

/** Keys that work on a civil date. */
export const liveKeys = ({ keys }: NodeState, date: string): number =>
  keys.count(({ notAfter, revoked }) => !revoked && date <= notAfter);

/** The operator on a civil date. */
export const operatorOn = ({ appointments }: NodeState, date: string): string | undefined => {
  const latest = appointments.findLast(({ from }) => from <= date);
  return latest === undefined || (latest.to !== undefined && latest.to < date) ? undefined : latest.orgId;
};

const nodeView: View<NodeState> = {
  name: 'network/node',
  initial: initialNode,
  evolve: (state, fact: Fact) => evolveNode(state, fact as NodeFact),
};

/** Another node as rules of this context see it. */
export const nodeSight = (code: string): Sight<NodeState> => ({ stream: `node-${code}`, view: nodeView });
