import { requireEntry, requireEntryNamed, wcatSight } from '#catalogue/published';
import { canonical, type Seen, type Sight } from '#kernel';
import { refuse } from './activity-refusals.js';
import type { WelfareTerms } from './welfare-terms.js';

/** What an order or activity says of the catalogue. */
interface Claimed {
  readonly welfareKind: string;
  readonly networkCode?: string;
  readonly entryCode?: string;
  readonly terms?: WelfareTerms;
}

interface Named {
  readonly network: string;
  readonly entry: string;
}

const namedEntry = ({ networkCode: network, entryCode: entry }: Claimed): Named | undefined =>
  network === undefined || entry === undefined ? undefined : { network, entry };

/** The catalogue to look at, where an entry is named. */
export function entrySights(claimed: Claimed): readonly Sight[] {
  const named = namedEntry(claimed);
  return named === undefined ? [] : [wcatSight(named.network)];
}

/** Refuses what is PUBLIC and names no entry, and what names one and is not PUBLIC. */
export function requireEntryOfPublic(claimed: Claimed): void {
  requireEntryNamed(claimed);
  if (claimed.welfareKind !== 'PUBLIC' && claimed.entryCode !== undefined)
    throw refuse('welfare-entry-unasked', { pointer: '/data/entryCode' });
}

/**
 * What the entry demands that an order or activity names: its terms on a civil date, of two versions that take effect on one day
 * those of the later. Refuses an entry that is not in force, and terms stated otherwise than they are.
 */
export function quotedTerms(claimed: Claimed, date: string, seen: Seen): { readonly terms?: WelfareTerms } {
  const named = namedEntry(claimed);
  const terms = named && termsOn(named, date, seen);
  if (claimed.terms !== undefined && (terms === undefined || canonical(claimed.terms) !== canonical(terms)))
    throw refuse('welfare-terms-differ', { pointer: '/data/terms' });
  return terms === undefined ? {} : { terms };
}

function termsOn({ network, entry }: Named, date: string, seen: Seen): WelfareTerms {
  const { version, entry: found } = requireEntry(seen.of(wcatSight(network)), { network, entry }, date);
  return { catalogueVersion: version, unit: found.unit, evidenceKinds: found.evidenceKinds };
}
