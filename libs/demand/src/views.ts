import { Set } from 'immutable';
import { msOf, type Fact, type Sight, type View } from '#kernel';
import { refuse } from './demand-refusals.js';
import { at, since, timelineOf, type Timeline } from './timeline.js';

/** What the rules here read of organisations, nodes and memberships: other contexts' recorded events, folded for our questions only. */

const happenedMs = (fact: Fact): number => msOf(fact.meta.occurredAt);

/** Begin of a civil date the fact names; when it happened otherwise. */
const namedDayMs = (fact: Fact, name: string): number => {
  const date = (fact.data as Readonly<Record<string, unknown>>)[name];
  return typeof date === 'string' ? msOf(`${date}T00:00:00.000+08:00`) : happenedMs(fact);
};

interface OrganizationView {
  readonly isRegistered: boolean;
  readonly deregistered: Timeline<true>;
}

const organizationView: View<OrganizationView> = {
  name: 'demand/organization',
  initial: { isRegistered: false, deregistered: timelineOf() },
  evolve(org, fact) {
    if (fact.type === 'OrganizationRegistered') return { ...org, isRegistered: true };
    if (fact.type === 'OrganizationDeregistered')
      return { ...org, deregistered: since(org.deregistered, namedDayMs(fact, 'on'), true) };
    return org;
  },
};

interface NodeView {
  readonly kind: string;
  readonly live: Timeline<boolean>;
}

const nodeView: View<NodeView> = {
  name: 'demand/node',
  initial: { kind: '', live: timelineOf() },
  evolve(node, fact) {
    const live = (sinceMs: number, value: boolean): NodeView => ({ ...node, live: since(node.live, sinceMs, value) });
    switch (fact.type) {
      case 'NodeEstablished':
        return { ...node, kind: (fact.data as { kind: string }).kind };
      case 'NodeAccepted':
        return live(namedDayMs(fact, 'on'), true);
      case 'NodeReinstated':
        return live(happenedMs(fact), true);
      case 'NodeSuspended':
        return live(happenedMs(fact), false);
      case 'NodeExited':
        return live(namedDayMs(fact, 'effectiveOn'), false);
      default:
        return node;
    }
  },
};

interface MembershipView {
  readonly live: Timeline<boolean>;
  readonly classes: Timeline<Set<string>>;
}

const latest = (classes: Timeline<Set<string>>): Set<string> => classes.last()?.value ?? Set();

const membershipView: View<MembershipView> = {
  name: 'demand/membership',
  initial: { live: timelineOf(), classes: timelineOf() },
  evolve(membership, fact) {
    const ms = happenedMs(fact);
    const live = (value: boolean): MembershipView => ({ ...membership, live: since(membership.live, ms, value) });
    const serving = (are: Set<string>): Pick<MembershipView, 'classes'> => ({
      classes: since(membership.classes, ms, are),
    });
    switch (fact.type) {
      case 'MembershipApproved':
        return { ...live(true), ...serving(Set((fact.data as { classes: string[] }).classes)) };
      case 'ServiceClassAdded':
        return {
          ...membership,
          ...serving(latest(membership.classes).add((fact.data as { classCode: string }).classCode)),
        };
      case 'ServiceClassRemoved':
        return {
          ...membership,
          ...serving(latest(membership.classes).delete((fact.data as { classCode: string }).classCode)),
        };
      case 'MembershipReinstated':
        return live(true);
      case 'MembershipSuspended':
      case 'MembershipExited':
      case 'AgencyBarred':
        return live(false);
      default:
        return membership;
    }
  },
};

export const organizationSight = (org: string): Sight<OrganizationView> => ({
  stream: `org-${org}`,
  view: organizationView,
});

export const nodeSight = (node: string): Sight<NodeView> => ({ stream: `node-${node}`, view: nodeView });

export const membershipSight = (agency: string, network: string): Sight<MembershipView> => ({
  stream: `mship-${agency}-${network}`,
  view: membershipView,
});

/** Refuses an enterprise that is unknown, or was gone when the business happened. */
export function requireOrganization({ isRegistered, deregistered }: OrganizationView, org: string, atMs: number): void {
  const pointer = '/data/orgId';
  if (!isRegistered) throw refuse('demand-organization-not-registered', { params: { org }, pointer });
  if (at(deregistered, atMs) === true) throw refuse('demand-organization-deregistered', { params: { org }, pointer });
}

/** Refuses a node that was not in operation then. */
export function requireNode({ live }: NodeView, node: string, atMs: number, pointer: string): void {
  if (at(live, atMs) !== true) throw refuse('demand-node-not-in-operation', { params: { node }, pointer });
}

/** Refuses an agency that was no live member then (suspended, exited, barred), or not admitted for the class. */
export function requireMembership(
  { live, classes }: MembershipView,
  { agency, network, code }: { readonly agency: string; readonly network: string; readonly code: string },
  atMs: number,
): void {
  const pointer = '/data/agencyOrgId';
  if (at(live, atMs) !== true) throw refuse('demand-agency-not-live', { params: { agency, network }, pointer });
  const admitted = at(classes, atMs) ?? Set();
  if (!admitted.has(code.slice(0, 2)) && !admitted.has(code))
    throw refuse('demand-agency-not-admitted', { params: { agency, code }, pointer });
}
