export type { Offer } from './item.events.js';
export { itemSight, shelfAt, type Item } from './item.published.js';
export { ruleSight, type RuleVersions } from './rule.published.js';
export { inForceOn } from './versions.js';
export { requireEntry, requireEntryNamed, requireFree, wcatSight } from './wcat.published.js';
