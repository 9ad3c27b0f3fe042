import { erase, ID_PATTERN, requireNotLater, type NewFact, type Seen } from '#kernel';
import { refuse } from './catalogue-refusals.js';
import { docNumberSight, docNumberStream } from './docno.js';
import { evolvePolicy, initialPolicy, type PolicyState } from './policy.state.js';
import { policyEvents, type PolicyFact, type PolicyFactOf } from './policy.events.js';
import { today } from './versions.js';

/** 政策文件: what the levers of the province rest on, under every number it is cited by. */

const idOf = (stream: string): string => stream.slice('policy-'.length);

const numbersOf = ({ docNo, aliases = [] }: PolicyFactOf<'PolicyPublished'>['data']): readonly string[] => [
  docNo,
  ...aliases,
];

function decide(state: PolicyState, fact: PolicyFact, seen: Seen, stream: string): readonly NewFact[] {
  if (fact.type === 'PolicyPublished') checkPublication(fact, seen, idOf(stream));
  else if (state.issuedOn !== undefined && fact.data.on < state.issuedOn)
    throw refuse('withdrawn-before-issued', {
      params: { on: fact.data.on, since: state.issuedOn },
      pointer: '/data/on',
    });
  return [fact];
}

function checkPublication(fact: PolicyFactOf<'PolicyPublished'>, seen: Seen, policy: string): void {
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

export const policy = erase({
  context: 'catalogue',
  category: 'policy',
  zh: '政策文件',
  id: ID_PATTERN,
  shown: {
    en: 'policy document',
    example: 'base',
    statuses: {
      ABSENT: ['未发布', 'not published'],
      PUBLISHED: ['现行', 'in force'],
      WITHDRAWN: ['已废止', 'withdrawn'],
    },
  },
  events: policyEvents,
  initial: initialPolicy,
  reads: { PolicyPublished: true, PolicyWithdrawn: 'withdrawal' },
  evolve: evolvePolicy,
  sees: (fact: PolicyFact) => (fact.type === 'PolicyPublished' ? numbersOf(fact.data).map(docNumberSight) : []),
  decide,
  published: true,
  parties: () => ({ nodes: [], orgs: [] }),
});
