import { describe, expect, it } from '@jest/globals';
import { Registry } from '#kernel';
import { actorOf, fact, given, type Otherwise } from '#testing/given';
import { mship } from './mship.js';
import { network } from './network.context.js';

const hub = { by: 'HUB' } as const;
const agency = { by: { ...actorOf('AGENCY'), org: 'AG-7' } };
const hubOfAgency = { by: { ...actorOf('HUB'), org: 'AG-7' } };
const basis = { basis: '管理办法第九条' };
const STREAM = 'mship-AG-7-440000';

const application = { classes: ['10', '13'], nodes: ['N01'], statementSha256: 'c'.repeat(64) };
const apply = (changes: object = {}, otherwise: Otherwise = agency) =>
  fact('MembershipApplied', { ...application, ...changes }, otherwise);
const verify = (result: string, tax = 'PASS', otherwise: Otherwise = hub) =>
  fact('MembershipVerified', { checks: { licence: 'PASS', credit: 'PASS', tax }, result }, otherwise);
const approve = (classes: readonly string[], probationUntil = '2026-09-05') =>
  fact('MembershipApproved', { classes, probationUntil }, hub);
const add = (classCode: string) => fact('ServiceClassAdded', { classCode }, hub);
const remove = (classCode: string) => fact('ServiceClassRemoved', { classCode }, hub);
const suspended = fact('MembershipSuspended', { ...basis, until: '2026-06-30' }, hub);
const exit = (mode: string, otherwise: Otherwise = hub) => fact('MembershipExited', { mode, ...basis }, otherwise);
const bar = (until: string) =>
  fact('AgencyBarred', { until, ...basis, decisionSha256: 'd'.repeat(64) }, { by: 'AUTHORITY' });

const registered = fact('OrganizationRegistered', { name: '服务机构', kind: 'ENTERPRISE', divisionCode: '440300' });
const inOperation = [
  fact('NodeEstablished', { name: '窗口', kind: 'COUNTY', divisionCode: '440305' }, { by: 'AUTHORITY' }),
  fact('NodeAccepted', { on: '2026-03-01', inPlan: true }, { by: 'AUTHORITY' }),
];
const world = { 'org-AG-7': [registered], 'node-N01': inOperation };
const fresh = given(mship, STREAM).seeing(world);
const ACTIVE = [apply(), verify('PASS'), approve(['10', '13'])];
const active = fresh.past(ACTIVE);

describe('a membership', () => {
  it('has a stream by organisation and network', () =>
    expect(new Registry([network]).aggregateOf(STREAM)?.aggregate.category).toBe('mship'));
  it('is applied for by the agency, or a window as its proxy', () => {
    fresh.when(apply()).recordsIt();
    fresh.when(apply({}, { enteredBy: 'PROXY', onBehalfOf: 'AG-7' })).recordsIt();
    fresh.when(apply({}, { by: 'WINDOW' })).refuses('proxy-required');
    fresh.when(apply({}, { by: 'AGENCY' })).refuses('not-own-business');
  });
  it('is applied for by a live organisation', () =>
    fresh.seeing({ 'node-N01': inOperation }).when(apply()).refuses('organization-not-registered'));
  it('is applied for at nodes in operation', () =>
    fresh
      .seeing({ 'org-AG-7': [registered] })
      .when(apply())
      .refuses('node-not-in-operation'));
  it('is applied for in classes that exist', () =>
    fresh.when(apply({ classes: ['18'] })).refuses('class-not-in-force'));
  it('is applied for once', () => active.when(apply()).refuses('status-not-allowed'));

  it('is verified by those who have nothing to do with it', () => {
    const applied = fresh.past([apply()]);
    const related = fact('OrganizationRelationDeclared', { otherOrgId: 'hub-org', kind: 'GROUP' }, agency);
    applied.when(verify('PASS')).recordsIt();
    applied.when(verify('PASS', 'PASS', hubOfAgency)).refuses('own-business');
    applied
      .seeing({ 'org-AG-7': [registered, related] })
      .when(verify('PASS'))
      .refuses('own-business');
  });
  it('passes when every check passes', () => {
    fresh.past([apply()]).when(verify('PASS', 'FAIL')).refuses('result-contradicts-checks');
    fresh.past([apply()]).when(verify('FAIL')).refuses('result-contradicts-checks');
  });
  it('may be applied for again after a failed verification', () => {
    fresh
      .past([apply(), verify('FAIL', 'FAIL')])
      .when(approve(['10']))
      .refuses('status-not-allowed');
    fresh
      .past([apply(), verify('FAIL', 'FAIL')])
      .when(apply())
      .recordsIt();
  });
  it('is approved in classes that were applied for', () => {
    const verified = fresh.past([apply(), verify('PASS')]);
    verified.when(approve(['13'])).recordsIt();
    verified.when(approve(['17'])).refuses('class-not-listed');
    verified.when(approve(['13'], '2026-03-04')).refuses('dates-reversed');
  });
  it('gains and loses classes', () => {
    active.when(add('17')).recordsIt();
    active.when(add('13')).refuses('already-stated');
    active.when(add('18')).refuses('class-not-in-force');
    active.when(remove('13')).recordsIt();
    active.when(remove('17')).refuses('class-not-listed');
  });
  it('is suspended and reinstated by others', () => {
    active.when(suspended).recordsIt();
    fresh
      .past([...ACTIVE, suspended])
      .when(fact('MembershipReinstated', basis, hub))
      .recordsIt();
    active.when(fact('MembershipSuspended', basis, hubOfAgency)).refuses('own-business');
  });
  it('is left by the agency of its own will only', () => {
    active.when(exit('VOLUNTARY', agency)).recordsIt();
    active.when(exit('FAILED', agency)).refuses('exit-mode-not-own');
    active.when(exit('FAILED')).recordsIt();
  });
  it('may be taken up again after leaving', () =>
    fresh
      .past([...ACTIVE, exit('EXPIRED')])
      .when(apply())
      .recordsIt());
});

describe('a bar', () => {
  it('keeps an agency out until its last day has passed', () => {
    active.when(bar('2026-12-31')).recordsIt();
    fresh
      .past([...ACTIVE, bar('2026-03-05')])
      .when(apply())
      .refuses('barred-until');
    fresh
      .past([...ACTIVE, bar('2026-03-05')])
      .when(apply({}, { ...agency, occurredAt: '2026-03-06T09:00:00.000+08:00' }))
      .recordsIt();
  });
  it('lies ahead', () => active.when(bar('2026-03-04')).refuses('dates-reversed'));
});
