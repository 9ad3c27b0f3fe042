import type { Standing } from '#read-store';
import type { CatalogueDocument } from './catalogue.document.js';
import type { ItemDocument } from './item.projection.js';

/**
 * What stands as the registers show it, one row each: `item-listed` on the shelf, and of these `item-from-demand` and
 * `item-with-standard` (dimensions `class`, `agency`, `welfare`, `code` = item); `policy-published` until it is withdrawn and
 * `standard-published` (`code` = its id); `welfare-entry` of the newest welfare catalogue (`code` = entry, `kind` = funding).
 */
export function standingsOf(doc: CatalogueDocument | undefined): readonly Standing[] {
  switch (doc?.type) {
    case 'item':
      return itemStandings(doc);
    case 'policy':
      return doc.status === 'PUBLISHED' ? [{ measure: 'policy-published', dims: { code: doc.policy } }] : [];
    case 'std':
      return doc.status === 'PUBLISHED' ? [{ measure: 'standard-published', dims: { code: doc.std } }] : [];
    case 'wcat':
      return doc.entries.map(({ code, fundingMode }) => ({
        measure: 'welfare-entry',
        dims: { code, kind: fundingMode },
      }));
    default:
      return [];
  }
}

function itemStandings({ shelf, item, agency }: ItemDocument): readonly Standing[] {
  if (shelf === undefined) return [];
  const { classCode, welfareKind: welfare, basedOnDemandIds = [], standardVersion } = shelf.offer;
  const dims = { class: classCode.slice(0, 2), agency, welfare, code: item };
  return [
    { measure: 'item-listed', dims },
    ...(basedOnDemandIds.length > 0 ? [{ measure: 'item-from-demand', dims }] : []),
    ...(standardVersion === undefined ? [] : [{ measure: 'item-with-standard', dims }]),
  ];
}
