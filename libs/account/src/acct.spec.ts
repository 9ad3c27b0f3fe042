import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { foldAll, ROLES, Refusal, roleNamed, sha256, type Fact, type Role } from '#kernel';
import { actorOf, fact, given, type Otherwise } from '#testing/given';
import { acct } from './acct.js';
import type { AcctState } from './acct.state.js';
import { authenticate } from './authenticate.js';

const ledger = { by: 'LEDGER' } as const;
const authority = { by: 'AUTHORITY' } as const;
const hub = { by: 'HUB' } as const;
const STREAM = 'acct-nanshan';
const own = { by: { account: 'nanshan', org: 'op-1', node: 'N01', role: 'WINDOW' as Role } };

const open = (role: string, node?: string, otherwise: Otherwise = authority) =>
  fact('AccountOpened', { name: '南山窗口', role, org: 'op-1', ...(node === undefined ? {} : { node }) }, otherwise);
const issue = (keyId: string, otherwise: Otherwise = authority, secret = `secret of ${keyId}`) =>
  fact('KeyIssued', { keyId, sha256: sha256(secret) }, otherwise);
const revoke = (keyId: string, otherwise: Otherwise = authority) => fact('KeyRevoked', { keyId }, otherwise);
const suspend = (otherwise: Otherwise = authority) => fact('AccountSuspended', { reason: '人员离岗' }, otherwise);
const reinstated = fact('AccountReinstated', { reason: '人员返岗' }, authority);

/** What is registered: an organisation, and a node it runs. */
const REGISTER = {
  'org-op-1': [fact('OrganizationRegistered', { kind: 'ENTERPRISE' }, authority)],
  'node-N01': [
    fact('NodeEstablished', { kind: 'COUNTY' }, authority),
    fact('NodeOperatorAppointed', { operatorOrgId: 'op-1' }, authority),
  ],
  'node-HUB01': [fact('NodeEstablished', { kind: 'COUNTY' }, authority)],
  'node-HUB02': [fact('NodeEstablished', { kind: 'COUNTY' }, authority)],
  'org-gone': [
    fact('OrganizationRegistered', { kind: 'ENTERPRISE' }, authority),
    fact('OrganizationDeregistered', { on: '2026-03-01' }, authority),
  ],
  'node-N99': [
    fact('NodeEstablished', { kind: 'COUNTY' }, authority),
    fact('NodeExited', { effectiveOn: '2026-03-01' }, authority),
  ],
};
const fresh = given(acct, STREAM).seeing(REGISTER);
const WINDOW = [open('WINDOW', 'N01')];
const windowed = fresh.past(WINDOW);
const fiveKeys = ['k1', 'k2', 'k3', 'k4', 'k5'].map((key) => issue(key));

describe('an account', () => {
  it('is opened by the ledger, the authority or the hub', () => {
    fresh.when(open('AUTHORITY', undefined, ledger)).recordsIt();
    fresh.when(open('HUB', 'HUB01')).recordsIt();
    fresh.when(open('WINDOW', 'N01', hub)).recordsIt();
    fresh.when(open('WINDOW', 'N01', { by: 'WINDOW' })).refuses('role-may-not-state');
  });
  it('is opened by the hub for windows, agencies and enterprises only', () => {
    for (const role of ['AUTHORITY', 'FINANCE', 'EVALUATOR', 'AUDITOR'] as const)
      fresh
        .when(open(role, undefined, hub))
        .refuses('account-out-of-reach', { role: roleNamed('HUB'), target: roleNamed(role) });
    fresh.when(open('HUB', 'HUB02', hub)).refuses('account-out-of-reach');
  });
  it('is not opened by itself', () =>
    fresh.when(open('WINDOW', 'N01', { by: { ...actorOf('AUTHORITY'), account: 'nanshan' } })).refuses('account-own'));
  it('has a node exactly when it acts for one', () => {
    fresh.when(open('WINDOW')).refuses('account-node-required');
    fresh.when(open('SME', 'N01')).refuses('account-node-not-allowed');
    fresh.when(open('AUDITOR')).recordsIt();
  });
  it('of a party names an organisation that is registered, or is told which was meant', () => {
    const of = (role: string, org: string, node?: string) =>
      fact('AccountOpened', { name: '南山窗口', role, org, ...(node === undefined ? {} : { node }) }, authority);
    fresh.when(of('AGENCY', 'op-1')).recordsIt();
    fresh.when(of('SME', 'nobody')).refuses('organization-not-registered', { org: 'nobody' });
    fresh.when(of('SME', 'gone')).refuses('organization-deregistered', { org: 'gone' });
    for (const org of ['org-op-1', 'OP-1', 'ORG-OP-1', 'org-Op-1'])
      fresh.when(of('SME', org)).refuses('account-org-mistaken', { org, meant: 'op-1' });
    fresh.when(of('WINDOW', 'yuelu', 'N01')).refuses('account-org-mistaken', { org: 'yuelu', meant: 'op-1' });
  });
  it('of a window or hub names a node that is established, or is told which was meant', () => {
    const at = (node: string) =>
      fact('AccountOpened', { name: '南山窗口', role: 'WINDOW', org: 'op-1', node }, authority);
    fresh.when(at('N01')).recordsIt();
    fresh.when(at('N02')).refuses('account-node-unknown', { node: 'N02' });
    fresh.when(at('N99')).refuses('account-node-unknown', { node: 'N99' });
    for (const node of ['n01', 'node-N01', 'NODE-n01'])
      fresh.when(at(node)).refuses('account-node-mistaken', { node, meant: 'N01' });
  });
  it('of a reader may name a body outside the network', () => {
    for (const role of ['AUTHORITY', 'FINANCE', 'EVALUATOR', 'AUDITOR'])
      fresh.when(fact('AccountOpened', { name: '审计', role, org: 'outside' }, authority)).recordsIt();
  });
  it('is opened once', () => windowed.when(open('WINDOW', 'N01')).refuses('status-not-allowed'));
  it('is suspended and reinstated by others', () => {
    windowed.when(suspend()).recordsIt();
    windowed.when(suspend(hub)).recordsIt();
    windowed.when(suspend({ by: { ...actorOf('HUB'), account: 'nanshan' } })).refuses('account-own');
    fresh
      .past([...WINDOW, suspend()])
      .when(reinstated)
      .recordsIt();
    fresh
      .past([open('AUDITOR')])
      .when(suspend(hub))
      .refuses('account-out-of-reach');
  });
  it('is never corrected', () =>
    windowed
      .when(fact('EntryReversed', { targetEventId: WINDOW[0]?.id, reasonCode: 'OTHER', reason: '误开' }, hub))
      .refuses('not-correctable'));
  it('is read by its node and organisation', () =>
    expect(acct.parties(foldAll(acct, WINDOW).state, STREAM)).toEqual({ nodes: ['N01'], orgs: ['op-1'] }));
});

