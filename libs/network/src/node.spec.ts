import { describe, expect, it } from '@jest/globals';
import { actorOf, fact, given, type Otherwise } from '#testing/given';
import { foldAll } from '#kernel';
import { node } from './node.js';
import type { NodeState } from './node.state.js';

const authority = { by: 'AUTHORITY' } as const;
const establishment = { name: '南山窗口平台', kind: 'COUNTY', divisionCode: '440305' };
const established = fact('NodeEstablished', establishment, authority);
const basisSha256 = 'b'.repeat(64);
const appoint = (from: string, to?: string) =>
  fact(
    'NodeOperatorAppointed',
    { operatorOrgId: 'OP1', from, ...(to === undefined ? {} : { to }), basisSha256 },
    authority,
  );
const accepted = fact('NodeAccepted', { on: '2026-03-01', scoreHundredths: 9250, inPlan: true }, authority);
const suspended = fact(
  'NodeSuspended',
  { basisKind: 'INSPECTION', basis: '督查 3 号', until: '2026-06-30' },
  authority,
);
const reinstated = fact('NodeReinstated', { basis: '整改完成' }, authority);
const exit = (handoverNodeCode: string) =>
  fact('NodeExited', { basis: '运营终止', effectiveOn: '2026-03-31', handoverNodeCode }, authority);
const issue = (keyId: string, notAfter = '2027-03-05') =>
  fact('NodeCredentialIssued', { keyId, algorithm: 'SM2', notAfter }, authority);
const revoke = (keyId: string, otherwise: Otherwise = authority) =>
  fact('NodeCredentialRevoked', { keyId, basis: '轮换' }, otherwise);
const target = (year: number) =>
  fact('TargetAssigned', { year, indicator: 'F01', value: 1200, unit: 'ORG_TIMES' }, authority);
const areas = (code: string) =>
  fact('NodeServiceAreaChanged', { areas: [{ kind: 'DIVISION', code, name: '南山区' }] }, authority);

const operator = {
  'org-OP1': [fact('OrganizationRegistered', { name: '运营公司', kind: 'ENTERPRISE', divisionCode: '440305' })],
};
const ACTIVE = [established, appoint('2026-01-01'), accepted];
const fresh = given(node, 'node-N01');
const active = fresh.past(ACTIVE);

describe('a node', () => {
  it('is established once', () => {
    fresh.when(established).recordsIt();
    active.when(established).refuses('status-not-allowed');
  });
  it('is shown with the terms of its operators, as the answers of streams always did', () => {
    const { state } = foldAll(node, [established, appoint('2026-01-01', '2026-06-30'), appoint('2026-07-01')]);
    const { appointments } = state as NodeState;
    expect(appointments.toArray()).toEqual([
      { orgId: 'OP1', from: '2026-01-01', to: '2026-06-30' },
      { orgId: 'OP1', from: '2026-07-01' },
    ]);
  });
  it('stands in a division', () =>
    fresh
      .when(fact('NodeEstablished', { ...establishment, divisionCode: '000000' }, authority))
      .refuses('division-not-in-force'));
  it('is accepted once it has an operator', () => {
    fresh
      .past([established, appoint('2026-01-01')])
      .when(accepted)
      .recordsIt();
    fresh.past([established]).when(accepted).refuses('node-has-no-operator');
    fresh
      .past([established, appoint('2026-01-01', '2026-02-28')])
      .when(accepted)
      .refuses('node-has-no-operator');
  });
  it('is not accepted ahead of the day', () =>
    fresh
      .past([established, appoint('2026-01-01')])
      .when(fact('NodeAccepted', { on: '2026-03-06', inPlan: true }, authority))
      .refuses('date-in-future'));
  it('is not decided on by those who act for it', () =>
    given(node, 'node-HUB01')
      .when(fact('NodeEstablished', { ...establishment, kind: 'HUB' }, { by: 'HUB' }))
      .refuses('own-business'));
  it('serves areas that exist', () => {
    active.when(areas('440305')).recordsIt();
    active.when(areas('449999')).refuses('division-not-in-force');
  });
  it('is suspended and reinstated', () => {
    active.when(suspended).recordsIt();
    fresh
      .past([...ACTIVE, suspended])
      .when(reinstated)
      .recordsIt();
    active.when(reinstated).refuses('status-not-allowed');
  });
  it('is not suspended until a day gone by', () =>
    active
      .when(fact('NodeSuspended', { ...suspended.data, until: '2026-03-04' }, authority))
      .refuses('dates-reversed'));
  it('hands over to a node in operation when it leaves', () => {
    active.seeing({ 'node-N02': ACTIVE }).when(exit('N02')).recordsIt();
    active
      .seeing({ 'node-N02': [...ACTIVE, suspended] })
      .when(exit('N02'))
      .refuses('node-not-in-operation');
    active.when(exit('N01')).refuses('refers-to-itself');
  });
  it('gets targets until the year ends', () => {
    active.when(target(2026)).recordsIt();
    active.when(target(2025)).refuses('target-after-year-end');
  });
});

