import type { DatedStockItem, MeasureDimensions, StockItem } from '#read-store';
import type { CatalogueDocument } from './catalogue.document.js';
import type { ItemDocument } from './item.projection.js';
import { idOfCitation } from './catalogue-fields.js';

/**
 * What stands as the registers show it, one row each: `item-listed` on the shelf, and of these `item-from-demand` and
 * `item-with-standard` (dimensions `class`, `agency`, `welfare`, `code` = item; the latter with `kind` = the standard it names,
 * which may have been withdrawn since); `welfare-entry` of the newest welfare catalogue (`code` = entry, `kind` = funding).
 */
export function stockOf(doc: CatalogueDocument | undefined): readonly StockItem[] {
  switch (doc?.type) {
    case 'item':
      return itemStock(doc);
    case 'wcat':
      return doc.entries.map(({ code, fundingMode }) => ({
        measure: 'welfare-entry',
        dims: { code, kind: fundingMode },
      }));
    default:
      return [];
  }
}

const OF_ITEMS = ['class', 'agency', 'welfare', 'code'] as const;

export const CARRIES: Readonly<Record<string, MeasureDimensions>> = {
  'item-listed': { cuts: OF_ITEMS },
  'item-from-demand': { cuts: OF_ITEMS },
  'item-with-standard': { cuts: [...OF_ITEMS, 'kind'] },
  'policy-published': { cuts: ['code'] },
  'standard-published': { cuts: ['code'] },
  'welfare-entry': { cuts: ['kind', 'code'] },
};

/**
 * What is in force from a day to a day: `policy-published` from the day it takes effect until it is withdrawn,
 * `standard-published` while any version of it is (`code` = its id).
 */
export function termsOf(doc: CatalogueDocument | undefined): readonly DatedStockItem[] {
  switch (doc?.type) {
    case 'policy': {
      const { policy, effectiveFrom: from, withdrawnOn: until } = doc;
      const term = until === undefined ? { from } : { from, until };
      return [{ measure: 'policy-published', dims: { code: policy }, ...term }];
    }
    case 'std':
      return doc.inForce.map((term) => ({ measure: 'standard-published', dims: { code: doc.std }, ...term }));
    default:
      return [];
  }
}

function itemStock({ shelf, item, agency }: ItemDocument): readonly StockItem[] {
  if (shelf === undefined) return [];
  const { classCode, welfareKind: welfare, basedOnDemandIds = [], standardVersion } = shelf.offer;
  const dims = { class: classCode.slice(0, 2), agency, welfare, code: item };
  return [
    { measure: 'item-listed', dims },
    ...(basedOnDemandIds.length > 0 ? [{ measure: 'item-from-demand', dims }] : []),
    ...(standardVersion === undefined
      ? []
      : [{ measure: 'item-with-standard', dims: { ...dims, kind: idOfCitation(standardVersion) } }]),
  ];
}
