import {
  erase,
  ID_PATTERN,
  msOf,
  naming,
  requireOutsider,
  requireSpeaker,
  requireStatedClass,
  type NewFact,
  type Seen,
  type Sight,
} from '#kernel';
import { membershipSight, requireMembership } from '#network/published';
import { idOfCitation } from './catalogue-fields.js';
import { refuse } from './catalogue-refusals.js';
import { evolveItem, initialItem, type ItemState } from './item.state.js';
import { itemEvents, type ItemFact, type ItemFactOf, type Offer } from './item.events.js';
import { standardOn, stdSight } from './std.js';
import { today } from './versions.js';
import { requireEntry, requireEntryNamed, requireFree, wcatSight } from './wcat.published.js';

/**
 * 服务产品: what an agency offers, reviewed by the hub before it is on the shelf. Membership and catalogue entry are asked
 * for whenever an item is worded, submitted or listed, as of that day: they may change in between.
 */

type Wording = ItemFactOf<'ServiceItemDrafted' | 'ServiceItemRevised'>;
type OfAgency = Exclude<ItemFact, { type: 'ServiceItemDelisted' }>;

function sees(fact: ItemFact): readonly Sight[] {
  if (fact.type === 'ServiceItemDelisted') return [];
  const { agencyOrgId, networkCode } = fact.data;
  const seen: readonly Sight[] = [membershipSight(agencyOrgId, networkCode), wcatSight(networkCode)];
  if (fact.type !== 'ServiceItemDrafted' && fact.type !== 'ServiceItemRevised') return seen;
  const { standardVersion } = fact.data;
  return standardVersion === undefined ? seen : [...seen, stdSight(idOfCitation(standardVersion))];
}

function decide(state: ItemState, fact: ItemFact, seen: Seen): readonly NewFact[] {
  if (fact.type === 'ServiceItemDelisted') {
    requireOutsider(fact.meta.actor, { orgs: [state.agency] });
    return [fact];
  }
  checkParty(state, fact);
  switch (fact.type) {
    case 'ServiceItemDrafted':
      requireAgencysWord(fact, fact.data.agencyOrgId);
      checkWording(fact, seen);
      break;
    case 'ServiceItemRevised':
      requireAgencysWord(fact, state.agency);
      checkNext(state, fact.data.version);
      checkWording(fact, seen);
      break;
    case 'ServiceItemSubmitted':
      requireAgencysWord(fact, state.agency);
      checkStanding(state.newest?.offer, fact, seen);
      break;
    case 'ServiceItemListed':
      requireOutsider(fact.meta.actor, { orgs: [state.agency] });
      checkReviewed(state, fact.data.version);
      checkStanding(state.newest?.offer, fact, seen);
      break;
  }
  return [fact];
}

const named = naming('catalogue', itemEvents);

/** An agency's own word about its item: by itself, or entered for it by a window (代录). */
const requireAgencysWord = (fact: ItemFact, agency: string): void =>
  requireSpeaker(fact.meta, named(fact), { AGENCY: agency, proxies: 'ANY' });

function checkParty({ status, agency, network }: ItemState, { data }: OfAgency): void {
  if (status !== 'ABSENT' && (data.agencyOrgId !== agency || data.networkCode !== network))
    throw refuse('item-party-differs', { params: { agency, network }, pointer: '/data/agencyOrgId' });
}

function checkNext({ newest }: ItemState, stated: number): void {
  const next = (newest?.version ?? 0) + 1;
  if (stated !== next) throw refuse('item-version-not-next', { params: { next, stated }, pointer: '/data/version' });
}

/** Whoever lists names the wording that was reviewed, so that none slips in between. */
function checkReviewed({ newest }: ItemState, stated: number): void {
  const submitted = newest?.version ?? 0;
  if (stated !== submitted)
    throw refuse('item-version-differs', { params: { submitted, stated }, pointer: '/data/version' });
}

function checkWording(fact: Wording, seen: Seen): void {
  const { classCode, welfareKind, priceFen, standardVersion } = fact.data;
  const date = today(fact);
  requireStatedClass(fact.data, date);
  requireEntryNamed(fact.data);
  requireFree(welfareKind, priceFen, '/data/priceFen');
  if (standardVersion !== undefined) checkStandard(standardVersion, classCode, date, seen);
  checkStanding(fact.data, fact, seen);
}

/** A standard for a class is for the items below it. */
function checkStandard(standard: string, classCode: string, date: string, seen: Seen): void {
  const found = standardOn(seen.of(stdSight(idOfCitation(standard))), date);
  const isCited = found !== undefined && standard.endsWith(`@${found.version}`);
  if (isCited && found.classCodes.some((code) => classCode.startsWith(code))) return;
  throw refuse('standard-not-in-force', {
    params: { standard, date, class: classCode },
    pointer: '/data/standardVersion',
  });
}

/** What others decide about an offer and may have changed since it was worded. */
function checkStanding(offer: Offer | undefined, fact: OfAgency, seen: Seen): void {
  if (offer === undefined) throw new Error(`${fact.type} of an item without a wording`);
  const { agencyOrgId: agency, networkCode: network } = fact.data;
  const { classCode: code, entryCode: entry } = offer;
  requireMembership(seen.of(membershipSight(agency, network)), { agency, network, code }, msOf(fact.meta.occurredAt));
  const date = today(fact);
  if (entry !== undefined) requireEntry(seen.of(wcatSight(network)), { network, entry }, date);
}

export const item = erase({
  context: 'catalogue',
  category: 'item',
  zh: '服务产品',
  id: ID_PATTERN,
  shown: {
    en: 'service item',
    example: 'IT00001',
    statuses: {
      ABSENT: ['未拟定', 'not drafted'],
      DRAFTED: ['拟定', 'drafted'],
      SUBMITTED: ['送审', 'under review'],
      LISTED: ['在架', 'on the shelf'],
      CHANGED: ['在架,变更拟定', 'on the shelf, a change is drafted'],
      CHANGE_SUBMITTED: ['在架,变更审核中', 'on the shelf, a change is under review'],
      DELISTED: ['已下架', 'delisted'],
    },
  },
  events: itemEvents,
  initial: initialItem,
  reads: {
    ServiceItemDrafted: true,
    ServiceItemRevised: true,
    ServiceItemSubmitted: 'submission',
    ServiceItemListed: 'listing',
    ServiceItemDelisted: 'delisting',
  },
  evolve: evolveItem,
  sees,
  decide,
  parties: ({ status, agency }) => ({ nodes: [], orgs: status === 'ABSENT' ? [] : [agency] }),
});
