import { canonical, type Seen, type Sight, type View, type WelfareUnit } from '#kernel';
import { List } from 'immutable';
import { refuse } from './activity-refusals.js';
import type { WelfareTerms } from './welfare-terms.js';

/** What the catalogue context publishes as a welfare catalogue, as far as a delivery goes by it. */
interface CataloguePublished {
  readonly version: number;
  /** Civil date. */
  readonly effectiveFrom: string;
  readonly entries: readonly {
    readonly code: string;
    readonly unit: WelfareUnit;
    readonly evidenceKinds: readonly string[];
  }[];
}

const catalogueView: View<List<CataloguePublished>> = {
  name: 'activity/catalogue',
  initial: List(),
  evolve(versions, { type, data }) {
    if (type !== 'WelfareCataloguePublished') return versions;
    const { version, effectiveFrom, entries } = data as CataloguePublished;
    const kept = entries.map(({ code, unit, evidenceKinds }) => ({ code, unit, evidenceKinds }));
    return versions.push({ version, effectiveFrom, entries: kept });
  },
};

const catalogueSight = (network: string): Sight<List<CataloguePublished>> => ({
  stream: `wcat-${network}`,
  view: catalogueView,
});

/** What an order or activity says of the catalogue. */
interface Claimed {
  readonly welfareKind: string;
  readonly networkCode?: string;
  readonly entryCode?: string;
  readonly terms?: WelfareTerms;
}

const namedEntry = ({ networkCode: network, entryCode: entry }: Claimed) =>
  network === undefined || entry === undefined ? undefined : { network, entry };

/** The catalogue to look at, where an entry is named. */
export function entrySights(claimed: Claimed): readonly Sight[] {
  const named = namedEntry(claimed);
  return named === undefined ? [] : [catalogueSight(named.network)];
}

/** Refuses a price, 分, of what is PUBLIC. */
export function requireFree(welfareKind: string, fen: number, pointer: string): void {
  if (welfareKind === 'PUBLIC' && fen > 0) throw refuse('public-with-fee', { pointer });
}

/** Refuses what is PUBLIC and names no entry, and what names one and is not PUBLIC. */
export function requireEntryOfPublic({ welfareKind, networkCode, entryCode }: Claimed): void {
  if (welfareKind === 'PUBLIC') {
    if (networkCode === undefined) throw refuse('welfare-entry-missing', { pointer: '/data/networkCode' });
    if (entryCode === undefined) throw refuse('welfare-entry-missing', { pointer: '/data/entryCode' });
  } else if (entryCode !== undefined) throw refuse('welfare-entry-unasked', { pointer: '/data/entryCode' });
}

/**
 * What the entry demands that an order or activity names: its terms on a civil date, of two versions that take effect on one day
 * those of the later. Refuses an entry that is not in force, and terms stated otherwise than they are.
 */
export function quotedTerms(claimed: Claimed, date: string, seen: Seen): { readonly terms?: WelfareTerms } {
  const named = namedEntry(claimed);
  const terms = named && termsOn(seen.of(catalogueSight(named.network)), named, date);
  if (claimed.terms !== undefined && (terms === undefined || canonical(claimed.terms) !== canonical(terms)))
    throw refuse('welfare-terms-differ', { pointer: '/data/terms' });
  return terms === undefined ? {} : { terms };
}

function termsOn(
  versions: List<CataloguePublished>,
  { network, entry }: { readonly network: string; readonly entry: string },
  date: string,
): WelfareTerms {
  const inForce = versions.findLast(({ effectiveFrom }) => effectiveFrom <= date);
  const found = inForce?.entries.find(({ code }) => code === entry);
  if (inForce === undefined || found === undefined)
    throw refuse('welfare-entry-not-in-force', { params: { entry, network, date }, pointer: '/data/entryCode' });
  return { catalogueVersion: inForce.version, unit: found.unit, evidenceKinds: found.evidenceKinds };
}
