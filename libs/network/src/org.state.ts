import { List, Map, Set } from 'immutable';
import { statusAfter, type Fact, type Sight, type View } from '#kernel';
import { annualAccountsOf, follows, type Classification, type AnnualAccounts } from './annual-accounts.js';
import { identifierKey, readIdentifier } from './identifier.js';
import { refuse } from './network-refusals.js';
import { orgEvents, type OrgFact, type OrgStatus } from './org.events.js';
import { granted, lapsed, type Qualification } from './org.published.js';

export interface OrgState {
  readonly status: OrgStatus;
  /** The node that registered it. */
  readonly registeredBy?: string | undefined;
  /** Claimed identifiers by `identifierKey`, and whether they were verified. */
  readonly identifiers: Map<string, { readonly checkFails: boolean; readonly verified: boolean }>;
  readonly figures: Map<number, AnnualAccounts>;
  /** The newest year's classification that follows from the figures it names. */
  readonly classified?: Classification & { readonly year: number };
  readonly qualifications: List<Qualification>;
  /** Organisations it declared itself related to, by id; each with the kinds of relation. */
  readonly related: Map<string, Set<string>>;
  readonly successors: Set<string>;
}

export const initialOrg: OrgState = {
  status: 'ABSENT',
  identifiers: Map(),
  figures: Map(),
  qualifications: List(),
  related: Map(),
  successors: Set(),
};

export const evolveOrg = (state: OrgState, fact: OrgFact): OrgState => ({
  ...state,
  ...detailsAfter(state, fact),
  status: statusAfter(orgEvents, state.status, fact.type),
});

function detailsAfter(state: OrgState, fact: OrgFact): Partial<OrgState> {
  switch (fact.type) {
    case 'OrganizationRegistered':
      return { registeredBy: fact.meta.actor.node };
    case 'OrganizationIdentifierClaimed': {
      const { normalised, checkDigit } = readIdentifier(fact.data.kind, fact.data.raw);
      const identifier = { checkFails: checkDigit === 'FAIL', verified: false };
      return { identifiers: state.identifiers.set(identifierKey(fact.data.kind, normalised), identifier) };
    }
    case 'OrganizationIdentifierVerified':
      return verified(state, identifierKey(fact.data.kind, fact.data.normalised));
    case 'OrganizationFiguresReported':
      return { figures: state.figures.set(fact.data.year, annualAccountsOf(fact.id, fact.data)) };
    case 'EnterpriseSizeClassified':
      return classified(state, fact.data);
    case 'OrganizationQualificationGranted':
      return { qualifications: granted(state.qualifications, fact) };
    case 'OrganizationQualificationLapsed':
      return { qualifications: lapsed(state.qualifications, fact.data) };
    case 'OrganizationRelationDeclared': {
      const { otherOrgId, kind } = fact.data;
      return { related: state.related.update(otherOrgId, Set(), (kinds) => kinds.add(kind)) };
    }
    case 'OrganizationSucceeded':
      return { successors: state.successors.add(fact.data.successorOrgId) };
    default:
      return {};
  }
}

/** A verification whose claim was reversed counts for nothing. */
function verified(state: OrgState, key: string): Partial<OrgState> {
  const claimed = state.identifiers.get(key);
  if (claimed === undefined) return {};
  return { identifiers: state.identifiers.set(key, { ...claimed, verified: true }) };
}

function classified(state: OrgState, classification: Classification): Partial<OrgState> {
  const figures = state.figures.find(({ eventId }) => eventId === classification.figuresEventId);
  if (!follows(classification, figures)) return {};
  const { year } = figures;
  return state.classified !== undefined && state.classified.year > year
    ? {}
    : { classified: { ...classification, year } };
}

const orgView: View<OrgState> = {
  name: 'network/org',
  initial: initialOrg,
  evolve: (state, fact: Fact) => evolveOrg(state, fact as OrgFact),
};

/** Refuses an organisation that is not registered, or no longer. */
export function requireLive({ status }: OrgState, org: string, pointer?: string): void {
  if (status === 'LIVE') return;
  const details = { params: { org }, ...(pointer === undefined ? {} : { pointer }) };
  throw refuse(status === 'ABSENT' ? 'organization-not-registered' : 'organization-deregistered', details);
}

export const idOf = (stream: string): string => stream.slice('org-'.length);

/** Another organisation as rules of this context see it. */
export const orgSight = (orgId: string): Sight<OrgState> => ({ stream: `org-${orgId}`, view: orgView });
