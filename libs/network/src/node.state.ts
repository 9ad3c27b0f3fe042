import { List, Map } from 'immutable';
import { statusAfter, type Fact, type Sight, type View } from '#kernel';
import { occurredOn } from './dates.js';
import { refuse } from './network-refusals.js';
import { nodeEvents, type NodeFact, type NodeStatus } from './node.events.js';
import { appointed, type Appointment } from './node.published.js';

export interface NodeState {
  readonly status: NodeStatus;
  /** In order of their beginnings. */
  readonly appointments: List<Appointment>;
  /** The days on which it came into operation or went out of it. */
  readonly standingDays: List<string>;
  /** Every key ever issued, by id. */
  readonly keys: Map<string, { readonly notAfter: string; readonly revoked: boolean }>;
}

export const initialNode: NodeState = { status: 'ABSENT', appointments: List(), standingDays: List(), keys: Map() };

export function evolveNode(state: NodeState, fact: NodeFact): NodeState {
  const day = standingDay(fact);
  return {
    ...state,
    ...detailsAfter(state, fact),
    status: statusAfter(nodeEvents, state.status, fact.type),
    standingDays: day === undefined ? state.standingDays : state.standingDays.push(day),
  };
}

function detailsAfter({ appointments, keys }: NodeState, fact: NodeFact): Partial<NodeState> {
  switch (fact.type) {
    case 'NodeOperatorAppointed':
      return { appointments: appointed(appointments, fact.data) };
    case 'NodeCredentialIssued':
      return { keys: keys.set(fact.data.keyId, { notAfter: fact.data.notAfter, revoked: false }) };
    case 'NodeCredentialRevoked': {
      const key = keys.get(fact.data.keyId);
      return key === undefined ? {} : { keys: keys.set(fact.data.keyId, { ...key, revoked: true }) };
    }
    default:
      return {};
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

/** Keys that work on a civil date. */
export const liveKeys = ({ keys }: NodeState, date: string): number =>
  keys.count(({ notAfter, revoked }) => !revoked && date <= notAfter);

/** Refuses a node that is not in operation. */
export function requireActive({ status }: NodeState, node: string, pointer: string): void {
  if (status !== 'ACTIVE') throw refuse('node-not-in-operation', { params: { node }, pointer });
}

const nodeView: View<NodeState> = {
  name: 'network/node',
  initial: initialNode,
  evolve: (state, fact: Fact) => evolveNode(state, fact as NodeFact),
};

export const codeOf = (stream: string): string => stream.slice('node-'.length);

/** Another node as rules of this context see it. */
export const nodeSight = (code: string): Sight<NodeState> => ({ stream: `node-${code}`, view: nodeView });
