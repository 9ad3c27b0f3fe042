import {
  erase,
  NODE_PATTERN,
  naming,
  requireDivision,
  requireNotLater,
  requireOutsider,
  requireOwnNode,
  requireRoom,
  type NewFact,
  type Reported,
  type Seen,
  type Sight,
} from '#kernel';
import { countedBy } from '#read-store';
import { checkOrder, occurredOn } from './dates.js';
import { networkProjection } from './network.projection.js';
import { refuse } from './network-refusals.js';
import {
  evolveNode,
  initialNode,
  liveKeys,
  nodeSight,
  requireActive,
  standingDay,
  type NodeState,
} from './node-state.js';
import { operatorOn } from './node.published.js';
import { nodeEvents, type NodeFact, type NodeFactOf } from './node.events.js';
import { orgSight, requireLive } from './org-state.js';

/**
 * 网络节点: the hub and the window platforms. Operators change while the node stays. Nobody decides on the node they act
 * for, so the hub's own node is the authority's business.
 */

const named = naming('network', nodeEvents);

const LIMITS = { appointments: 100, keys: 500 } as const;
/** A rotation needs the old key and the new one; more are keys nobody watches. */
const LIVE_KEYS_MAX = 2;

const codeOf = (stream: string): string => stream.slice('node-'.length);

function sees(fact: NodeFact): readonly Sight[] {
  if (fact.type === 'NodeOperatorAppointed') return [orgSight(fact.data.operatorOrgId)];
  return fact.type === 'NodeExited' ? [nodeSight(fact.data.handoverNodeCode)] : [];
}

function decide(state: NodeState, fact: NodeFact, seen: Seen, stream: string): readonly NewFact[] {
  const code = codeOf(stream);
  if (fact.type === 'NodeCredentialRevoked') return revoke(state, fact, code);
  requireOutsider(fact.meta.actor, { nodes: [code] });
  switch (fact.type) {
    case 'NodeEstablished':
      requireDivision(fact.data.divisionCode, occurredOn(fact), '/data/divisionCode');
      break;
    case 'NodeOperatorAppointed':
      checkAppointment(state, fact, seen);
      break;
    case 'NodeAccepted':
      requireNotLater(fact.data.on, occurredOn(fact), '/data/on');
      if (operatorOn(state, fact.data.on) === undefined)
        throw refuse('node-has-no-operator', { params: { date: fact.data.on } });
      break;
    case 'NodeServiceAreaChanged':
      for (const [index, { kind, code: area }] of fact.data.areas.entries())
        if (kind === 'DIVISION') requireDivision(area, occurredOn(fact), `/data/areas/${index}/code`);
      break;
    case 'NodeCredentialIssued':
      checkCredential(state, fact);
      break;
    case 'TargetAssigned':
      checkTarget(fact);
      break;
    case 'NodeSuspended':
      checkOrder(occurredOn(fact), fact.data.until, '/data/until');
      break;
    case 'NodeReinstated':
      break;
    case 'NodeExited':
      checkHandover(fact, seen, code);
      break;
  }
  return [fact];
}

function checkAppointment(state: NodeState, fact: NodeFactOf<'NodeOperatorAppointed'>, seen: Seen): void {
  const { operatorOrgId, from, to } = fact.data;
  checkOrder(from, to, '/data/to');
  requireLive(seen.of(orgSight(operatorOrgId)), operatorOrgId, '/data/operatorOrgId');
  const last = state.appointments.last();
  if (last !== undefined && (from <= last.from || (last.to !== undefined && from <= last.to)))
    throw refuse('appointment-overlaps', {
      params: { from, earlier: `${last.from} – ${last.to ?? ''}` },
      pointer: '/data/from',
    });
  requireRoom(named(fact), state.appointments.size, LIMITS.appointments);
}

function checkCredential(state: NodeState, fact: NodeFactOf<'NodeCredentialIssued'>): void {
  const { keyId, notAfter } = fact.data;
  const today = occurredOn(fact);
  checkOrder(today, notAfter, '/data/notAfter');
  if (state.keys.has(keyId)) throw refuse('already-stated', { params: { what: keyId }, pointer: '/data/keyId' });
  if (liveKeys(state, today) >= LIVE_KEYS_MAX) throw refuse('too-many-live-keys', { params: { max: LIVE_KEYS_MAX } });
  requireRoom(named(fact), state.keys.size, LIMITS.keys);
}

/** A window may revoke what it lost at once, without asking. */
function revoke(state: NodeState, fact: NodeFactOf<'NodeCredentialRevoked'>, code: string): readonly NewFact[] {
  const { actor } = fact.meta;
  if (actor.role === 'WINDOW') requireOwnNode(actor, [code]);
  const { keyId } = fact.data;
  if (state.keys.get(keyId)?.revoked !== false)
    throw refuse('key-not-live', { params: { key: keyId }, pointer: '/data/keyId' });
  return [fact];
}

function checkTarget(fact: NodeFactOf<'TargetAssigned'>): void {
  const { year } = fact.data;
  const today = occurredOn(fact);
  if (today > `${year}-12-31`)
    throw refuse('target-after-year-end', { params: { year, today }, pointer: '/data/year' });
}

function checkHandover(fact: NodeFactOf<'NodeExited'>, seen: Seen, code: string): void {
  const { handoverNodeCode: node } = fact.data;
  const pointer = '/data/handoverNodeCode';
  if (node === code) throw refuse('refers-to-itself', { params: { self: code }, pointer });
  requireActive(seen.of(nodeSight(node)), node, pointer);
}

/** From the day on which it stands otherwise: an exit that took effect earlier takes back what came after. */
function reportedBy({ standingDays }: NodeState, fact: NodeFact, stream: string): readonly Reported[] {
  const day = standingDay(fact);
  if (day === undefined) return [];
  return [day, ...standingDays.filter((later) => later >= day)].map((on) => ({ node: codeOf(stream), on }));
}

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
  sees,
  decide,
  reportedBy,
  counted: countedBy(networkProjection),
  parties: ({ appointments }, stream) => {
    const operator = appointments.last();
    return { nodes: [codeOf(stream)], orgs: operator === undefined ? [] : [operator.orgId] };
  },
});
