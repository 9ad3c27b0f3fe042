import {
  naming,
  requireDivision,
  requireNotLater,
  requireOutsider,
  requireRoom,
  type Rules,
  type Seen,
  type Sight,
} from '#kernel';
import { industryOf } from '#reference';
import { computedSize, unitFlags } from './annual-accounts.js';
import { withComputed } from './computed.js';
import { occurredOn, requireNotFarAhead, requireOrder } from './dates.js';
import { refuse } from './network-refusals.js';
import { claim, claimSight, holderSight, verify } from './org-identifier.js';
import { orgEvents, type OrgFact, type OrgFactOf } from './org.events.js';
import { holdsOn, isSame, type Qualification } from './org.published.js';
import { idOf, orgSight, requireLive, type OrgState } from './org.state.js';
import { requireMayDescribe, requireOwnWord } from './speaks-for.js';

const named = naming('network', orgEvents);

const LIMITS = { years: 60, qualifications: 200, related: 200, successors: 50 } as const;

/** The other streams the rules read. */
export function orgSights(fact: OrgFact): readonly Sight[] {
  switch (fact.type) {
    case 'OrganizationIdentifierVerified':
      return [holderSight(fact) ?? []].flat();
    case 'OrganizationIdentifierClaimed':
      return [claimSight(fact) ?? []].flat();
    case 'OrganizationRelationDeclared':
      return [orgSight(fact.data.otherOrgId)];
    case 'OrganizationSucceeded':
      return [orgSight(fact.data.successorOrgId)];
    default:
      return [];
  }
}

function register(_: OrgState, fact: OrgFactOf<'OrganizationRegistered'>, __: Seen, stream: string): void {
  const orgId = idOf(stream);
  const { divisionCode, foundedOn } = fact.data;
  const today = occurredOn(fact);
  requireMayDescribe(fact.meta, orgId);
  requireDivision(divisionCode, today, '/data/divisionCode');
  if (foundedOn !== undefined) requireNotLater(foundedOn, today, '/data/foundedOn');
}

function report(state: OrgState, fact: OrgFactOf<'OrganizationFiguresReported'>, _: Seen, stream: string): object {
  const orgId = idOf(stream);
  const { year, industry } = fact.data;
  requireOwnWord(fact.meta, named(fact), orgId);
  requireNotLater(String(year), occurredOn(fact).slice(0, 4), '/data/year');
  if (industryOf(industry) === undefined)
    throw refuse('industry-unknown', { params: { industry }, pointer: '/data/industry' });
  if (state.figures.has(year)) throw refuse('already-stated', { params: { what: `${year}` }, pointer: '/data/year' });
  requireRoom(named(fact), state.figures.size, LIMITS.years);
  return withComputed(fact.data, { flags: unitFlags(fact.data, state.figures.get(year - 1)) });
}

function classify(state: OrgState, fact: OrgFactOf<'EnterpriseSizeClassified'>, _: Seen, stream: string): void {
  const orgId = idOf(stream);
  const { size, standardVersion: standard, figuresEventId } = fact.data;
  requireMayDescribe(fact.meta, orgId);
  const figures = state.figures.find(({ eventId }) => eventId === figuresEventId);
  if (figures === undefined)
    throw refuse('figures-unknown', { params: { event: figuresEventId }, pointer: '/data/figuresEventId' });
  const computed = computedSize(figures, standard) ?? '∅';
  if (computed !== size)
    throw refuse('size-differs-from-computed', { params: { standard, computed, stated: size }, pointer: '/data/size' });
}

