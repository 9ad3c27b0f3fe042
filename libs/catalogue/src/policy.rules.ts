import { requireNotLater, type Rules, type Seen, type Sight } from '#kernel';
import { refuse } from './catalogue-refusals.js';
import { docNumberSight, docNumberStream } from './docno.state.js';
import type { PolicyFact, PolicyFactOf } from './policy.events.js';
import { idOf, type PolicyState } from './policy.state.js';
import { today } from './versions.js';

const numbersOf = ({ docNo, aliases = [] }: PolicyFactOf<'PolicyPublished'>['data']): readonly string[] => [
  docNo,
  ...aliases,
];

/** The other streams the rules read. */
export const policySights = (fact: PolicyFact): readonly Sight[] =>
  fact.type === 'PolicyPublished' ? numbersOf(fact.data).map(docNumberSight) : [];

function publish(_: PolicyState, fact: PolicyFactOf<'PolicyPublished'>, seen: Seen, stream: string): void {
  const policy = idOf(stream);
  requireNotLater(fact.data.issuedOn, today(fact), '/data/issuedOn');
  const numbers = numbersOf(fact.data);
  for (const [index, docNo] of numbers.entries()) {
    const pointer = index === 0 ? '/data/docNo' : `/data/aliases/${index - 1}`;
    if (numbers.indexOf(docNo) < index) throw refuse('doc-number-twice', { params: { docNo }, pointer });
    const { policyId: holder } = seen.of(docNumberSight(docNo));
    if (holder === undefined)
      throw refuse('doc-number-not-reserved', { params: { docNo, policy, stream: docNumberStream(docNo) }, pointer });
    if (holder !== policy) throw refuse('doc-number-held-by-another', { params: { docNo, holder }, pointer });
  }
}

function withdraw({ issuedOn: since = '' }: PolicyState, { data: { on } }: PolicyFactOf<'PolicyWithdrawn'>): void {
  if (on < since) throw refuse('withdrawn-before-issued', { params: { on, since }, pointer: '/data/on' });
}

/** The rule of each event of a policy. */
export const policyRules: Rules<PolicyState, PolicyFact> = { PolicyPublished: publish, PolicyWithdrawn: withdraw };
