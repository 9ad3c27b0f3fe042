import type { Actor } from '#kernel';
import { refuse } from './account-refusals.js';
import type { AcctState } from './acct.state.js';

/**
 * Who holds a secret of this account (SHA-256, hex), folded from its stream. Refuses with `credential-unknown` (also for an
 * account that does not exist: the answer does not tell which) or `account-suspended`.
 */
export function authenticate(account: string, state: AcctState, secretSha256: string): Actor {
  const { holder, keys, status } = state;
  // Digests are compared, not secrets: how long it takes says nothing that would help to find a secret.
  const key = keys.find(({ sha256, isLive }) => isLive && sha256 === secretSha256);
  if (holder === undefined || key === undefined) throw refuse('credential-unknown');
  if (status === 'SUSPENDED') throw refuse('account-suspended', { params: { account } });
  return { account, ...holder };
}
