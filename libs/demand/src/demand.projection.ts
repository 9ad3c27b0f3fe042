import type { Projection } from '#read-store';
import { changes, countsOf } from './demand.counts.js';
import { projectDemand, type DemandDoc } from './demand.doc.js';
import { MEASURES } from './measures.js';

/**
 * Demands for the registers, and the rows every figure of this context is a sum of (see `measures.ts`): what a demand counts
 * for is read off its document, and the rows of an event are what it changed of that.
 */
export const demandProjection: Projection<DemandDoc> = {
  name: 'demand',
  version: 3,
  categories: ['dem'],
  indexes: ['status', 'kind', 'class', 'node', 'originNode', 'org', 'agency'],
  measures: MEASURES,
  project: projectDemand,
  measure: (_fact, before, after) => changes(countsOf(before), countsOf(after)),
};
