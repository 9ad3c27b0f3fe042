import type { BoundedContext } from '#context';
import { backdating } from './backdating.guard.js';
import { catalogueRefusals } from './catalogue-refusals.js';
import { catalogueProjection } from './catalogue.projection.js';
import { catalogueFigures, itemFigures } from './figures.js';
import { docNumber } from './docno.js';
import { item } from './item.js';
import { policy } from './policy.js';
import { rule } from './rule.js';
import { std } from './std.js';
import { wcat } from './wcat.js';

/** What is offered and under which terms: service items, welfare catalogues, policies, standards, rules of the ledger. */
export const catalogue: BoundedContext = {
  name: 'catalogue',
  zh: '目录与规则',
  aggregates: [item, wcat, policy, docNumber, std, rule],
  guards: [backdating],
  refusals: catalogueRefusals,
  projections: [catalogueProjection],
  figures: { network: catalogueFigures, agency: itemFigures },
  links: { basis: { itemId: 'item' } },
  reads: [],
};
