import { Links } from '#context';
import { owedBy } from '#process';
import type { Projection } from '#read-store';
import { CONTEXTS } from './contexts.js';
import { REFUSAL_TABLES } from './operating/refusal-tables.js';

const all = {
  refusals: Object.values(REFUSAL_TABLES),
  links: new Links(CONTEXTS),
  aggregates: CONTEXTS.flatMap(({ aggregates }) => aggregates),
};

/** Every projection of the ledger, and what its processes owe. */
export const PROJECTIONS: readonly Projection[] = CONTEXTS.flatMap(({ projections, processes = [] }) => [
  ...projections.map((projection) => (typeof projection === 'function' ? projection(all) : projection)),
  ...processes.map((process) => owedBy(process)),
]);