describe('operators of a node', () => {
  const appointed = fresh.past([established, appoint('2026-01-01', '2026-12-31')]).seeing(operator);
  it('are live organisations', () => {
    fresh.past([established]).seeing(operator).when(appoint('2026-01-01')).recordsIt();
    fresh.past([established]).when(appoint('2026-01-01')).refuses('organization-not-registered');
  });
  it('do not overlap', () => {
    appointed.when(appoint('2027-01-01')).recordsIt();
    appointed.when(appoint('2026-12-31')).refuses('appointment-overlaps');
  });
  it('end an open term when they begin', () => {
    active.seeing(operator).when(appoint('2026-04-01')).recordsIt();
    active.seeing(operator).when(appoint('2026-01-01')).refuses('appointment-overlaps');
  });
  it('serve forwards in time', () => appointed.when(appoint('2027-01-01', '2026-12-31')).refuses('dates-reversed'));
  it('read what is theirs', () =>
    expect(node.parties(active.when(target(2026)).state, 'node-N01')).toEqual({
      nodes: ['N01'],
      orgs: ['OP1'],
    }));
});

describe('credentials of a node', () => {
  it('are two at most', () => {
    fresh
      .past([...ACTIVE, issue('k1')])
      .when(issue('k2'))
      .recordsIt();
    fresh
      .past([...ACTIVE, issue('k1'), issue('k2')])
      .when(issue('k3'))
      .refuses('too-many-live-keys');
    fresh
      .past([...ACTIVE, issue('k1'), issue('k2'), revoke('k1')])
      .when(issue('k3'))
      .recordsIt();
    fresh
      .past([...ACTIVE, issue('k1', '2026-03-04'), issue('k2')])
      .when(issue('k3'))
      .recordsIt();
  });
  it('have ids of their own', () =>
    fresh
      .past([...ACTIVE, issue('k1'), revoke('k1')])
      .when(issue('k1'))
      .refuses('already-stated'));
  it('are not issued expired', () => active.when(issue('k1', '2026-03-04')).refuses('dates-reversed'));
  it('are revoked by their own window', () => {
    const keyed = fresh.past([...ACTIVE, issue('k1')]);
    keyed.when(revoke('k1', { by: 'WINDOW' })).recordsIt();
    keyed.when(revoke('k1', { by: { ...actorOf('WINDOW'), node: 'N09' } })).refuses('not-own-node');
    keyed.when(revoke('k2')).refuses('key-not-live');
  });
  it('have a limit over all time', () => {
    const spent = Array.from({ length: 500 }, (_, n) => [issue(`k${n}`), revoke(`k${n}`)]).flat();
    fresh
      .past([...ACTIVE, ...spent])
      .when(issue('last'))
      .refuses('limit-reached');
  });
});
