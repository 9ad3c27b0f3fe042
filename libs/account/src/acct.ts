import { erase, ID_PATTERN, roleNamed, type Actor, type NewFact, type Seen, type Sight } from '#kernel';
import { Map } from 'immutable';
import { refuse } from './account-refusals.js';
import { acctEvents, type AccountRole, type AcctFact } from './acct.events.js';
import { checkHolder, holderSights, type Holder } from './holder.js';

interface Key {
  readonly sha256: string;
  readonly isLive: boolean;
}

/**
 * 账号: what a credential stands for. The authority manages all accounts, the hub those of windows, agencies and
 * enterprises, the ledger itself the first one. Nobody manages their own account, except that every account may issue and
 * revoke its own keys (rotation). Role, organisation and node never change: another task is another account.
 */
export interface AcctState {
  readonly status: 'ABSENT' | 'ACTIVE' | 'SUSPENDED';
  /** Of an account that was opened. */
  readonly holder?: Holder;
  /** Every key ever issued, by id. */
  readonly keys: Map<string, Key>;
}

const LIVE_KEYS_MAX = 5;
const KEYS_MAX = 500;
const WITH_NODE: readonly AccountRole[] = ['WINDOW', 'HUB'];
const MANAGED_BY_HUB: readonly AccountRole[] = ['WINDOW', 'AGENCY', 'SME'];

const initial: AcctState = { status: 'ABSENT', keys: Map() };

function evolve(state: AcctState, fact: AcctFact): AcctState {
  switch (fact.type) {
    case 'AccountOpened': {
      const { role, org, node } = fact.data;
      return { ...state, status: 'ACTIVE', holder: { role, org, ...(node === undefined ? {} : { node }) } };
    }
    case 'KeyIssued':
      return { ...state, keys: state.keys.set(fact.data.keyId, { sha256: fact.data.sha256, isLive: true }) };
    case 'KeyRevoked':
      return { ...state, keys: state.keys.update(fact.data.keyId, revoked) };
    case 'AccountSuspended':
      return { ...state, status: 'SUSPENDED' };
    case 'AccountReinstated':
      return { ...state, status: 'ACTIVE' };
    default:
      return state;
  }
}

const revoked = (key: Key | undefined): Key => ({ sha256: key?.sha256 ?? '', isLive: false });

const accountOf = (stream: string): string => stream.slice('acct-'.length);

const sees = (fact: AcctFact): readonly Sight[] => (fact.type === 'AccountOpened' ? holderSights(fact.data) : []);

function decide(state: AcctState, fact: AcctFact, seen: Seen, stream: string): readonly NewFact[] {
  const { actor } = fact.meta;
  const isOwn = actor.account === accountOf(stream);
  switch (fact.type) {
    case 'AccountOpened':
      checkManages(actor, fact.data.role, isOwn);
      checkNode(fact.data.role, fact.data.node);
      checkHolder(fact.data, seen);
      break;
    case 'KeyIssued':
      if (!isOwn) checkManages(actor, state.holder?.role, isOwn);
      checkKey(state, fact.data.keyId, fact.data.sha256);
      break;
    case 'KeyRevoked':
      if (!isOwn) checkManages(actor, state.holder?.role, isOwn);
      if (state.keys.get(fact.data.keyId)?.isLive !== true)
        throw refuse('credential-not-live', { params: { key: fact.data.keyId }, pointer: '/data/keyId' });
      break;
    case 'AccountSuspended':
    case 'AccountReinstated':
      checkManages(actor, state.holder?.role, isOwn);
      break;
  }
  return [fact];
}

function checkManages({ role, account }: Actor, target: AccountRole | undefined, isOwn: boolean): void {
  if (target === undefined) throw new Error('an account that exists has a role');
  if (isOwn) throw refuse('account-own', { params: { account } });
  if (role === 'LEDGER' || role === 'AUTHORITY') return;
  if (role === 'HUB' && MANAGED_BY_HUB.includes(target)) return;
  throw refuse('account-out-of-reach', { params: { role: roleNamed(role), target: roleNamed(target) } });
}

function checkNode(role: AccountRole, node: string | undefined): void {
  const needsNode = WITH_NODE.includes(role);
  if (needsNode === (node !== undefined)) return;
  throw refuse(needsNode ? 'account-node-required' : 'account-node-not-allowed', {
    params: { role: roleNamed(role) },
    pointer: '/data/node',
  });
}

function checkKey({ keys }: AcctState, keyId: string, sha256: string): void {
  if (keys.has(keyId)) throw refuse('key-id-used', { params: { key: keyId }, pointer: '/data/keyId' });
  if (keys.some((key) => key.sha256 === sha256)) throw refuse('key-secret-used', { pointer: '/data/sha256' });
  if (keys.count((key) => key.isLive) >= LIVE_KEYS_MAX)
    throw refuse('too-many-credentials', { params: { max: LIVE_KEYS_MAX } });
  if (keys.size >= KEYS_MAX) throw refuse('too-many-keys', { params: { max: KEYS_MAX } });
}

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
  initial,
  reads: { AccountOpened: true, AccountSuspended: 'suspension', AccountReinstated: 'reinstatement' },
  final: true,
  evolve,
  sees,
  decide,
  parties: ({ holder }) => ({
    nodes: holder?.node === undefined ? [] : [holder.node],
    orgs: holder === undefined ? [] : [holder.org],
  }),
});
