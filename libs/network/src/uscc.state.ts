import { statusAfter, type Sight, type View } from '#kernel';
import { usccEvents, type UsccFact } from './uscc.events.js';

export interface UsccState {
  readonly status: 'FREE' | 'BOUND';
  readonly orgId?: string;
}

export const initialUscc: UsccState = { status: 'FREE' };

export const evolveUscc = ({ status }: UsccState, { type, data }: UsccFact): UsccState => ({
  status: statusAfter(usccEvents, status, type),
  ...(type === 'UsccBound' ? { orgId: data.orgId } : {}),
});

export const codeOf = (stream: string): string => stream.slice('uscc-'.length);

/** Who holds a code, as the organisations' rules see it. */
const holderView: View<UsccState> = {
  name: 'network/uscc',
  initial: initialUscc,
  evolve: (state, fact) => evolveUscc(state, fact as UsccFact),
};

/** The holder of a code; the code must be a well-formed one. */
export const holderOf = (code: string): Sight<UsccState> => ({ stream: `uscc-${code}`, view: holderView });
