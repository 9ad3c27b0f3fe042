import { describe, expect, it } from '@jest/globals';
import { actorOf, fact, given } from '#testing/given';
import { org } from './org.js';
import { uscc } from './uscc.js';

const GOOD = '91350100M000100Y43';
/** Genuine, issued in Xiamen before 2016. */
const FAILING = '91350203M0001QKT19';

const hub = { by: 'HUB' } as const;
const registered = fact('OrganizationRegistered', { name: '某某公司', kind: 'ENTERPRISE', divisionCode: '350100' });
const deregistered = fact('OrganizationDeregistered', { on: '2026-03-01' }, hub);
const claim = (raw: string, kind = 'USCC', computed: object = {}) =>
  fact('OrganizationIdentifierClaimed', { kind, raw, ...computed });
const verify = (normalised: string, source = 'REGISTRY', evidence: object = {}, kind = 'USCC') =>
  fact('OrganizationIdentifierVerified', { kind, normalised, source, ...evidence }, hub);
const bound = (orgId: string) => fact('UsccBound', { orgId }, hub);
const released = (orgId: string) => fact('UsccReleased', { orgId, basis: '主体注销' }, hub);
const live = given(org, 'org-A1').past([registered]);
const evidence = { evidenceSha256: 'a'.repeat(64) };

describe('claiming an identifier', () => {
  it('records what the ledger computes beside what was typed', () =>
    live.when(claim(' 91350100m000100y43')).records({
      type: 'OrganizationIdentifierClaimed',
      data: { kind: 'USCC', raw: ' 91350100m000100y43', normalised: GOOD, checkDigit: 'PASS', innerCheck: 'PASS' },
    }));
  it('flags a failing check digit and refuses nobody for it', () =>
    live.when(claim(FAILING)).records({
      type: 'OrganizationIdentifierClaimed',
      data: { kind: 'USCC', raw: FAILING, normalised: FAILING, checkDigit: 'FAIL', innerCheck: 'PASS' },
    }));
  it('lets the poster state the checks too', () =>
    live.when(claim(GOOD, 'USCC', { checkDigit: 'PASS' })).records({
      type: 'OrganizationIdentifierClaimed',
      data: { kind: 'USCC', raw: GOOD, normalised: GOOD, checkDigit: 'PASS', innerCheck: 'PASS' },
    }));
  it('refuses checks stated otherwise', () =>
    live.when(claim(FAILING, 'USCC', { checkDigit: 'PASS' })).refuses('computed-field-differs'));
  it('has no check digit for other kinds', () =>
    live.when(claim('ABC-1', 'OTHER', { checkDigit: 'PASS' })).refuses('computed-field-differs'));
  it('drops the hyphen of an organisation code', () =>
    live.when(claim('M000100Y-4', 'ORG_CODE')).records({
      type: 'OrganizationIdentifierClaimed',
      data: { kind: 'ORG_CODE', raw: 'M000100Y-4', normalised: 'M000100Y4' },
    }));
  it('refuses a resident id', () => live.when(claim('362322198709086409')).refuses('identifier-is-personal-data'));
  it('refuses a mobile number of any kind', () =>
    live.when(claim('13800138000', 'OTHER')).refuses('identifier-is-personal-data'));
  it('refuses illegal characters', () => live.when(claim('91350100M000100YI3')).refuses('identifier-illegal'));
  it('refuses the same code typed in another way', () =>
    given(org, 'org-A1')
      .past([registered, claim(GOOD)])
      .when(claim(GOOD.toLowerCase()))
      .refuses('already-stated'));
  it('refuses a code that another organisation is bound to, and tells who registers whom', () => {
    const held = live.seeing({ [`uscc-${GOOD}`]: [bound('B2')] });
    held.when(claim(GOOD.toLowerCase())).refuses('identifier-held-by-another', { identifier: GOOD, holder: 'B2' });
    const itself = fact('OrganizationIdentifierClaimed', claim(GOOD).data, { by: { ...actorOf('SME'), org: 'A1' } });
    held.when(itself).refuses('identifier-held-elsewhere', { identifier: GOOD });
    const own = [[bound('A1')], [bound('B2'), released('B2')]];
    for (const history of own)
      expect(live.seeing({ [`uscc-${GOOD}`]: history }).when(claim(GOOD)).recorded).toHaveLength(1);
  });
  it('has a limit', () => {
    const many = Array.from({ length: 20 }, (_, n) => claim(`旧编号-${n}`, 'OTHER'));
    given(org, 'org-A1')
      .past([registered, ...many])
      .when(claim(GOOD))
      .refuses('limit-reached');
  });
});

