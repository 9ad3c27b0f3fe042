import { emptyTimeline, heldAt, heldSince, msOf, viewOf, type Fact, type Sight, type Timeline } from '#kernel';
import type { itemEvents, Offer } from './item.events.js';

/** A wording of an item under its version. */
export interface Worded {
  readonly version: number;
  readonly offer: Offer;
}

/** A service item as other contexts see it. */
export interface Item {
  readonly newest: Worded | undefined;
  /** What may be ordered; a later wording may not until it is listed. */
  readonly shelf: Timeline<Worded | undefined>;
}

const shelved = (item: Item, { meta }: Fact, worded: Worded | undefined): Item => ({
  ...item,
  shelf: heldSince(item.shelf, msOf(meta.occurredAt), worded),
});

const unworded: Item = { newest: undefined, shelf: emptyTimeline() };

const view = viewOf<typeof itemEvents, Item>('catalogue/item', unworded, {
  ServiceItemDrafted: (item, { data }) => ({ ...item, newest: { version: 1, offer: data } }),
  ServiceItemRevised: (item, { data }) => ({ ...item, newest: { version: data.version, offer: data } }),
  ServiceItemListed: (item, fact) => shelved(item, fact, item.newest),
  ServiceItemDelisted: (item, fact) => shelved(item, fact, undefined),
});

export const itemSight = (item: string): Sight<Item> => ({ stream: `item-${item}`, view });

/** What was on the shelf at an instant. */
export const shelfAt = ({ shelf }: Item, atMs: number): Worded | undefined => heldAt(shelf, atMs);