function grant(state: OrgState, fact: OrgFactOf<'OrganizationQualificationGranted'>, _: Seen, stream: string): void {
  const orgId = idOf(stream);
  const { validFrom, validTo } = fact.data;
  requireOutsider(fact.meta.actor, { orgs: [orgId] });
  requireOrder(validFrom, validTo, '/data/validTo');
  const inTheWay = ({ from, to, lapsedOn }: Qualification): boolean =>
    from <= validTo && validFrom <= to && (lapsedOn === undefined || validFrom < lapsedOn);
  const other = state.qualifications.find((held) => isSame(held, fact.data) && inTheWay(held));
  if (other !== undefined)
    throw refuse('qualification-overlaps', { params: { from: other.from, to: other.to }, pointer: '/data/validFrom' });
  requireRoom(named(fact), state.qualifications.size, LIMITS.qualifications);
}

function relate(state: OrgState, fact: OrgFactOf<'OrganizationRelationDeclared'>, seen: Seen, stream: string): void {
  const orgId = idOf(stream);
  const { otherOrgId } = fact.data;
  requireOwnWord(fact.meta, named(fact), orgId);
  requireOther(otherOrgId, orgId, '/data/otherOrgId');
  if (seen.of(orgSight(otherOrgId)).status === 'ABSENT')
    throw refuse('organization-not-registered', { params: { org: otherOrgId }, pointer: '/data/otherOrgId' });
  if (!state.related.has(otherOrgId)) requireRoom(named(fact), state.related.size, LIMITS.related);
}

/** Only the direct cycle is seen; a longer one takes the whole graph, which no stream holds. */
function succeed(state: OrgState, fact: OrgFactOf<'OrganizationSucceeded'>, seen: Seen, stream: string): void {
  const orgId = idOf(stream);
  const { successorOrgId } = fact.data;
  requireOutsider(fact.meta.actor, { orgs: [orgId] });
  requireOther(successorOrgId, orgId, '/data/successorOrgId');
  const successor = seen.of(orgSight(successorOrgId));
  requireLive(successor, successorOrgId, '/data/successorOrgId');
  if (successor.successors.has(orgId))
    throw refuse('succession-cycle', { params: { successor: successorOrgId, org: orgId } });
  requireRoom(named(fact), state.successors.size, LIMITS.successors);
}

function requireOther(other: string, self: string, pointer: string): void {
  if (other === self) throw refuse('refers-to-itself', { params: { self }, pointer });
}

function rename(
  _: OrgState,
  fact: OrgFactOf<'OrganizationRenamed' | 'OrganizationRelocated'>,
  __: Seen,
  stream: string,
): void {
  requireOwnWord(fact.meta, named(fact), idOf(stream));
  requireNotFarAhead(fact.data.effectiveOn, occurredOn(fact), '/data/effectiveOn');
  if (fact.type === 'OrganizationRelocated')
    requireDivision(fact.data.divisionCode, fact.data.effectiveOn, '/data/divisionCode');
}

function lapse(state: OrgState, fact: OrgFactOf<'OrganizationQualificationLapsed'>, _: Seen, stream: string): void {
  const { on } = fact.data;
  requireOutsider(fact.meta.actor, { orgs: [idOf(stream)] });
  if (!state.qualifications.some((held) => isSame(held, fact.data) && holdsOn(held, on)))
    throw refuse('qualification-not-held', { params: { date: on }, pointer: '/data/on' });
}

function deregister(_: OrgState, fact: OrgFactOf<'OrganizationDeregistered'>, __: Seen, stream: string): void {
  requireOutsider(fact.meta.actor, { orgs: [idOf(stream)] });
  requireNotLater(fact.data.on, occurredOn(fact), '/data/on');
}

/** The rule of each event of an organisation. */
export const orgRules: Rules<OrgState, OrgFact> = {
  OrganizationRegistered: register,
  OrganizationIdentifierClaimed: claim,
  OrganizationIdentifierVerified: verify,
  OrganizationRenamed: rename,
  OrganizationRelocated: rename,
  OrganizationFiguresReported: report,
  EnterpriseSizeClassified: classify,
  OrganizationQualificationGranted: grant,
  OrganizationQualificationLapsed: lapse,
  OrganizationRelationDeclared: relate,
  OrganizationSucceeded: succeed,
  OrganizationDeregistered: deregister,
};
