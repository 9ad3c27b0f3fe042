import type { Fact } from '#kernel';
import type { Document, StockItem } from '#read-store';
import type { SizeClass } from '#reference';
import { annualAccountsOf, follows, type AnnualAccounts } from './annual-accounts.js';
import { readIdentifier } from './identifier.js';
import type { OrgFact, OrgFactOf } from './org.events.js';

/** An organisation as the registry page shows it. */
export interface OrgDocument extends Document {
  readonly type: 'org';
  readonly org: string;
  readonly name: string;
  readonly kind: string;
  readonly status: 'LIVE' | 'DEREGISTERED';
  readonly division: string;
  readonly foundedOn?: string;
  /** The node that registered it. */
  readonly registeredBy?: string;
  /** Normalised codes, for finding it. */
  readonly identifiers: readonly string[];
  readonly verifiedIdentifiers: readonly string[];
  /** The newest year's class, and that year. */
  readonly size?: SizeClass;
  readonly sizeYear?: number;
  readonly figures: readonly AnnualAccounts[];
  readonly qualifications: readonly OrgFactOf<'OrganizationQualificationGranted'>['data'][];
  readonly successors: readonly string[];
}

export function projectOrg(doc: OrgDocument | undefined, fact: Fact, org: string): OrgDocument | undefined {
  const known = fact as OrgFact;
  if (known.type === 'OrganizationRegistered') return registered(known, org);
  return doc === undefined ? undefined : changed(doc, known);
}

function registered({ data, meta }: OrgFactOf<'OrganizationRegistered'>, org: string): OrgDocument {
  return {
    type: 'org',
    org,
    name: data.name,
    kind: data.kind,
    status: 'LIVE',
    division: data.divisionCode,
    ...(data.foundedOn === undefined ? {} : { foundedOn: data.foundedOn }),
    ...(meta.actor.node === undefined ? {} : { registeredBy: meta.actor.node }),
    identifiers: [],
    verifiedIdentifiers: [],
    figures: [],
    qualifications: [],
    successors: [],
  };
}

function changed(doc: OrgDocument, fact: OrgFact): OrgDocument {
  switch (fact.type) {
    case 'OrganizationIdentifierClaimed': {
      const { normalised } = readIdentifier(fact.data.kind, fact.data.raw);
      return { ...doc, identifiers: [...doc.identifiers, normalised] };
    }
    case 'OrganizationIdentifierVerified':
      return doc.identifiers.includes(fact.data.normalised)
        ? { ...doc, verifiedIdentifiers: [...doc.verifiedIdentifiers, fact.data.normalised] }
        : doc;
    case 'OrganizationRenamed':
      return { ...doc, name: fact.data.name };
    case 'OrganizationRelocated':
      return { ...doc, division: fact.data.divisionCode };
    case 'OrganizationFiguresReported':
      return { ...doc, figures: [...doc.figures, annualAccountsOf(fact.id, fact.data)] };
    case 'EnterpriseSizeClassified':
      return classified(doc, fact);
    case 'OrganizationQualificationGranted':
      return { ...doc, qualifications: [...doc.qualifications, fact.data] };
    case 'OrganizationQualificationLapsed':
      return { ...doc, qualifications: doc.qualifications.filter((held) => !isLapsed(held, fact.data)) };
    case 'OrganizationSucceeded':
      return { ...doc, successors: [...doc.successors, fact.data.successorOrgId] };
    case 'OrganizationDeregistered':
      return { ...doc, status: 'DEREGISTERED' };
    default:
      return doc;
  }
}

function classified(doc: OrgDocument, { data }: OrgFactOf<'EnterpriseSizeClassified'>): OrgDocument {
  const figures = doc.figures.find(({ eventId }) => eventId === data.figuresEventId);
  if (!follows(data, figures) || (doc.sizeYear !== undefined && doc.sizeYear > figures.year)) return doc;
  return { ...doc, size: data.size, sizeYear: figures.year };
}

const isLapsed = (
  held: OrgFactOf<'OrganizationQualificationGranted'>['data'],
  lapse: OrgFactOf<'OrganizationQualificationLapsed'>['data'],
): boolean =>
  held.kind === lapse.kind && held.level === lapse.level && held.validFrom <= lapse.on && lapse.on <= held.validTo;

/** `org-registered` by kind and registering node, `org-classified` by size (dimension `level`), while the organisation lives. */
export function orgStock(doc: OrgDocument): readonly StockItem[] {
  if (doc.status !== 'LIVE') return [];
  const { org, kind, registeredBy, size } = doc;
  const node = registeredBy === undefined ? {} : { node: registeredBy };
  const registeredOne: StockItem = { measure: 'org-registered', dims: { org, kind, ...node } };
  return size === undefined
    ? [registeredOne]
    : [registeredOne, { measure: 'org-classified', dims: { org, kind, level: size } }];
}
