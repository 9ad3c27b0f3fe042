import type { Fact, Sight, View } from '#kernel';
import { List, Map } from 'immutable';
import { occurredOn } from './dates.js';
import { refuse } from './network-refusals.js';
import type { NodeFact } from './node.events.js';
import { appointed, type Appointment } from './node.published.js';

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
    case 'NodeOperatorAppointed':
      return { ...state, appointments: appointed(state.appointments, fact.data) };
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

/** Refuses a node that is not in operation. */
export function requireActive({ status }: NodeState, node: string, pointer: string): void {
  if (status !== 'ACTIVE') throw refuse('node-not-in-operation', { params: { node }, pointer });
}

const nodeView: View<NodeState> = {
  name: 'network/node',
  initial: initialNode,
  evolve: (state, fact: Fact) => evolveNode(state, fact as NodeFact),
};

/** Another node as rules of this context see it. */
export const nodeSight = (code: string): Sight<NodeState> => ({ stream: `node-${code}`, view: nodeView });
