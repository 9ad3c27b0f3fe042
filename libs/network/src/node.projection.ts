import type { Fact } from '#kernel';
import { endedOn, type DatedStockItem, type Document, type Term } from '#read-store';
import { occurredOn } from './dates.js';
import type { NodeFact, ServiceArea } from './node.events.js';
import type { NodeState } from './node.state.js';

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
  /** The terms in which it is in service: accepted, neither suspended nor gone. */
  readonly inService: readonly Term[];
  readonly areas: readonly ServiceArea[];
  /** Who takes over after its exit. */
  readonly handover?: string;
}

export function projectNode(doc: NodeDocument | undefined, fact: Fact, node: string): NodeDocument | undefined {
  const known = fact as NodeFact;
  if (known.type !== 'NodeEstablished') return doc === undefined ? undefined : changed(doc, known);
  const { name, kind, divisionCode: division, clusterName } = known.data;
  const cluster = clusterName === undefined ? {} : { cluster: clusterName };
  return { type: 'node', node, name, kind, status: 'ESTABLISHED', division, ...cluster, inService: [], areas: [] };
}

function changed(doc: NodeDocument, fact: NodeFact): NodeDocument {
  switch (fact.type) {
    case 'NodeOperatorAppointed':
      return { ...doc, operator: fact.data.operatorOrgId };
    case 'NodeAccepted':
      return { ...begun(doc, fact.data.on), acceptedOn: fact.data.on, inPlan: fact.data.inPlan };
    case 'NodeServiceAreaChanged':
      return { ...doc, areas: fact.data.areas };
    case 'NodeSuspended':
      return { ...doc, status: 'SUSPENDED', inService: endedOn(doc.inService, occurredOn(fact)) };
    case 'NodeReinstated':
      return begun(doc, occurredOn(fact));
    case 'NodeExited':
      return {
        ...doc,
        status: 'EXITED',
        inService: endedOn(doc.inService, fact.data.effectiveOn),
        handover: fact.data.handoverNodeCode,
      };
    default:
      return doc;
  }
}

const begun = (doc: NodeDocument, from: string): NodeDocument => ({
  ...doc,
  status: 'ACTIVE',
  inService: [...doc.inService, { from }],
});

/**
 * `node-active` by kind, from the day of the acceptance (`on`) to that on which its exit takes effect (`effectiveOn`), without the
 * days from a suspension to the reinstatement.
 */
export const nodeStock = ({ inService, node, kind }: NodeDocument): readonly DatedStockItem[] =>
  inService.map((term) => ({ measure: 'node-active', dims: { node, kind }, ...term }));
