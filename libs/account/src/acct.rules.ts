import { roleNamed, type Actor, type Rules, type Sight } from '#kernel';
import { refuse } from './account-refusals.js';
import type { AccountRole, AcctFact } from './acct.events.js';
import type { AcctState } from './acct.state.js';
import { checkHolder, holderSights } from './holder.js';

const LIVE_KEYS_MAX = 5;
const KEYS_MAX = 500;
const WITH_NODE: readonly AccountRole[] = ['WINDOW', 'HUB'];
const MANAGED_BY_HUB: readonly AccountRole[] = ['WINDOW', 'AGENCY', 'SME'];

const accountOf = (stream: string): string => stream.slice('acct-'.length);

/** The other streams the rules read. */
export const acctSights = (fact: AcctFact): readonly Sight[] =>
  fact.type === 'AccountOpened' ? holderSights(fact.data) : [];

function requireManages({ role, account }: Actor, target: AccountRole | undefined, stream: string): void {
  if (target === undefined) throw new Error('an account that exists has a role');
  if (account === accountOf(stream)) throw refuse('account-own', { params: { account } });
  if (role === 'LEDGER' || role === 'AUTHORITY') return;
  if (role === 'HUB' && MANAGED_BY_HUB.includes(target)) return;
  throw refuse('account-out-of-reach', { params: { role: roleNamed(role), target: roleNamed(target) } });
}

function requireNode(role: AccountRole, node: string | undefined): void {
  const needsNode = WITH_NODE.includes(role);
  if (needsNode === (node !== undefined)) return;
  throw refuse(needsNode ? 'account-node-required' : 'account-node-not-allowed', {
    params: { role: roleNamed(role) },
    pointer: '/data/node',
  });
}

function requireFreshKey({ keys }: AcctState, keyId: string, sha256: string): void {
  if (keys.has(keyId)) throw refuse('key-id-used', { params: { key: keyId }, pointer: '/data/keyId' });
  if (keys.some((key) => key.sha256 === sha256)) throw refuse('key-secret-used', { pointer: '/data/sha256' });
  if (keys.count((key) => key.isLive) >= LIVE_KEYS_MAX)
    throw refuse('too-many-credentials', { params: { max: LIVE_KEYS_MAX } });
  if (keys.size >= KEYS_MAX) throw refuse('too-many-keys', { params: { max: KEYS_MAX } });
}

function manage({ holder }: AcctState, { meta }: AcctFact, _: unknown, stream: string): void {
  requireManages(meta.actor, holder?.role, stream);
}

/** Every account may rotate its own keys. */
function manageKeys(state: AcctState, fact: AcctFact, _: unknown, stream: string): void {
  if (fact.meta.actor.account !== accountOf(stream)) manage(state, fact, _, stream);
}

/** The rule of each event of an account. */
export const acctRules: Rules<AcctState, AcctFact> = {
  AccountOpened(_, { data, meta }, seen, stream) {
    requireManages(meta.actor, data.role, stream);
    requireNode(data.role, data.node);
    checkHolder(data, seen);
  },
  KeyIssued(state, fact, seen, stream) {
    manageKeys(state, fact, seen, stream);
    requireFreshKey(state, fact.data.keyId, fact.data.sha256);
  },
  KeyRevoked(state, fact, seen, stream) {
    const { keyId: key } = fact.data;
    manageKeys(state, fact, seen, stream);
    if (state.keys.get(key)?.isLive !== true)
      throw refuse('credential-not-live', { params: { key }, pointer: '/data/keyId' });
  },
  AccountSuspended: manage,
  AccountReinstated: manage,
};
