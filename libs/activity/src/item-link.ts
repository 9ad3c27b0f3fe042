import { msOf, type Sight, type View } from '#kernel';
import { refuse } from './activity-refusals.js';
import type { Flag } from './fields.js';
import { at, since, timelineOf, type Timeline } from './timeline.js';

/** A wording of a service item, as far as an order goes by it. */
interface Offered {
  readonly version: number;
  readonly agencyOrgId: string;
  readonly networkCode: string;
  readonly classCode: string;
  /** 分. */
  readonly priceFen: number;
  readonly priceMode: string;
  readonly welfareKind: string;
  readonly entryCode?: string;
}

/** A service item as orders see it: another context's recorded events, folded for our question only. */
interface ItemView {
  readonly newest: Offered | undefined;
  /** What is on the shelf; a later wording is not until it is listed. */
  readonly shelf: Timeline<Offered | undefined>;
}

const itemView: View<ItemView> = {
  name: 'activity/item',
  initial: { newest: undefined, shelf: timelineOf() },
  evolve(item, { type, data, meta }) {
    const shelve = (offered: Offered | undefined): ItemView => ({
      ...item,
      shelf: since(item.shelf, msOf(meta.occurredAt), offered),
    });
    switch (type) {
      case 'ServiceItemDrafted':
        return { ...item, newest: { ...(data as Offered), version: 1 } };
      case 'ServiceItemRevised':
        return { ...item, newest: data as Offered };
      case 'ServiceItemListed':
        return shelve(item.newest);
      case 'ServiceItemDelisted':
        return shelve(undefined);
      default:
        return item;
    }
  },
};

export const itemSight = (item: string): Sight<ItemView> => ({ stream: `item-${item}`, view: itemView });

/** What an order says that its item says too. */
interface Ordered {
  readonly itemId?: string;
  readonly itemVersion?: number;
  readonly agencyOrgId: string;
  readonly networkCode: string;
  readonly classCode: string;
  readonly priceFen: number;
  readonly welfareKind: string;
  readonly entryCode?: string;
}

export function requireItemWithVersion({ itemId, itemVersion }: Pick<Ordered, 'itemId' | 'itemVersion'>): void {
  if ((itemId === undefined) !== (itemVersion === undefined))
    throw refuse('item-without-version', { pointer: '/data/itemVersion' });
}

/**
 * Refuses an order for an item that was not on the shelf then in the version named, or is another thing: whose it is, its class,
 * whether and under which entry it is public welfare. What parties may agree otherwise, price and discount, is flagged.
 */
export function requireItem({ shelf }: ItemView, ordered: Ordered, atMs: number): readonly Flag[] {
  const { itemId: item = '', itemVersion: version = 0 } = ordered;
  const offered = at(shelf, atMs);
  if (offered === undefined) throw refuse('item-not-on-shelf', { params: { item }, pointer: '/data/itemId' });
  if (offered.version !== version)
    throw refuse('item-version-not-on-shelf', {
      params: { item, version, shelf: offered.version },
      pointer: '/data/itemVersion',
    });
  const field = differing(offered, ordered);
  if (field !== undefined)
    throw refuse('item-differs', { params: { item, field, listed: offered[field] ?? '—' }, pointer: `/data/${field}` });
  const isDearer = offered.priceMode === 'FIXED' && ordered.priceFen > offered.priceFen;
  return [
    ...(isDearer ? ['price-above-list' as const] : []),
    ...(offered.welfareKind === ordered.welfareKind ? [] : ['welfare-kind-differs' as const]),
  ];
}

/** The first field in which an order is not for what is offered. An item of a class is for the items below it. */
function differing(offered: Offered, ordered: Ordered): (keyof Offered & keyof Ordered) | undefined {
  const isPublic = ordered.welfareKind === 'PUBLIC';
  if (offered.agencyOrgId !== ordered.agencyOrgId) return 'agencyOrgId';
  if (offered.networkCode !== ordered.networkCode) return 'networkCode';
  if (!ordered.classCode.startsWith(offered.classCode)) return 'classCode';
  if ((offered.welfareKind === 'PUBLIC') !== isPublic) return 'welfareKind';
  return isPublic && offered.entryCode !== ordered.entryCode ? 'entryCode' : undefined;
}