describe('verifying an identifier', () => {
  const claimed = given(org, 'org-A1').past([registered, claim(GOOD), claim(FAILING), claim('DJ-77', 'OTHER')]);
  const held = claimed.seeing({ [`uscc-${GOOD}`]: [bound('A1')], [`uscc-${FAILING}`]: [bound('A1')] });

  it('is recorded when the code is bound to the organisation', () => held.when(verify(GOOD)).recordsIt());
  it('needs no binding for other kinds', () => claimed.when(verify('DJ-77', 'MANUAL', {}, 'OTHER')).recordsIt());
  it('needs a claim', () => live.when(verify(GOOD)).refuses('identifier-not-claimed'));
  it('needs a binding', () => claimed.when(verify(GOOD)).refuses('identifier-not-bound'));
  it('refuses a code that another holds', () =>
    claimed
      .seeing({ [`uscc-${GOOD}`]: [bound('B2')] })
      .when(verify(GOOD))
      .refuses('identifier-held-by-another'));
  it('asks registry evidence of a failing check digit', () => {
    held.when(verify(FAILING, 'LICENCE_IMAGE', evidence)).refuses('registry-evidence-required');
    held.when(verify(FAILING)).refuses('registry-evidence-required');
    held.when(verify(FAILING, 'REGISTRY', evidence)).recordsIt();
  });
  it('is not done by the organisation itself', () =>
    held
      .when(fact('OrganizationIdentifierVerified', verify(GOOD).data, { by: { ...actorOf('HUB'), org: 'A1' } }))
      .refuses('own-business'));
});

describe('a credit code', () => {
  const stream = `uscc-${GOOD}`;
  const free = given(uscc, stream);
  const claimed = { 'org-A1': [registered, claim(GOOD)], 'org-B2': [registered, claim(GOOD)] };
  const inUse = { 'org-A1': [registered, claim(GOOD), verify(GOOD)] };

  it('is bound to who claimed it', () => free.seeing(claimed).when(bound('A1')).recordsIt());
  it('is not bound twice', () =>
    free
      .past([bound('A1')])
      .seeing(claimed)
      .when(bound('B2'))
      .refuses('status-not-allowed'));
  it('is not bound to who did not claim it', () =>
    free
      .seeing({ 'org-A1': [registered] })
      .when(bound('A1'))
      .refuses('identifier-not-claimed'));
  it('is not bound to who is not registered', () => free.when(bound('A1')).refuses('organization-not-registered'));
  it('stays with a live organisation it is verified for', () =>
    free
      .past([bound('A1')])
      .seeing(inUse)
      .when(released('A1'))
      .refuses('identifier-still-verified'));
  it('is released by who holds it', () =>
    free
      .past([bound('A1')])
      .seeing(claimed)
      .when(released('B2'))
      .refuses('identifier-held-by-another'));
  it('goes to a successor once its holder is gone', () => {
    const gone = { ...claimed, 'org-A1': [...inUse['org-A1'], deregistered] };
    free
      .past([bound('A1')])
      .seeing(gone)
      .when(released('A1'))
      .recordsIt();
    free
      .past([bound('A1'), released('A1')])
      .seeing(gone)
      .when(bound('B2'))
      .recordsIt();
  });
});
