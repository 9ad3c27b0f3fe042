import {
  naming,
  requireDivision,
  requireNotLater,
  requireOutsider,
  requireOwnNode,
  requireRoom,
  type Rules,
  type Seen,
  type Sight,
} from '#kernel';
import { occurredOn, requireOrder } from './dates.js';
import { refuse } from './network-refusals.js';
import { nodeEvents, type NodeFact, type NodeFactOf } from './node.events.js';
import { operatorOn } from './node.published.js';
import { codeOf, liveKeys, nodeSight, requireActive, type NodeState } from './node.state.js';
import { orgSight, requireLive } from './org.state.js';

/** Nobody decides on the node they act for, so the hub's own node is the authority's business. */

const named = naming('network', nodeEvents);

const LIMITS = { appointments: 100, keys: 500 } as const;
/** A rotation needs the old key and the new one; more are keys nobody watches. */
const LIVE_KEYS_MAX = 2;

/** The other streams the rules read. */
export function nodeSights(fact: NodeFact): readonly Sight[] {
  if (fact.type === 'NodeOperatorAppointed') return [orgSight(fact.data.operatorOrgId)];
  return fact.type === 'NodeExited' ? [nodeSight(fact.data.handoverNodeCode)] : [];
}

function establish(_: NodeState, fact: NodeFactOf<'NodeEstablished'>): void {
  requireDivision(fact.data.divisionCode, occurredOn(fact), '/data/divisionCode');
}

function appoint(state: NodeState, fact: NodeFactOf<'NodeOperatorAppointed'>, seen: Seen): void {
  const { operatorOrgId, from, to } = fact.data;
  requireOrder(from, to, '/data/to');
  requireLive(seen.of(orgSight(operatorOrgId)), operatorOrgId, '/data/operatorOrgId');
  const last = state.appointments.last();
  if (last !== undefined && (from <= last.from || (last.to !== undefined && from <= last.to)))
    throw refuse('appointment-overlaps', {
      params: { from, earlier: `${last.from} – ${last.to ?? ''}` },
      pointer: '/data/from',
    });
  requireRoom(named(fact), state.appointments.size, LIMITS.appointments);
}

function issue(state: NodeState, fact: NodeFactOf<'NodeCredentialIssued'>): void {
  const { keyId, notAfter } = fact.data;
  const today = occurredOn(fact);
  requireOrder(today, notAfter, '/data/notAfter');
  if (state.keys.has(keyId)) throw refuse('already-stated', { params: { what: keyId }, pointer: '/data/keyId' });
  if (liveKeys(state, today) >= LIVE_KEYS_MAX) throw refuse('too-many-live-keys', { params: { max: LIVE_KEYS_MAX } });
  requireRoom(named(fact), state.keys.size, LIMITS.keys);
}

/** A window may revoke what it lost at once, without asking. */
function revoke(state: NodeState, fact: NodeFactOf<'NodeCredentialRevoked'>, _: Seen, stream: string): void {
  const { actor } = fact.meta;
  if (actor.role === 'WINDOW') requireOwnNode(actor, [codeOf(stream)]);
  const { keyId } = fact.data;
  if (state.keys.get(keyId)?.revoked !== false)
    throw refuse('key-not-live', { params: { key: keyId }, pointer: '/data/keyId' });
}

function assign(_: NodeState, fact: NodeFactOf<'TargetAssigned'>): void {
  const { year } = fact.data;
  const today = occurredOn(fact);
  if (today > `${year}-12-31`)
    throw refuse('target-after-year-end', { params: { year, today }, pointer: '/data/year' });
}

function exit(_: NodeState, fact: NodeFactOf<'NodeExited'>, seen: Seen, stream: string): void {
  const { handoverNodeCode: node } = fact.data;
  const code = codeOf(stream);
  const pointer = '/data/handoverNodeCode';
  if (node === code) throw refuse('refers-to-itself', { params: { self: code }, pointer });
  requireActive(seen.of(nodeSight(node)), node, pointer);
}

function accept(state: NodeState, fact: NodeFactOf<'NodeAccepted'>): void {
  const { on } = fact.data;
  requireNotLater(on, occurredOn(fact), '/data/on');
  if (operatorOn(state, on) === undefined) throw refuse('node-has-no-operator', { params: { date: on } });
}

function changeArea(_: NodeState, fact: NodeFactOf<'NodeServiceAreaChanged'>): void {
  for (const [index, { kind, code }] of fact.data.areas.entries())
    if (kind === 'DIVISION') requireDivision(code, occurredOn(fact), `/data/areas/${index}/code`);
}

function suspend(_: NodeState, fact: NodeFactOf<'NodeSuspended'>): void {
  requireOrder(occurredOn(fact), fact.data.until, '/data/until');
}

type Rule<Stated> = (state: NodeState, fact: Stated, seen: Seen, stream: string) => void;

/** A decision on a node, by nobody who acts for it. */
const byOutsider =
  <Stated extends NodeFact>(rule?: Rule<Stated>): Rule<Stated> =>
  (state, fact, seen, stream) => {
    requireOutsider(fact.meta.actor, { nodes: [codeOf(stream)] });
    rule?.(state, fact, seen, stream);
  };

/** The rule of each event of a node. */
export const nodeRules: Rules<NodeState, NodeFact> = {
  NodeEstablished: byOutsider(establish),
  NodeOperatorAppointed: byOutsider(appoint),
  NodeAccepted: byOutsider(accept),
  NodeServiceAreaChanged: byOutsider(changeArea),
  NodeCredentialIssued: byOutsider(issue),
  NodeCredentialRevoked: revoke,
  TargetAssigned: byOutsider(assign),
  NodeSuspended: byOutsider(suspend),
  NodeReinstated: byOutsider(),
  NodeExited: byOutsider(exit),
};
