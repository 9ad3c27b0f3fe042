import type { Rules, Sight } from '#kernel';
import { refuse } from './catalogue-refusals.js';
import type { DocNumberFact } from './docno.events.js';
import { docNumberStream, type DocNumberState } from './docno.state.js';
import { policySight } from './policy.state.js';

/** The other streams the rules read. */
export const docNumberSights = (fact: DocNumberFact): readonly Sight[] =>
  fact.type === 'DocNumberReleased' ? [policySight(fact.data.policyId)] : [];

/** The rule of each event of a document number. */
export const docNumberRules: Rules<DocNumberState, DocNumberFact> = {
  DocNumberReserved(_, { data: { docNo } }, __, stream) {
    const own = docNumberStream(docNo);
    if (own !== stream)
      throw refuse('doc-number-not-of-stream', { params: { docNo, stream: own }, pointer: '/data/docNo' });
  },
  DocNumberReleased({ docNo = '', policyId: holder = '' }, { data: { policyId: policy } }, seen) {
    if (holder !== policy)
      throw refuse('doc-number-held-by-another', { params: { docNo, holder }, pointer: '/data/policyId' });
    if (seen.of(policySight(policy)).status !== 'ABSENT') throw refuse('doc-number-in-use', { params: { policy } });
  },
};
