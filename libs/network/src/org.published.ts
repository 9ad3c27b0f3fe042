import { Map, Set } from 'immutable';
import { emptyTimeline, heldAt, heldSince, msOf, viewOf, type OrgKind, type Sight, type Timeline } from '#kernel';
import type { SizeClass } from '#reference';
import { happenedMs, startOfDayMs } from './moments.js';
import { refuse } from './network-refusals.js';
import type { orgEvents } from './org.events.js';

/** An organisation as other contexts see it. */
export interface Organization {
  /** As which kind it was registered; undefined before. */
  readonly kind: OrgKind | undefined;
  readonly deregistered: Timeline<true>;
  /** Organisations it declared a relation with. */
  readonly related: Set<string>;
  /** Years of the figures it reported, by event. */
  readonly years: Map<string, number>;
  /** Its sizes, those by newer figures only. */
  readonly sizes: Timeline<{ readonly size: SizeClass; readonly year: number }>;
}

const unknown: Organization = {
  kind: undefined,
  deregistered: emptyTimeline(),
  related: Set(),
  years: Map(),
  sizes: emptyTimeline(),
};

const view = viewOf<typeof orgEvents, Organization>('network/organization', unknown, {
  OrganizationRegistered: (org, { data }) => ({ ...org, kind: data.kind }),
  OrganizationDeregistered: (org, { data }) => ({
    ...org,
    deregistered: heldSince(org.deregistered, startOfDayMs(data.on), true),
  }),
  OrganizationRelationDeclared: (org, { data }) => ({ ...org, related: org.related.add(data.otherOrgId) }),
  OrganizationFiguresReported: (org, { id, data }) => ({ ...org, years: org.years.set(id, data.year) }),
  EnterpriseSizeClassified(org, fact) {
    // A size is that of the newest figures, whichever were classified last.
    const { size, figuresEventId } = fact.data;
    const year = org.years.get(figuresEventId);
    if (year === undefined || year < (org.sizes.last()?.value.year ?? year)) return org;
    return { ...org, sizes: heldSince(org.sizes, happenedMs(fact), { size, year }) };
  },
});

export const organizationSight = (org: string): Sight<Organization> => ({ stream: `org-${org}`, view });

/** Whether it is registered, and not deregistered by any word recorded so far. */
export const isOnRegister = ({ kind, deregistered }: Organization): boolean =>
  kind !== undefined && deregistered.isEmpty();

/** Its size by the newest figures classified by the end of a civil date. */
export const sizeOn = ({ sizes }: Organization, date: string): SizeClass | undefined =>
  heldAt(sizes, msOf(`${date}T23:59:59.999+08:00`))?.size;

/** Refuses an organisation that is not registered, or no longer, by any word recorded so far. */
export function requireOnRegister(seen: Organization, org: string, pointer: string): void {
  if (isOnRegister(seen)) return;
  throw refuse(seen.kind === undefined ? 'organization-not-registered' : 'organization-deregistered', {
    params: { org },
    pointer,
  });
}

/** Refuses an organisation that is unknown, or was gone when the business happened. */
export function requireOrganization(seen: Organization, org: string, atMs: number, pointer: string): void {
  if (seen.kind === undefined) throw refuse('organization-not-registered', { params: { org }, pointer });
  if (heldAt(seen.deregistered, atMs) === true) throw refuse('organization-deregistered', { params: { org }, pointer });
}