describe('keys', () => {
  it('are issued by managers and by the account itself', () => {
    windowed.when(issue('k1', hub)).recordsIt();
    windowed.when(issue('k1', own)).recordsIt();
    windowed.when(issue('k1', { by: 'WINDOW' })).refuses('account-out-of-reach');
  });
  it('are five at most', () => {
    fresh
      .past([...WINDOW, ...fiveKeys])
      .when(issue('k6'))
      .refuses('too-many-credentials');
    fresh
      .past([...WINDOW, ...fiveKeys, revoke('k1')])
      .when(issue('k6'))
      .recordsIt();
  });
  it('have ids and secrets of their own', () => {
    const keyed = fresh.past([...WINDOW, issue('k1'), revoke('k1')]);
    keyed.when(issue('k1', authority, 'another')).refuses('key-id-used');
    keyed.when(issue('k2', authority, 'secret of k1')).refuses('key-secret-used');
  });
  it('are revoked once', () => {
    fresh
      .past([...WINDOW, issue('k1')])
      .when(revoke('k1', own))
      .recordsIt();
    fresh
      .past([...WINDOW, issue('k1'), revoke('k1')])
      .when(revoke('k1'))
      .refuses('credential-not-live');
    fresh
      .past([...WINDOW, issue('k1')])
      .when(revoke('k1', { by: 'SME' }))
      .refuses('account-out-of-reach');
  });
  it('have a limit over all time', () => {
    const spent = Array.from({ length: 500 }, (_, n) => [issue(`k${n}`), revoke(`k${n}`)]).flat();
    fresh
      .past([...WINDOW, ...spent])
      .when(issue('last'))
      .refuses('too-many-keys');
  });
});

describe('authentication', () => {
  const stateOf = (facts: readonly Fact[]): AcctState => foldAll(acct, facts).state as AcctState;
  const codeOf = (facts: readonly Fact[], secret: string): string => {
    try {
      authenticate('nanshan', stateOf(facts), sha256(secret));
      return 'ok';
    } catch (refused) {
      if (refused instanceof Refusal) return refused.code;
      throw refused;
    }
  };
  const keyed = [...WINDOW, issue('k1')];

  it('says who holds a live key', () =>
    expect(authenticate('nanshan', stateOf(keyed), sha256('secret of k1'))).toStrictEqual({
      account: 'nanshan',
      role: 'WINDOW',
      org: 'op-1',
      node: 'N01',
    }));
  it('does not tell a wrong key from an unknown account', () => {
    expect(codeOf(keyed, 'guess')).toBe('credential-unknown');
    expect(codeOf([], 'guess')).toBe('credential-unknown');
    expect(codeOf([...keyed, revoke('k1')], 'secret of k1')).toBe('credential-unknown');
  });
  it('refuses a suspended account', () =>
    expect(codeOf([...keyed, suspend()], 'secret of k1')).toBe('account-suspended'));
});

describe('any sequence of statements', () => {
  const role = fc.constantFrom<Role>('LEDGER', ...ROLES);
  const key = fc.constantFrom('k1', 'k2', 'k3', 'k4', 'k5', 'k6', 'k7', 'k8');
  const node = fc.constantFrom(undefined, 'N01');
  const statement = fc.oneof(
    fc.tuple(fc.constantFrom(...ROLES), node, role).map(([of, at, by]) => open(of, at, { by })),
    fc.tuple(key, role).map(([keyId, by]) => issue(keyId, { by })),
    fc.tuple(key, role).map(([keyId, by]) => revoke(keyId, { by })),
    role.map((by) => suspend({ by })),
    fc.constant(reinstated),
  );

  it('meets refusals only, keeps to five live keys, and replays to the same state', () =>
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 40 }), (statements) => {
        let facts: readonly Fact[] = [];
        let state = acct.initial;
        for (const stated of statements) {
          const outcome = fresh.past(facts).when(stated);
          try {
            state = outcome.state;
            facts = [...facts, ...outcome.recorded];
          } catch (refused) {
            expect(refused).toBeInstanceOf(Refusal);
          }
          expect((state as AcctState).keys.count(({ isLive }) => isLive)).toBeLessThanOrEqual(5);
        }
        expect(foldAll(acct, facts).state).toEqual(state);
      }),
      { numRuns: 100 },
    ));
});
