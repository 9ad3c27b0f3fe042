import type { Projection } from '#read-store';
import { CARRIES } from './carries.js';
import { changes, countsOf } from './demand.counts.js';
import { projectDemand, type DemandDoc } from './demand.doc.js';

/**
 * Demands for the registers, and the rows every figure of this context is a sum of (see `measures.ts`): what a demand counts
 * for is read off its document, and the rows of an event are what it changed of that.
 */
export const demandProjection: Projection<DemandDoc> = {
  name: 'demand',
  version: 3,
  categories: ['dem'],
  carries: CARRIES,
  indexes: ['status', 'kind', 'class', 'node', 'originNode', 'org', 'agency'],
  project: projectDemand,
  measure: (_fact, before, after) => changes(countsOf(before), countsOf(after)),
};
