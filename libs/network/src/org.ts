import {
  erase,
  ID_PATTERN,
  naming,
  requireDivision,
  requireNotLater,
  requireOutsider,
  requireRoom,
  type NewFact,
  type Reported,
  type Seen,
  type Sight,
} from '#kernel';
import { countedBy } from '#read-store';
import { industryOf } from '#reference';
import { withComputed } from './computed.js';
import { checkNotFarAhead, checkOrder, occurredOn } from './dates.js';
import { computedSize, unitFlags } from './annual-accounts.js';
import { networkProjection } from './network.projection.js';
import { refuse } from './network-refusals.js';
import {
  evolveOrg,
  holdsOn,
  initialOrg,
  isSame,
  orgSight,
  requireLive,
  type OrgState,
  type Qualification,
} from './org-state.js';
import { claim, claimSight, holderSight, verify } from './org-identifier.js';
import { orgEvents, type OrgFact, type OrgFactOf } from './org.events.js';
import { requireMayDescribe, requireOwnWord } from './speaks-for.js';

/** 服务对象与机构: one stream per enterprise, agency, operator or team, under an id that outlives its credit code. */

const named = naming('network', orgEvents);

const LIMITS = { years: 60, qualifications: 200, related: 200, successors: 50 } as const;

const idOf = (stream: string): string => stream.slice('org-'.length);

