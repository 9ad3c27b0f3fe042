import { Map } from 'immutable';
import { statusAfter } from '#kernel';
import { acctEvents, type AcctFact } from './acct.events.js';
import type { Holder } from './holder.js';

interface Key {
  readonly sha256: string;
  readonly isLive: boolean;
}

export interface AcctState {
  readonly status: 'ABSENT' | 'ACTIVE' | 'SUSPENDED';
  /** Of an account that was opened. */
  readonly holder?: Holder;
  /** Every key ever issued, by id. */
  readonly keys: Map<string, Key>;
}

export const initialAcct: AcctState = { status: 'ABSENT', keys: Map() };

export const evolveAcct = (state: AcctState, fact: AcctFact): AcctState => ({
  ...state,
  ...detailsAfter(state, fact),
  status: statusAfter(acctEvents, state.status, fact.type),
});

function detailsAfter({ keys }: AcctState, fact: AcctFact): Partial<AcctState> {
  switch (fact.type) {
    case 'AccountOpened': {
      const { role, org, node } = fact.data;
      return { holder: { role, org, ...(node === undefined ? {} : { node }) } };
    }
    case 'KeyIssued':
      return { keys: keys.set(fact.data.keyId, { sha256: fact.data.sha256, isLive: true }) };
    case 'KeyRevoked':
      return { keys: keys.update(fact.data.keyId, revoked) };
    default:
      return {};
  }
}

const revoked = (key: Key | undefined): Key => ({ sha256: key?.sha256 ?? '', isLive: false });
