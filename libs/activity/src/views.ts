import { List, Map, Set } from 'immutable';
import { msOf, type Fact, type Sight, type View } from '#kernel';
import type { SizeClass } from '#reference';
import { refuse } from './activity-refusals.js';
import type { ServedOrg } from './served.js';
import { at, since, timelineOf, type Timeline } from './timeline.js';

/** What the rules here read of organisations, memberships and nodes: other contexts' recorded events, folded for our questions only. */

const happenedMs = (fact: Fact): number => msOf(fact.meta.occurredAt);

/** Begin of a civil date the fact names; when it happened otherwise. */
const namedDayMs = (fact: Fact, name: string): number => {
  const date = (fact.data as Readonly<Record<string, unknown>>)[name];
  return typeof date === 'string' ? msOf(`${date}T00:00:00.000+08:00`) : happenedMs(fact);
};

interface OrganizationView {
  /** As which kind it was registered; undefined before. */
  readonly kind: ServedOrg['kind'] | undefined;
  readonly deregistered: Timeline<true>;
  /** Organisations it declared a relation with. */
  readonly related: Set<string>;
  /** Years of the figures it reported, by event. */
  readonly years: Map<string, number>;
  /** Its sizes, those by newer figures only. */
  readonly sizes: Timeline<{ readonly size: SizeClass; readonly year: number }>;
}

const organizationView: View<OrganizationView> = {
  name: 'activity/organization',
  initial: { kind: undefined, deregistered: timelineOf(), related: Set(), years: Map(), sizes: timelineOf() },
  evolve(org, fact) {
    switch (fact.type) {
      case 'OrganizationRegistered':
        return { ...org, kind: (fact.data as ServedOrg).kind };
      case 'OrganizationDeregistered':
        return { ...org, deregistered: since(org.deregistered, namedDayMs(fact, 'on'), true) };
      case 'OrganizationRelationDeclared':
        return { ...org, related: org.related.add((fact.data as { otherOrgId: string }).otherOrgId) };
      case 'OrganizationFiguresReported':
        return { ...org, years: org.years.set(fact.id, (fact.data as { year: number }).year) };
      case 'EnterpriseSizeClassified':
        return { ...org, sizes: sizesWith(org, fact) };
      default:
        return org;
    }
  },
};

/** A size is that of the newest figures, whichever were classified last. */
function sizesWith({ sizes, years }: OrganizationView, fact: Fact): OrganizationView['sizes'] {
  const { size, figuresEventId } = fact.data as { size: SizeClass; figuresEventId: string };
  const year = years.get(figuresEventId);
  if (year === undefined || year < (sizes.last()?.value.year ?? year)) return sizes;
  return since(sizes, happenedMs(fact), { size, year });
}

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

/** Who operates a node, from and to civil dates, inclusive. */
interface Appointment {
  readonly operatorOrgId: string;
  readonly from: string;
  readonly to?: string;
}

interface NodeView {
  readonly live: Timeline<boolean>;
  readonly operators: List<Appointment>;
}

const nodeView: View<NodeView> = {
  name: 'activity/node',
  initial: { live: timelineOf(), operators: List() },
  evolve(node, fact) {
    const live = (sinceMs: number, is: boolean): NodeView => ({ ...node, live: since(node.live, sinceMs, is) });
    switch (fact.type) {
      case 'NodeOperatorAppointed':
        return { ...node, operators: node.operators.push(fact.data as Appointment) };
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

/** Who operates the node on a civil date. */
export const operatorOn = ({ operators }: NodeView, date: string): string | undefined =>
  operators.findLast(({ from, to }) => from <= date && (to === undefined || date <= to))?.operatorOrgId;

/** What an organisation is on a civil date, as an enterprise that is served. */
export function servedOn({ kind, sizes }: OrganizationView, date: string): ServedOrg | undefined {
  const size = at(sizes, msOf(`${date}T23:59:59.999+08:00`))?.size;
  return kind && { kind, ...(size === undefined ? {} : { size }) };
}

export const organizationSight = (org: string): Sight<OrganizationView> => ({
  stream: `org-${org}`,
  view: organizationView,
});

export const membershipSight = (agency: string, network: string): Sight<MembershipView> => ({
  stream: `mship-${agency}-${network}`,
  view: membershipView,
});

export const nodeSight = (node: string): Sight<NodeView> => ({ stream: `node-${node}`, view: nodeView });

/** Refuses an enterprise that is unknown, or was gone when the business happened. */
export function requireOrganization(view: OrganizationView, org: string, atMs: number, pointer: string): void {
  if (view.kind === undefined) throw refuse('organization-not-registered', { params: { org }, pointer });
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
export function requireNode({ live }: NodeView, node: string, atMs: number, pointer: string): void {
  if (at(live, atMs) !== true) throw refuse('node-not-in-operation', { params: { node }, pointer });
}