function sees(fact: OrgFact): readonly Sight[] {
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

function decide(state: OrgState, fact: OrgFact, seen: Seen, stream: string): readonly NewFact[] {
  const orgId = idOf(stream);
  switch (fact.type) {
    case 'OrganizationRegistered':
      return register(fact, orgId);
    case 'OrganizationIdentifierClaimed':
      return claim(state, fact, seen, orgId);
    case 'OrganizationIdentifierVerified':
      return verify(state, fact, seen, orgId);
    case 'OrganizationRenamed':
      requireOwnWord(fact.meta, named(fact), orgId);
      checkNotFarAhead(fact.data.effectiveOn, occurredOn(fact), '/data/effectiveOn');
      return [fact];
    case 'OrganizationRelocated':
      requireOwnWord(fact.meta, named(fact), orgId);
      checkNotFarAhead(fact.data.effectiveOn, occurredOn(fact), '/data/effectiveOn');
      requireDivision(fact.data.divisionCode, fact.data.effectiveOn, '/data/divisionCode');
      return [fact];
    case 'OrganizationFiguresReported':
      return report(state, fact, orgId);
    case 'EnterpriseSizeClassified':
      return classify(state, fact, orgId);
    case 'OrganizationQualificationGranted':
      return grant(state, fact, orgId);
    case 'OrganizationQualificationLapsed':
      requireOutsider(fact.meta.actor, { orgs: [orgId] });
      if (!state.qualifications.some((held) => isSame(held, fact.data) && holdsOn(held, fact.data.on)))
        throw refuse('qualification-not-held', { params: { date: fact.data.on }, pointer: '/data/on' });
      return [fact];
    case 'OrganizationRelationDeclared':
      return relate(state, fact, seen, orgId);
    case 'OrganizationSucceeded':
      return succeed(state, fact, seen, orgId);
    case 'OrganizationDeregistered':
      requireOutsider(fact.meta.actor, { orgs: [orgId] });
      requireNotLater(fact.data.on, occurredOn(fact), '/data/on');
      return [fact];
  }
}

function register(fact: OrgFactOf<'OrganizationRegistered'>, orgId: string): readonly NewFact[] {
  const { divisionCode, foundedOn } = fact.data;
  const today = occurredOn(fact);
  requireMayDescribe(fact.meta, orgId);
  requireDivision(divisionCode, today, '/data/divisionCode');
  if (foundedOn !== undefined) requireNotLater(foundedOn, today, '/data/foundedOn');
  return [fact];
}

function report(state: OrgState, fact: OrgFactOf<'OrganizationFiguresReported'>, orgId: string): readonly NewFact[] {
  const { year, industry } = fact.data;
  requireOwnWord(fact.meta, named(fact), orgId);
  requireNotLater(String(year), occurredOn(fact).slice(0, 4), '/data/year');
  if (industryOf(industry) === undefined)
    throw refuse('industry-unknown', { params: { industry }, pointer: '/data/industry' });
  if (state.figures.has(year)) throw refuse('already-stated', { params: { what: `${year}` }, pointer: '/data/year' });
  requireRoom(named(fact), state.figures.size, LIMITS.years);
  return [{ ...fact, data: withComputed(fact.data, { flags: unitFlags(fact.data, state.figures.get(year - 1)) }) }];
}

function classify(state: OrgState, fact: OrgFactOf<'EnterpriseSizeClassified'>, orgId: string): readonly NewFact[] {
  const { size, standardVersion: standard, figuresEventId } = fact.data;
  requireMayDescribe(fact.meta, orgId);
  const figures = state.figures.find(({ eventId }) => eventId === figuresEventId);
  if (figures === undefined)
    throw refuse('figures-unknown', { params: { event: figuresEventId }, pointer: '/data/figuresEventId' });
  const computed = computedSize(figures, standard) ?? '∅';
  if (computed !== size)
    throw refuse('size-differs-from-computed', { params: { standard, computed, stated: size }, pointer: '/data/size' });
  return [fact];
}

function grant(
  state: OrgState,
  fact: OrgFactOf<'OrganizationQualificationGranted'>,
  orgId: string,
): readonly NewFact[] {
  const { validFrom, validTo } = fact.data;
  requireOutsider(fact.meta.actor, { orgs: [orgId] });
  checkOrder(validFrom, validTo, '/data/validTo');
  const inTheWay = ({ from, to, lapsedOn }: Qualification): boolean =>
    from <= validTo && validFrom <= to && (lapsedOn === undefined || validFrom < lapsedOn);
  const other = state.qualifications.find((held) => isSame(held, fact.data) && inTheWay(held));
  if (other !== undefined)
    throw refuse('qualification-overlaps', { params: { from: other.from, to: other.to }, pointer: '/data/validFrom' });
  requireRoom(named(fact), state.qualifications.size, LIMITS.qualifications);
  return [fact];
}

function relate(
  state: OrgState,
  fact: OrgFactOf<'OrganizationRelationDeclared'>,
  seen: Seen,
  orgId: string,
): readonly NewFact[] {
  const { otherOrgId } = fact.data;
  requireOwnWord(fact.meta, named(fact), orgId);
  checkOther(otherOrgId, orgId, '/data/otherOrgId');
  if (seen.of(orgSight(otherOrgId)).status === 'ABSENT')
    throw refuse('organization-not-registered', { params: { org: otherOrgId }, pointer: '/data/otherOrgId' });
  if (!state.related.has(otherOrgId)) requireRoom(named(fact), state.related.size, LIMITS.related);
  return [fact];
}

/** Only the direct cycle is seen; a longer one takes the whole graph, which no stream holds. */
function succeed(
  state: OrgState,
  fact: OrgFactOf<'OrganizationSucceeded'>,
  seen: Seen,
  orgId: string,
): readonly NewFact[] {
  const { successorOrgId } = fact.data;
  requireOutsider(fact.meta.actor, { orgs: [orgId] });
  checkOther(successorOrgId, orgId, '/data/successorOrgId');
  const successor = seen.of(orgSight(successorOrgId));
  requireLive(successor, successorOrgId, '/data/successorOrgId');
  if (successor.successors.has(orgId))
    throw refuse('succession-cycle', { params: { successor: successorOrgId, org: orgId } });
  requireRoom(named(fact), state.successors.size, LIMITS.successors);
  return [fact];
}

function checkOther(other: string, self: string, pointer: string): void {
  if (other === self) throw refuse('refers-to-itself', { params: { self }, pointer });
}

/** An organisation counts as registered for the node that registered it. */
function reportedBy({ registeredBy }: OrgState, fact: OrgFact): readonly Reported[] {
  const on = occurredOn(fact);
  if (fact.type === 'OrganizationDeregistered') return [{ node: registeredBy ?? '', on }];
  return fact.type === 'OrganizationRegistered' ? [{ node: fact.meta.actor.node ?? '', on }] : [];
}

export const org = erase({
  context: 'network',
  category: 'org',
  zh: '主体',
  id: ID_PATTERN,
  shown: {
    en: 'organisation',
    example: 'E00001',
    statuses: {
      ABSENT: ['未登记', 'not registered'],
      LIVE: ['存续', 'live'],
      DEREGISTERED: ['已注销', 'deregistered'],
    },
  },
  events: orgEvents,
  initial: initialOrg,
  reads: {
    OrganizationRegistered: true,
    OrganizationRenamed: ['name'],
    OrganizationRelocated: ['divisionCode'],
    OrganizationFiguresReported: 'figures',
    EnterpriseSizeClassified: 'size',
    OrganizationSucceeded: 'succession',
    OrganizationDeregistered: 'deregistration',
  },
  evolve: evolveOrg,
  sees,
  decide,
  reportedBy,
  counted: countedBy(networkProjection),
  parties: (_, stream) => ({ nodes: [], orgs: [idOf(stream)] }),
});
