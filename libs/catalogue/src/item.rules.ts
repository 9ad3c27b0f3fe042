import {
  msOf,
  naming,
  requireOutsider,
  requireSpeaker,
  requireStatedClass,
  type Rules,
  type Seen,
  type Sight,
} from '#kernel';
import { membershipSight, requireMembership } from '#network/published';
import { idOfCitation } from './catalogue-fields.js';
import { refuse } from './catalogue-refusals.js';
import { itemEvents, type ItemFact, type ItemFactOf, type Offer } from './item.events.js';
import type { ItemState } from './item.state.js';
import { standardOn, stdSight } from './std.state.js';
import { today } from './versions.js';
import { requireEntry, requireEntryNamed, requireFree, wcatSight } from './wcat.published.js';

/** Membership and catalogue entry are asked for whenever an item is worded, submitted or listed, as of that day: they may change in between. */

type Wording = ItemFactOf<'ServiceItemDrafted' | 'ServiceItemRevised'>;
type OfAgency = Exclude<ItemFact, { type: 'ServiceItemDelisted' }>;

/** The other streams the rules read. */
export function itemSights(fact: ItemFact): readonly Sight[] {
  if (fact.type === 'ServiceItemDelisted') return [];
  const { agencyOrgId, networkCode } = fact.data;
  const seen: readonly Sight[] = [membershipSight(agencyOrgId, networkCode), wcatSight(networkCode)];
  if (fact.type !== 'ServiceItemDrafted' && fact.type !== 'ServiceItemRevised') return seen;
  const { standardVersion } = fact.data;
  return standardVersion === undefined ? seen : [...seen, stdSight(idOfCitation(standardVersion))];
}

const named = naming('catalogue', itemEvents);

/** An agency's own word about its item: by itself, or entered for it by a window (代录). */
const requireAgencysWord = (fact: ItemFact, agency: string): void =>
  requireSpeaker(fact.meta, named(fact), { AGENCY: agency, proxies: 'ANY' });

function requireParty({ agency, network }: ItemState, { data }: OfAgency): void {
  if (data.agencyOrgId !== agency || data.networkCode !== network)
    throw refuse('item-party-differs', { params: { agency, network }, pointer: '/data/agencyOrgId' });
}

function requireNext({ newest }: ItemState, stated: number): void {
  const next = (newest?.version ?? 0) + 1;
  if (stated !== next) throw refuse('item-version-not-next', { params: { next, stated }, pointer: '/data/version' });
}

/** Whoever lists names the wording that was reviewed, so that none slips in between. */
function requireReviewed({ newest }: ItemState, stated: number): void {
  const submitted = newest?.version ?? 0;
  if (stated !== submitted)
    throw refuse('item-version-differs', { params: { submitted, stated }, pointer: '/data/version' });
}

function requireWording(fact: Wording, seen: Seen): void {
  const { classCode, welfareKind, priceFen, standardVersion } = fact.data;
  const date = today(fact);
  requireStatedClass(fact.data, date);
  requireEntryNamed(fact.data);
  requireFree(welfareKind, priceFen, '/data/priceFen');
  if (standardVersion !== undefined) requireStandard(standardVersion, classCode, date, seen);
  requireGoodStanding(fact.data, fact, seen);
}

/** A standard for a class is for the items below it. */
function requireStandard(standard: string, classCode: string, date: string, seen: Seen): void {
  const found = standardOn(seen.of(stdSight(idOfCitation(standard))), date);
  const isCited = found !== undefined && standard.endsWith(`@${found.version}`);
  if (isCited && found.classCodes.some((code) => classCode.startsWith(code))) return;
  throw refuse('standard-not-in-force', {
    params: { standard, date, class: classCode },
    pointer: '/data/standardVersion',
  });
}

/** What others decide about an offer and may have changed since it was worded. */
function requireGoodStanding(offer: Offer | undefined, fact: OfAgency, seen: Seen): void {
  if (offer === undefined) throw new Error(`${fact.type} of an item without a wording`);
  const { agencyOrgId: agency, networkCode: network } = fact.data;
  const { classCode: code, entryCode: entry } = offer;
  requireMembership(seen.of(membershipSight(agency, network)), { agency, network, code }, msOf(fact.meta.occurredAt));
  const date = today(fact);
  if (entry !== undefined) requireEntry(seen.of(wcatSight(network)), { network, entry }, date);
}

/** The rule of each event of an item. */
export const itemRules: Rules<ItemState, ItemFact> = {
  ServiceItemDrafted(_, fact, seen) {
    requireAgencysWord(fact, fact.data.agencyOrgId);
    requireWording(fact, seen);
  },
  ServiceItemRevised(state, fact, seen) {
    requireParty(state, fact);
    requireAgencysWord(fact, state.agency);
    requireNext(state, fact.data.version);
    requireWording(fact, seen);
  },
  ServiceItemSubmitted(state, fact, seen) {
    requireParty(state, fact);
    requireAgencysWord(fact, state.agency);
    requireGoodStanding(state.newest?.offer, fact, seen);
  },
  ServiceItemListed(state, fact, seen) {
    requireParty(state, fact);
    requireOutsider(fact.meta.actor, { orgs: [state.agency] });
    requireReviewed(state, fact.data.version);
    requireGoodStanding(state.newest?.offer, fact, seen);
  },
  ServiceItemDelisted({ agency }, { meta }) {
    requireOutsider(meta.actor, { orgs: [agency] });
  },
};
