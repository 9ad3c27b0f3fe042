import type { BoundedContext } from '#context';
import { accountRefusals } from './account-refusals.js';
import { acct } from './acct.js';
import { ledger } from './ledger.js';

/** Who may speak to the ledger, and the ledger's own opening. */
export const account: BoundedContext = {
  name: 'account',
  zh: '账号与台账',
  aggregates: [acct, ledger],
  refusals: accountRefusals,
  projections: [],
  figures: {},
  reads: [],
};
