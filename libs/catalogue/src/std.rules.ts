import { requireClass, type Rules } from '#kernel';
import { refuse } from './catalogue-refusals.js';
import type { StdFact } from './std.events.js';
import type { StdState } from './std.state.js';
import { requireNextVersion, today } from './versions.js';

/** The rule of each event of a service standard. */
export const stdRules: Rules<StdState, StdFact> = {
  ServiceStandardPublished({ versions }, fact) {
    const { classCodes, effectiveFrom } = fact.data;
    requireNextVersion(versions, fact.data, today(fact));
    for (const [index, code] of classCodes.entries()) requireClass(code, effectiveFrom, `/data/classCodes/${index}`);
  },
  ServiceStandardWithdrawn({ versions }, { data: { on } }) {
    const since = versions.last()?.effectiveFrom ?? '';
    if (on < since) throw refuse('withdrawn-before-issued', { params: { on, since }, pointer: '/data/on' });
  },
};
