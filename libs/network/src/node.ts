import { decideBy, erase, NODE_PATTERN, type Reported } from '#kernel';
import { countedBy } from '#read-store';
import { networkProjection } from './network.projection.js';
import { nodeEvents, type NodeFact } from './node.events.js';
import { nodeRules, nodeSights } from './node.rules.js';
import { codeOf, evolveNode, initialNode, standingDay, type NodeState } from './node.state.js';

/** From the day on which it stands otherwise: an exit that took effect earlier takes back what came after. */
function reportedBy({ standingDays }: NodeState, fact: NodeFact, stream: string): readonly Reported[] {
  const day = standingDay(fact);
  if (day === undefined) return [];
  return [day, ...standingDays.filter((later) => later >= day)].map((on) => ({ node: codeOf(stream), on }));
}

/** 网络节点, stream `node-{code}`: the hub and the window platforms. Operators change while the node stays. */
export const node = erase({
  context: 'network',
  category: 'node',
  zh: '网络节点',
  id: NODE_PATTERN,
  shown: {
    en: 'node',
    example: 'W430104',
    statuses: {
      ABSENT: ['未设立', 'not established'],
      ESTABLISHED: ['已设立', 'established'],
      ACTIVE: ['运行', 'active'],
      SUSPENDED: ['已暂停', 'suspended'],
      EXITED: ['已退出', 'exited'],
    },
  },
  events: nodeEvents,
  initial: initialNode,
  reads: {
    NodeEstablished: true,
    NodeOperatorAppointed: 'operator',
    NodeAccepted: 'acceptance',
    NodeServiceAreaChanged: ['areas'],
    NodeSuspended: 'suspension',
    NodeReinstated: 'reinstatement',
    NodeExited: 'exit',
  },
  evolve: evolveNode,
  sees: nodeSights,
  decide: decideBy(nodeRules),
  reportedBy,
  counted: countedBy(networkProjection),
  parties: ({ appointments }, stream) => {
    const operator = appointments.last();
    return { nodes: [codeOf(stream)], orgs: operator === undefined ? [] : [operator.orgId] };
  },
});
