import { erase, ID_PATTERN, msOf, type NewFact, type Seen, type Sight } from '#kernel';
import { membershipSight, requireMembership } from '#network/published';
import { serviceClassOn } from '#reference';
import { checkAgencysWord, checkNotOfAgency } from './acting.js';
import { idOfCitation } from './catalogue-fields.js';
import { refuse } from './catalogue-refusals.js';
import { evolveItem, initialItem, type ItemState } from './item-state.js';
import { itemEvents, type ItemFact, type ItemFactOf, type Offer } from './item.events.js';
import { standardOn, stdSight } from './std.js';
import { today } from './versions.js';
import { entryOn, wcatSight } from './wcat.published.js';

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
    checkNotOfAgency(fact.meta, state.agency);
    return [fact];
  }
  checkParty(state, fact);
  switch (fact.type) {
    case 'ServiceItemDrafted':
      checkAgencysWord(fact.meta, fact.data.agencyOrgId);
      checkWording(fact, seen);
      break;
    case 'ServiceItemRevised':
      checkAgencysWord(fact.meta, state.agency);
      checkNext(state, fact.data.version);
      checkWording(fact, seen);
      break;
    case 'ServiceItemSubmitted':
      checkAgencysWord(fact.meta, state.agency);
      checkStanding(state.newest?.offer, fact, seen);
      break;
    case 'ServiceItemListed':
      checkNotOfAgency(fact.meta, state.agency);
      checkReviewed(state, fact.data.version);
      checkStanding(state.newest?.offer, fact, seen);
      break;
  }
  return [fact];
}

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
  const { classCode, classReason, welfareKind, entryCode, priceFen, standardVersion } = fact.data;
  const date = today(fact);
  const found = serviceClassOn(classCode, date);
  if (found === undefined)
    throw refuse('item-class-unknown', { params: { class: classCode, date }, pointer: '/data/classCode' });
  if (found.needsReason && classReason === undefined)
    throw refuse('item-class-reason-missing', { params: { class: classCode }, pointer: '/data/classReason' });
  if (welfareKind === 'PUBLIC' && entryCode === undefined)
    throw refuse('entry-code-missing', { pointer: '/data/entryCode' });
  if (welfareKind === 'PUBLIC' && priceFen > 0) throw refuse('public-item-with-price', { pointer: '/data/priceFen' });
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
  if (entry !== undefined && entryOn(seen.of(wcatSight(network)), entry, date) === undefined)
    throw refuse('entry-not-in-force', { params: { entry, network, date }, pointer: '/data/entryCode' });
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
