import { Set } from 'immutable';
import { msOf, type Fact, type Sight, type View } from '#kernel';
import { refuse } from './activity-refusals.js';
import { at, since, timelineOf, type Timeline } from './timeline.js';

/** What the rules here read of organisations, memberships and nodes: other contexts' recorded events, folded for our questions only. */

const happenedMs = (fact: Fact): number => msOf(fact.meta.occurredAt);

/** Begin of a civil date the fact names; when it happened otherwise. */
const namedDayMs = (fact: Fact, name: string): number => {
  const date = (fact.data as Readonly<Record<string, unknown>>)[name];
  return typeof date === 'string' ? msOf(`${date}T00:00:00.000+08:00`) : happenedMs(fact);
};

interface OrganizationView {
  readonly registered: boolean;
  readonly deregistered: Timeline<true>;
  /** Organisations it declared a relation with. */
  readonly related: Set<string>;
}

const organizationView: View<OrganizationView> = {
  name: 'activity/organization',
  initial: { registered: false, deregistered: timelineOf(), related: Set() },
  evolve(org, fact) {
    switch (fact.type) {
      case 'OrganizationRegistered':
        return { ...org, registered: true };
      case 'OrganizationDeregistered':
        return { ...org, deregistered: since(org.deregistered, namedDayMs(fact, 'on'), true) };
      case 'OrganizationRelationDeclared':
        return { ...org, related: org.related.add((fact.data as { otherOrgId: string }).otherOrgId) };
      default:
        return org;
    }
  },
};

interface MembershipView {
  readonly live: Timeline<boolean>;
  /** Classes it was ever admitted for, each with when it was and was not. */
  readonly classes: Timeline<Set<string>>;
}

const latest = (classes: Timeline<Set<string>>): Set<string> => classes.last()?.value ?? Set();

const membershipView: View<MembershipView> = {
  name: 'activity/membership',
  initial: { live: timelineOf(), classes: timelineOf() },
  evolve(membership, fact) {
    const ms = happenedMs(fact);
    const live = (is: boolean) => ({ ...membership, live: since(membership.live, ms, is) });
    const classes = (are: Set<string>) => ({ ...membership, classes: since(membership.classes, ms, are) });
    switch (fact.type) {
      case 'MembershipApproved':
        return {
          ...live(true),
          classes: since(membership.classes, ms, Set((fact.data as { classes: string[] }).classes)),
        };
      case 'ServiceClassAdded':
        return classes(latest(membership.classes).add((fact.data as { classCode: string }).classCode));
      case 'ServiceClassRemoved':
        return classes(latest(membership.classes).delete((fact.data as { classCode: string }).classCode));
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

const nodeView: View<Timeline<boolean>> = {
  name: 'activity/node',
  initial: timelineOf(),
  evolve(live, fact) {
    switch (fact.type) {
      case 'NodeAccepted':
        return since(live, namedDayMs(fact, 'on'), true);
      case 'NodeReinstated':
        return since(live, happenedMs(fact), true);
      case 'NodeSuspended':
        return since(live, happenedMs(fact), false);
      case 'NodeExited':
        return since(live, namedDayMs(fact, 'effectiveOn'), false);
      default:
        return live;
    }
  },
};

export const organizationSight = (org: string): Sight<OrganizationView> => ({
  stream: `org-${org}`,
  view: organizationView,
});

export const membershipSight = (agency: string, network: string): Sight<MembershipView> => ({
  stream: `mship-${agency}-${network}`,
  view: membershipView,
});

export const nodeSight = (node: string): Sight<Timeline<boolean>> => ({ stream: `node-${node}`, view: nodeView });

/** Refuses an enterprise that is unknown, or was gone when the business happened. */
export function requireOrganization(view: OrganizationView, org: string, atMs: number, pointer: string): void {
  if (!view.registered) throw refuse('organization-not-registered', { params: { org }, pointer });
  if (at(view.deregistered, atMs) === true) throw refuse('organization-deregistered', { params: { org }, pointer });
}

/** Refuses new business of an agency that was no live member then, or not admitted for the class (an item counts as its class). */
export function requireMembership(
  { live, classes }: MembershipView,
  { agency, network, code }: { readonly agency: string; readonly network: string; readonly code: string },
  atMs: number,
): void {
  const pointer = '/data/agencyOrgId';
  if (at(live, atMs) !== true) throw refuse('membership-not-live', { params: { agency, network }, pointer });
  const admitted = at(classes, atMs) ?? Set();
  if (!admitted.has(code.slice(0, 2)) && !admitted.has(code))
    throw refuse('class-not-admitted', { params: { agency, code }, pointer: '/data/classCode' });
}

/** Refuses new business of a node that was not in operation then. */
export function requireNode(live: Timeline<boolean>, node: string, atMs: number, pointer: string): void {
  if (at(live, atMs) !== true) throw refuse('node-not-in-operation', { params: { node }, pointer });
}
