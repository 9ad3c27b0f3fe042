import type { Rules } from '#kernel';
import { refuse } from './catalogue-refusals.js';
import { requireNextVersion, today } from './versions.js';
import type { WcatFact } from './wcat.events.js';
import type { WcatState } from './wcat.state.js';

/** The rule of each event of a welfare catalogue. */
export const wcatRules: Rules<WcatState, WcatFact> = {
  WelfareCataloguePublished({ versions }, fact) {
    requireNextVersion(versions, fact.data, today(fact));
    const codes = fact.data.entries.map(({ code }) => code);
    const twice = codes.findIndex((code, index) => codes.indexOf(code) < index);
    if (twice === -1) return;
    throw refuse('entry-code-twice', { params: { entry: codes[twice] ?? '' }, pointer: `/data/entries/${twice}/code` });
  },
};
