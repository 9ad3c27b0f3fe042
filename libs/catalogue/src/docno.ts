import { erase, sha256, type Fact, type NewFact, type Seen, type Sight, type View } from '#kernel';
import { refuse } from './catalogue-refusals.js';
import { docNumberEvents, type DocNumberFact } from './docno.events.js';
import { policySight } from './policy.state.js';

/**
 * One stream per 发文字号, so that a number belongs to one policy in the whole network: reserving it is an append to that
 * stream, and of two appends at once the expected revision lets one through. A policy's numbers are reserved (here), then
 * it is published (`policy`, which refuses while they are not); both fit into one batch. Never corrected: a wrong
 * reservation is released.
 */
interface DocNumberState {
  readonly status: 'FREE' | 'RESERVED';
  readonly docNo?: string;
  readonly policyId?: string;
}

const initial: DocNumberState = { status: 'FREE' };

function evolve(_: DocNumberState, fact: DocNumberFact): DocNumberState {
  if (fact.type !== 'DocNumberReserved') return initial;
  const { docNo, policyId } = fact.data;
  return { status: 'RESERVED', docNo, policyId };
}

/** Numbers hold characters that stream ids do not. */
export const docNumberStream = (docNo: string): string => `docno-${sha256(docNo)}`;

const docNumberView: View<DocNumberState> = {
  name: 'catalogue/docno',
  initial,
  evolve: (state, fact: Fact) => evolve(state, fact as DocNumberFact),
};

/** Who holds a document number. */
export const docNumberSight = (docNo: string): Sight<DocNumberState> => ({
  stream: docNumberStream(docNo),
  view: docNumberView,
});

function decide(state: DocNumberState, fact: DocNumberFact, seen: Seen, stream: string): readonly NewFact[] {
  if (fact.type === 'DocNumberReserved') {
    const { docNo } = fact.data;
    const own = docNumberStream(docNo);
    if (own !== stream)
      throw refuse('doc-number-not-of-stream', { params: { docNo, stream: own }, pointer: '/data/docNo' });
    return [fact];
  }
  const { policyId: policy } = fact.data;
  if (state.policyId !== policy)
    throw refuse('doc-number-held-by-another', {
      params: { docNo: state.docNo ?? '', holder: state.policyId ?? '' },
      pointer: '/data/policyId',
    });
  if (seen.of(policySight(policy)).status !== 'ABSENT') throw refuse('doc-number-in-use', { params: { policy } });
  return [fact];
}

export const docNumber = erase({
  context: 'catalogue',
  category: 'docno',
  zh: '发文字号',
  id: '[0-9a-f]{64}',
  shown: {
    en: 'document number',
    example: '9c2c2b1c1c6b0d3a5c9f4f4c8e3c7a1f0f5d6b7a8c9d0e1f2a3b4c5d6e7f8091',
    statuses: {
      FREE: ['未登记', 'free'],
      RESERVED: ['已登记', 'reserved'],
    },
  },
  events: docNumberEvents,
  initial,
  reads: { DocNumberReserved: 'reservation', DocNumberReleased: 'release' },
  final: true,
  evolve,
  sees: (fact: DocNumberFact) => (fact.type === 'DocNumberReleased' ? [policySight(fact.data.policyId)] : []),
  decide,
  parties: () => ({ nodes: [], orgs: [] }),
});
