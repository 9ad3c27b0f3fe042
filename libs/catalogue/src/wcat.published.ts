import { viewOf, type Sight } from '#kernel';
import { List } from 'immutable';
import { inForceOn, type Version } from './versions.js';
import type { CatalogueEntry, wcatEvents } from './wcat.events.js';

export interface WcatVersion extends Version {
  readonly entries: readonly CatalogueEntry[];
}

export const withCatalogue = (
  versions: List<WcatVersion>,
  { version, effectiveFrom, entries }: WcatVersion,
): List<WcatVersion> => versions.push({ version, effectiveFrom, entries });

const view = viewOf<typeof wcatEvents, List<WcatVersion>>('catalogue/wcat', List(), {
  WelfareCataloguePublished: (versions, { data }) => withCatalogue(versions, data),
});

/** The published welfare catalogues of a network. */
export const wcatSight = (network: string): Sight<List<WcatVersion>> => ({ stream: `wcat-${network}`, view });

/** The entry of a code in the catalogue in force on a civil date, and the version it is of. */
export function entryOn(
  versions: List<WcatVersion>,
  code: string,
  date: string,
): { readonly version: number; readonly entry: CatalogueEntry } | undefined {
  const inForce = inForceOn(versions, date);
  const entry = inForce?.entries.find((each) => each.code === code);
  return inForce && entry && { version: inForce.version, entry };
}
