import { sha256, statusAfter, type Sight, type View } from '#kernel';
import { docNumberEvents, type DocNumberFact } from './docno.events.js';

export interface DocNumberState {
  readonly status: 'FREE' | 'RESERVED';
  readonly docNo?: string;
  readonly policyId?: string;
}

export const initialDocNumber: DocNumberState = { status: 'FREE' };

export const evolveDocNumber = ({ status }: DocNumberState, fact: DocNumberFact): DocNumberState => ({
  status: statusAfter(docNumberEvents, status, fact.type),
  ...(fact.type === 'DocNumberReserved' ? { docNo: fact.data.docNo, policyId: fact.data.policyId } : {}),
});

/** Numbers hold characters that stream ids do not. */
export const docNumberStream = (docNo: string): string => `docno-${sha256(docNo)}`;

const docNumberView: View<DocNumberState> = {
  name: 'catalogue/docno',
  initial: initialDocNumber,
  evolve: (state, fact) => evolveDocNumber(state, fact as DocNumberFact),
};

/** Who holds a document number. */
export const docNumberSight = (docNo: string): Sight<DocNumberState> => ({
  stream: docNumberStream(docNo),
  view: docNumberView,
});
