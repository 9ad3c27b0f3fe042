import { categoryOf, type Fact } from '#kernel';
import { stockChanges, termChanges, type Measurement, type Projection, type StockItem } from '#read-store';
import { occurredOn } from './dates.js';
import { mshipStock, projectMship, type MshipDocument } from './mship.projection.js';
import { nodeStock, projectNode, type NodeDocument } from './node.projection.js';
import { orgStock, projectOrg, type OrgDocument } from './org.projection.js';

export type NetworkDocument = OrgDocument | NodeDocument | MshipDocument;

const stockOf = (doc: NetworkDocument | undefined): readonly StockItem[] => {
  switch (doc?.type) {
    case 'org':
      return orgStock(doc);
    case 'mship':
      return mshipStock(doc);
    case 'node':
    case undefined:
      return [];
  }
};

const nodeTerms = (doc: NetworkDocument | undefined): ReturnType<typeof nodeStock> =>
  doc?.type === 'node' ? nodeStock(doc) : [];

const measured = (
  fact: Fact,
  before: NetworkDocument | undefined,
  after: NetworkDocument | undefined,
): readonly Measurement[] => [
  ...stockChanges(stockOf(before), stockOf(after), occurredOn(fact)),
  ...termChanges(nodeTerms(before), nodeTerms(after)),
];

/**
 * The registry: a document for each organisation, node and membership. Its measures are stocks: what began adds one on
 * its day, what ended takes one away, so that the sum up to a day is the number on that day.
 */
export const networkProjection: Projection<NetworkDocument> = {
  name: 'network',
  version: 4,
  categories: ['org', 'node', 'mship'],
  measures: {
    'node-active': { cuts: ['node', 'kind'] },
    'membership-live': { cuts: ['class', 'agency', 'network'] },
    'org-registered': { cuts: [], also: ['node', 'org', 'kind'] },
    'org-classified': { cuts: [], also: ['org', 'kind', 'level'] },
  },
  indexes: ['type', 'status', 'kind', 'division', 'size', 'identifiers', 'org', 'node', 'network', 'classes', 'nodes'],
  project(doc, fact, stream) {
    switch (categoryOf(stream)) {
      case 'org':
        return projectOrg(doc?.type === 'org' ? doc : undefined, fact, stream.slice('org-'.length));
      case 'node':
        return projectNode(doc?.type === 'node' ? doc : undefined, fact, stream.slice('node-'.length));
      default:
        return projectMship(doc?.type === 'mship' ? doc : undefined, fact, stream);
    }
  },
  measure: measured,
};
