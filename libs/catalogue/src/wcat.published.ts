import { List } from 'immutable';
import { viewOf, type Sight } from '#kernel';
import { refuse } from './catalogue-refusals.js';
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

/** As `entryOn`; refuses one that is not in force. */
export function requireEntry(
  versions: List<WcatVersion>,
  { network, entry }: { readonly network: string; readonly entry: string },
  date: string,
): { readonly version: number; readonly entry: CatalogueEntry } {
  const found = entryOn(versions, entry, date);
  if (found !== undefined) return found;
  throw refuse('welfare-entry-not-in-force', { params: { entry, network, date }, pointer: '/data/entryCode' });
}

interface Claimed {
  readonly welfareKind: string;
  readonly networkCode?: string;
  readonly entryCode?: string;
}

/** Refuses what is PUBLIC and names no entry of a network's catalogue. */
export function requireEntryNamed({ welfareKind, networkCode, entryCode }: Claimed): void {
  if (welfareKind !== 'PUBLIC') return;
  if (networkCode === undefined) throw refuse('welfare-entry-missing', { pointer: '/data/networkCode' });
  if (entryCode === undefined) throw refuse('welfare-entry-missing', { pointer: '/data/entryCode' });
}

/** Refuses a price, 分, of what is PUBLIC. */
export function requireFree(welfareKind: string, fen: number, pointer: string): void {
  if (welfareKind === 'PUBLIC' && fen > 0) throw refuse('public-with-fee', { pointer });
}
