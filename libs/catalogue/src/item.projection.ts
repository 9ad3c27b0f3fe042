import type { Document } from '#read-store';
import { evolveItem, initialItem } from './item.state.js';
import type { Worded } from './item.published.js';
import type { ItemFact, ItemStatus } from './item.events.js';

/** A service item as the register of items shows it. */
export interface ItemDocument extends Document {
  readonly type: 'item';
  readonly item: string;
  readonly status: ItemStatus;
  readonly agency: string;
  readonly network: string;
  readonly newest?: Worded | undefined;
  /** What enterprises may order. */
  readonly shelf?: Worded | undefined;
  readonly isListed: boolean;
  /** First day of what is on the shelf. */
  readonly effectiveFrom?: string | undefined;
  /** What follows is of the wording on the shelf; of the newest while nothing is. */
  readonly version?: number | undefined;
  readonly classes: readonly string[];
  readonly welfareKind?: string | undefined;
  readonly entryCode?: string | undefined;
  readonly standardVersion?: string | undefined;
  readonly demands: readonly string[];
}

export function projectItem(doc: ItemDocument | undefined, fact: ItemFact, item: string, date: string): ItemDocument {
  const { status, agency, network, newest, shelf } = evolveItem(doc ?? initialItem, fact);
  const shown = shelf ?? newest;
  const since = fact.type === 'ServiceItemListed' ? date : doc?.effectiveFrom;
  return {
    type: 'item',
    item,
    status,
    agency,
    network,
    newest,
    shelf,
    isListed: shelf !== undefined,
    effectiveFrom: shelf === undefined ? undefined : since,
    version: shown?.version,
    classes: shown === undefined ? [] : classesOf(shown.offer.classCode),
    welfareKind: shown?.offer.welfareKind,
    entryCode: shown?.offer.entryCode,
    standardVersion: shown?.offer.standardVersion,
    demands: shown?.offer.basedOnDemandIds ?? [],
  };
}

/** An item is found by its own code and by the class above it. */
const classesOf = (code: string): readonly string[] => [...new Set([code.slice(0, 2), code])];
