import { decideBy, erase, ID_PATTERN } from '#kernel';
import { acctEvents } from './acct.events.js';
import { acctRules, acctSights } from './acct.rules.js';
import { evolveAcct, initialAcct } from './acct.state.js';

/**
 * 账号: what a credential stands for. The authority manages all accounts, the hub those of windows, agencies and
 * enterprises, the ledger itself the first one. Nobody manages their own account, except that every account may issue and
 * revoke its own keys (rotation). Role, organisation and node never change: another task is another account.
 */
export const acct = erase({
  context: 'account',
  category: 'acct',
  zh: '账号',
  id: ID_PATTERN,
  shown: {
    en: 'account',
    example: 'win-W430104',
    statuses: {
      ABSENT: ['未开立', 'not opened'],
      ACTIVE: ['启用', 'active'],
      SUSPENDED: ['停用', 'suspended'],
    },
  },
  events: acctEvents,
  initial: initialAcct,
  reads: { AccountOpened: true, AccountSuspended: 'suspension', AccountReinstated: 'reinstatement' },
  final: true,
  evolve: evolveAcct,
  sees: acctSights,
  decide: decideBy(acctRules),
  parties: ({ holder }) => ({
    nodes: holder?.node === undefined ? [] : [holder.node],
    orgs: holder === undefined ? [] : [holder.org],
  }),
});
