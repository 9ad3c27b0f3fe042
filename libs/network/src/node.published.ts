import { List } from 'immutable';
import { emptyTimeline, heldAt, heldSince, viewOf, type Fact, type Sight, type Timeline } from '#kernel';
import { happenedMs, startOfDayMs } from './moments.js';
import { refuse } from './network-refusals.js';
import type { NodeFactOf, nodeEvents } from './node.events.js';

/** Who operates a node: civil dates, both inclusive; one without `to` lasts until the next begins. */
export interface Appointment {
  readonly orgId: string;
  readonly from: string;
  readonly to?: string;
}

/** A node as other contexts see it. */
export interface Node {
  /** As which kind it was established; undefined before. */
  readonly kind: string | undefined;
  readonly hasExited: boolean;
  /** Whether it is in operation: accepted, neither suspended nor gone. */
  readonly live: Timeline<boolean>;
  /** In order of their beginnings. */
  readonly appointments: List<Appointment>;
}

const absent: Node = { kind: undefined, hasExited: false, live: emptyTimeline(), appointments: List() };

const live = (node: Node, sinceMs: number, is: boolean): Node => ({
  ...node,
  live: heldSince(node.live, sinceMs, is),
});

const view = viewOf<typeof nodeEvents, Node>('network/node-in-operation', absent, {
  NodeEstablished: (node, { data }) => ({ ...node, kind: data.kind }),
  NodeOperatorAppointed: (node, { data }) => ({ ...node, appointments: appointed(node.appointments, data) }),
  NodeAccepted: (node, { data }) => live(node, startOfDayMs(data.on), true),
  NodeReinstated: (node, fact: Fact) => live(node, happenedMs(fact), true),
  NodeSuspended: (node, fact: Fact) => live(node, happenedMs(fact), false),
  NodeExited: (node, { data }) => ({ ...live(node, startOfDayMs(data.effectiveOn), false), hasExited: true }),
});

export const appointed = (
  appointments: List<Appointment>,
  { operatorOrgId: orgId, from, to }: NodeFactOf<'NodeOperatorAppointed'>['data'],
): List<Appointment> => appointments.push({ orgId, from, ...(to === undefined ? {} : { to }) });

export const nodeSight = (node: string): Sight<Node> => ({ stream: `node-${node}`, view });

/** Whether it is established, and has not exited by any word recorded so far. */
export const isOnNetwork = ({ kind, hasExited }: Node): boolean => kind !== undefined && !hasExited;

/** Who operates the node on a civil date. */
export function operatorOn(
  { appointments }: { readonly appointments: List<Appointment> },
  date: string,
): string | undefined {
  const latest = appointments.findLast(({ from }) => from <= date);
  return latest === undefined || (latest.to !== undefined && latest.to < date) ? undefined : latest.orgId;
}

/** Refuses new business of a node that was not in operation then. */
export function requireNode(seen: Node, node: string, atMs: number, pointer: string): void {
  if (heldAt(seen.live, atMs) !== true) throw refuse('node-not-in-operation', { params: { node }, pointer });
}
