import type { Context } from '#kernel';
import { acct } from './acct.js';
import { ledger } from './ledger.js';

/** Who may speak to the ledger, and the ledger's own opening. */
export const account: Context = { name: 'account', zh: '账号与台账', aggregates: [acct, ledger] };
