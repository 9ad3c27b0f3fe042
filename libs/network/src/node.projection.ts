import type { Fact } from '#kernel';
import type { Document, Standing } from '#read-store';
import type { NodeFact, ServiceArea } from './node.events.js';
import type { NodeState } from './node-state.js';

/** A node as the registry page shows it. */
export interface NodeDocument extends Document {
  readonly type: 'node';
  readonly node: string;
  readonly name: string;
  readonly kind: string;
  readonly status: NodeState['status'];
  readonly division: string;
  readonly cluster?: string;
  /** The operator appointed last. */
  readonly operator?: string;
  readonly acceptedOn?: string;
  readonly inPlan?: boolean;
  readonly areas: readonly ServiceArea[];
  /** Who takes over after its exit. */
  readonly handover?: string;
}

export function projectNode(doc: NodeDocument | undefined, fact: Fact, node: string): NodeDocument | undefined {
  const known = fact as NodeFact;
  if (known.type !== 'NodeEstablished') return doc === undefined ? undefined : changed(doc, known);
  const { name, kind, divisionCode: division, clusterName } = known.data;
  const cluster = clusterName === undefined ? {} : { cluster: clusterName };
  return { type: 'node', node, name, kind, status: 'ESTABLISHED', division, ...cluster, areas: [] };
}

function changed(doc: NodeDocument, fact: NodeFact): NodeDocument {
  switch (fact.type) {
    case 'NodeOperatorAppointed':
      return { ...doc, operator: fact.data.operatorOrgId };
    case 'NodeAccepted':
      return { ...doc, status: 'ACTIVE', acceptedOn: fact.data.on, inPlan: fact.data.inPlan };
    case 'NodeServiceAreaChanged':
      return { ...doc, areas: fact.data.areas };
    case 'NodeSuspended':
      return { ...doc, status: 'SUSPENDED' };
    case 'NodeReinstated':
      return { ...doc, status: 'ACTIVE' };
    case 'NodeExited':
      return { ...doc, status: 'EXITED', handover: fact.data.handoverNodeCode };
    default:
      return doc;
  }
}

/** `node-active` by kind, while the node is accepted and neither suspended nor gone. */
export const nodeStanding = ({ status, node, kind }: NodeDocument): readonly Standing[] =>
  status === 'ACTIVE' ? [{ measure: 'node-active', dims: { node, kind } }] : [];
