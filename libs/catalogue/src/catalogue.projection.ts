import { categoryOf, type Fact } from '#kernel';
import { stockChanges, termChanges, type Projection } from '#read-store';
import type { CatalogueDocument } from './catalogue.document.js';
import { projectItem } from './item.projection.js';
import type { ItemFact } from './item.events.js';
import type { PolicyFact } from './policy.events.js';
import { projectPolicy, projectRule, projectStd, projectWcat } from './publications.projection.js';
import type { RuleFact } from './rule.events.js';
import { CARRIES, stockOf, termsOf } from './stock.js';
import type { StdFact } from './std.events.js';
import { today } from './versions.js';
import type { WcatFact } from './wcat.events.js';

/** A stream's document is always of the stream's own type, and so are its facts. */
function project(doc: CatalogueDocument | undefined, fact: Fact, stream: string): CatalogueDocument | undefined {
  const category = categoryOf(stream);
  const id = stream.slice(category.length + 1);
  switch (category) {
    case 'item':
      return projectItem(doc?.type === 'item' ? doc : undefined, fact as ItemFact, id, today(fact));
    case 'wcat':
      return projectWcat(doc?.type === 'wcat' ? doc : undefined, fact as WcatFact, id);
    case 'policy':
      return projectPolicy(doc?.type === 'policy' ? doc : undefined, fact as PolicyFact, id);
    case 'std':
      return projectStd(doc?.type === 'std' ? doc : undefined, fact as StdFact, id);
    default:
      return projectRule(doc?.type === 'rule' ? doc : undefined, fact as RuleFact, id);
  }
}

/** A welfare catalogue replaces the one before on the day it takes effect; what is on the shelf changes on the day of the statement. */
const dayOf = (fact: Fact): string => (fact.data as { readonly effectiveFrom?: string }).effectiveFrom ?? today(fact);

/**
 * The registers of what is offered and what is in force: a document for each item, welfare catalogue, policy, standard and
 * rule. Its measures are stocks (see `standings.ts`): what began adds one on its day, what ended takes one away.
 */
export const catalogueProjection: Projection<CatalogueDocument> = {
  name: 'catalogue',
  version: 3,
  categories: ['item', 'wcat', 'policy', 'std', 'rule'],
  measures: CARRIES,
  indexes: [
    'type',
    'status',
    'kind',
    'isListed',
    'agency',
    'network',
    'classes',
    'welfareKind',
    'entryCode',
    'entryCodes',
    'standardVersion',
    'demands',
    'docNos',
    'anchor',
    'effectiveFrom',
  ],
  project,
  measure: (fact, before, after) => [
    ...stockChanges(stockOf(before), stockOf(after), dayOf(fact)),
    ...termChanges(termsOf(before), termsOf(after)),
  ],
};
