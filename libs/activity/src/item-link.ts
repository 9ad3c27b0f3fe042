import { type Item, type Offer, shelfAt } from '#catalogue/published';
import { refuse } from './activity-refusals.js';
import type { Flag } from './fields.js';

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
export function requireItem(seen: Item, ordered: Ordered, atMs: number): readonly Flag[] {
  const { itemId: item = '', itemVersion: version = 0 } = ordered;
  const shelf = shelfAt(seen, atMs);
  if (shelf === undefined) throw refuse('item-not-on-shelf', { params: { item }, pointer: '/data/itemId' });
  if (shelf.version !== version)
    throw refuse('item-version-not-on-shelf', {
      params: { item, version, shelf: shelf.version },
      pointer: '/data/itemVersion',
    });
  const offered = shelf.offer;
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
function differing(
  offered: Offer,
  ordered: Ordered,
): 'agencyOrgId' | 'networkCode' | 'classCode' | 'welfareKind' | 'entryCode' | undefined {
  const isPublic = ordered.welfareKind === 'PUBLIC';
  if (offered.agencyOrgId !== ordered.agencyOrgId) return 'agencyOrgId';
  if (offered.networkCode !== ordered.networkCode) return 'networkCode';
  if (!ordered.classCode.startsWith(offered.classCode)) return 'classCode';
  if ((offered.welfareKind === 'PUBLIC') !== isPublic) return 'welfareKind';
  return isPublic && offered.entryCode !== ordered.entryCode ? 'entryCode' : undefined;
}
