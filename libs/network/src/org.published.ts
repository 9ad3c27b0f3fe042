import { List, Map, Set } from 'immutable';
import { emptyTimeline, heldAt, heldSince, msOf, viewOf, type OrgKind, type Sight, type Timeline } from '#kernel';
import type { SizeClass } from '#reference';
import { happenedMs, startOfDayMs } from './moments.js';
import { refuse } from './network-refusals.js';
import type { orgEvents, OrgFactOf } from './org.events.js';

/** 资质 as it was granted (domain §5.2). Civil dates, first and last day on which it holds. */
export interface Qualification {
  readonly kind: string;
  readonly level: string;
  readonly from: string;
  readonly to: string;
  /** First day on which it no longer holds, when it lapsed early. */
  readonly lapsedOn?: string;
  /** The event that granted it. */
  readonly eventId: string;
}

/** A size and the event that classified it. */
export interface Classified {
  readonly size: SizeClass;
  readonly eventId: string;
}

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
  readonly sizes: Timeline<Classified & { readonly year: number }>;
  /** All it was ever granted, see `qualificationsOn`. */
  readonly qualifications: List<Qualification>;
  /** Civil date on which it was registered with the registry (成立日期); undefined for teams, which are not, and where nobody said. */
  readonly registeredOn: string | undefined;
}

const unknown: Organization = {
  kind: undefined,
  deregistered: emptyTimeline(),
  related: Set(),
  years: Map(),
  sizes: emptyTimeline(),
  qualifications: List(),
  registeredOn: undefined,
};

const view = viewOf<typeof orgEvents, Organization>('network/organization', unknown, {
  OrganizationRegistered: (org, { data }) => ({ ...org, kind: data.kind, registeredOn: data.foundedOn }),
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
    return { ...org, sizes: heldSince(org.sizes, happenedMs(fact), { size, year, eventId: fact.id }) };
  },
  OrganizationQualificationGranted: (org, fact) => ({ ...org, qualifications: granted(org.qualifications, fact) }),
  OrganizationQualificationLapsed: (org, { data }) => ({ ...org, qualifications: lapsed(org.qualifications, data) }),
});

export const granted = (
  held: List<Qualification>,
  { id: eventId, data }: OrgFactOf<'OrganizationQualificationGranted'>,
): List<Qualification> => {
  const { kind, level, validFrom: from, validTo: to } = data;
  return held.push({ kind, level, from, to, eventId });
};

/** The one that held that day ends before it. */
export function lapsed(
  held: List<Qualification>,
  { on, ...of }: Pick<OrgFactOf<'OrganizationQualificationLapsed'>['data'], 'kind' | 'level' | 'on'>,
): List<Qualification> {
  const at = held.findIndex((each) => isSame(each, of) && holdsOn(each, on));
  const found = at === -1 ? undefined : held.get(at);
  return found === undefined ? held : held.set(at, { ...found, lapsedOn: on });
}

export const isSame = (a: Pick<Qualification, 'kind' | 'level'>, b: Pick<Qualification, 'kind' | 'level'>): boolean =>
  a.kind === b.kind && a.level === b.level;

export const holdsOn = ({ from, to, lapsedOn }: Qualification, date: string): boolean =>
  from <= date && date <= to && (lapsedOn === undefined || date < lapsedOn);

export const organizationSight = (org: string): Sight<Organization> => ({ stream: `org-${org}`, view });

/** Whether it is registered, and not deregistered by any word recorded so far. */
export const isOnRegister = ({ kind, deregistered }: Organization): boolean =>
  kind !== undefined && deregistered.isEmpty();

/** Its size by the newest figures classified by the end of a civil date. */
export const sizeOn = (org: Organization, date: string): SizeClass | undefined => classifiedOn(org, date)?.size;

/** That size, and the event that classified it. */
export const classifiedOn = ({ sizes }: Organization, date: string): Classified | undefined =>
  heldAt(sizes, msOf(`${date}T23:59:59.999+08:00`));

/** The qualifications that held on a civil date, by any word recorded so far, in the order in which they were granted. */
export const qualificationsOn = ({ qualifications }: Organization, date: string): readonly Qualification[] =>
  qualifications.filter((each) => holdsOn(each, date)).toArray();

/** Whether two organisations are one, or either has declared that it is related to the other (关联方). */
export const isRelated = (a: Organization, b: Organization, idA: string, idB: string): boolean =>
  idA === idB || a.related.has(idB) || b.related.has(idA);

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
