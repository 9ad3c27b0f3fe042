import { describe, expect, it } from '@jest/globals';
import type { Fact } from '#kernel';
import { fact, given, type Otherwise } from '#testing/given';
import { demand } from './demand.js';
import { slaSight, slaTermsAt } from './sla.js';
import {
  after,
  agency,
  asker,
  authority,
  byProxy,
  CALLED,
  FORWARDED,
  hub,
  march,
  MATCHED,
  otherWindow,
  published,
  REGISTERED,
  RESPONDED,
  stated,
  TERMS,
  upTo,
  window,
  world,
} from './worked-demand.fixture.js';

/** An object without one of its members. */
const without = <Of extends object>(whole: Of, name: keyof Of & string): object =>
  Object.fromEntries(Object.entries(whole).filter(([member]) => member !== name));
const registering = (differently: object = {}, otherwise: Otherwise = {}) =>
  fact(
    'DemandRegistered',
    { ...REGISTERED, ...differently },
    { by: asker, occurredAt: march(2, 11, 30), ...otherwise },
  );
const register = (statement: Fact, streams = world) => given(demand).seeing(streams).when(statement);
const NAMELESS = without(REGISTERED, 'orgId');
const TEAM = { ...NAMELESS, subjectId: 'team-7' };
const closing = (differently: object = {}, otherwise: Otherwise = {}) =>
  fact(
    'DemandClosed',
    { outcome: 'SATISFIED', reason: '融资到位', returnCall: CALLED, ...differently },
    { by: otherWindow, occurredAt: march(11, 9), ...otherwise },
  );
const withdrawing = (otherwise: Otherwise = {}) =>
  fact(
    'DemandClosed',
    { outcome: 'WITHDRAWN', reason: '已自行解决' },
    { by: asker, occurredAt: march(9), ...otherwise },
  );
const reopening = (otherwise: Otherwise = {}) =>
  fact('DemandReopened', { reason: '未解决' }, { by: asker, occurredAt: march(12), ...otherwise });

describe('a demand', () => {
  it('goes from registration to a second closing', () => {
    const past: Fact[] = [];
    for (const step of Object.values<Fact>(stated)) {
      given(demand).past(past).seeing(world).when(step).recordsIt();
      past.push(step);
    }
    expect(
      given(demand)
        .past(past)
        .seeing(world)
        .when(reopening({ occurredAt: march(16) })).state,
    ).toMatchObject({
      status: 'REOPENED',
      node: 'N02',
      reopenings: 2,
    });
  });

  it('is rejected with a reason, and waits for acceptance again when reopened', () => {
    const rejected = fact('DemandRejected', { reasonCode: 'OUT_OF_SCOPE' }, { by: window, occurredAt: march(3) });
    after('registered').when(rejected).recordsIt();
    const reopened = given(demand)
      .past([...upTo('registered'), rejected])
      .seeing(world)
      .when(reopening());
    expect(reopened.state.status).toBe('REGISTERED');
  });

  it('owes a reason where the code says nothing by itself', () => {
    const rejecting = (data: object) =>
      after('registered').when(fact('DemandRejected', data, { by: window, occurredAt: march(3) }));
    rejecting({ reasonCode: 'OTHER' }).refuses('demand-reason-missing');
    rejecting({ reasonCode: 'OTHER', reason: '涉诉' }).recordsIt();
  });

  it('has an ending for each outcome', () => {
    expect(after('rematched').when(closing()).state.status).toBe('CLOSED_SATISFIED');
    expect(after('rematched').when(closing({ outcome: 'UNMET' })).state.status).toBe('CLOSED_UNMET');
    expect(after('rematched').when(withdrawing()).state.status).toBe('WITHDRAWN');
  });

  it('belongs to its asker, its agency and every node that handled it', () => {
    const { state } = after('referred').when(stated.matched);
    expect(demand.parties(state, 'dem-T01')).toEqual({ nodes: ['N01', 'N02'], orgs: ['E001', 'A001'] });
    expect(demand.parties(demand.initial, 'dem-T01')).toEqual({ nodes: [], orgs: [] });
  });

  it('is commented by those concerned, which changes nothing', () => {
    for (const by of [asker, agency, otherWindow, hub])
      expect(
        after('matched').when(fact('DemandCommented', { textSha256: 'c'.repeat(64) }, { by, occurredAt: march(5) }))
          .state.status,
      ).toBe('MATCHED');
    after('referred')
      .when(fact('DemandCommented', { textSha256: 'c'.repeat(64) }, { by: agency, occurredAt: march(5) }))
      .refuses('not-own-business');
  });

  it('has no fact before its registration', () => {
    after('registered')
      .when(fact('DemandFirstResponded', RESPONDED, { by: window, occurredAt: march(2, 11, 29) }))
      .refuses('before-what-it-rests-on', {
        event: '需求已首次响应',
        type: 'cn.smes.demand.demand-first-responded.v1',
        at: march(2, 11, 29),
        basisEvent: '需求已登记',
        basisType: 'cn.smes.demand.demand-registered.v1',
        basisAt: march(2, 11, 30),
        basis: stated.registered.id,
      });
  });
});

describe('registering', () => {
  it('quotes the version of the SLA in force that day, and the dates it leads to', () => {
    register(registering()).records({ type: 'DemandRegistered', data: { ...REGISTERED, sla: TERMS } });
    const january = register(registering({}, { occurredAt: '2026-01-30T10:00:00.000+08:00' })).recorded[0]?.data;
    expect(january).toMatchObject({ sla: { version: 1, firstResponseMinutes: 240 } });
  });

  it('takes the last published of versions that begin on one day', () => {
    const versions = [...(world['rule-sla'] ?? []), published(3, '2026-02-01'), published(4, '2026-03-03')];
    expect(register(registering(), { ...world, 'rule-sla': versions }).recorded[0]?.data).toMatchObject({
      sla: { version: 3 },
    });
  });

  it('runs without a clock while no SLA is published', () => {
    register(registering(), { ...world, 'rule-sla': [] }).recordsIt();
    register(registering(), { ...world, 'rule-sla': [published(1, '2026-03-03')] }).recordsIt();
  });

  it('names no due day that the table of working days does not reach', () => {
    const on = (occurredAt: string) => register(registering({}, { occurredAt }), inForce).recorded[0]?.data;
    const inForce = { ...world, 'rule-sla': [published(1, '1980-01-01', { closeWorkingDays: 250 })] };
    expect(on(march(2))).toMatchObject({ sla: { closeWorkingDays: 250, hardCaseCloseBy: '2026-03-23' } });
    expect(on(march(2))).not.toHaveProperty('sla.closeBy');
    const versions = slaSight.view.evolve(slaSight.view.initial, published(1, '1980-01-01'));
    const early = slaTermsAt(versions, '1999-03-02T10:00:00.000+08:00');
    expect(early).toMatchObject({ firstResponseMinutes: 60, closeWorkingDays: 7 });
    expect(early).not.toHaveProperty('closeBy');
  });

  it('knows no hard cases where the SLA knows none', () => {
    const plain = published(1, '2026-01-01', { hardCaseWorkingDays: undefined });
    const data = register(registering(), { ...world, 'rule-sla': [plain] }).recorded[0]?.data;
    expect(data).not.toHaveProperty('sla.hardCaseCloseBy');
  });

  it('lets the terms be stated as the ledger finds them, not otherwise', () => {
    register(registering({ sla: TERMS })).recordsIt();
    register(registering({ sla: { ...TERMS, closeBy: '2026-03-31' } })).refuses('demand-sla-differs');
    register(registering({ sla: TERMS }), { ...world, 'rule-sla': [] }).refuses('demand-sla-differs');
  });

  it('is done by the enterprise, or by the node that was asked, in its own name or for the asker', () => {
    for (const otherwise of [{}, { by: window }, byProxy('E001')])
      register(registering({ sla: TERMS }, otherwise)).recordsIt();
    register(registering({ sla: TERMS, originNode: 'HUB01' }, { by: hub })).recordsIt();
    register(
      fact('DemandRegistered', { ...TEAM, sla: TERMS }, { ...byProxy('team-7'), occurredAt: march(2) }),
    ).recordsIt();
  });

  it('refuses another enterprise, another node and a wrong principal', () => {
    register(registering({}, { by: { ...asker, org: 'E002' } })).refuses('not-own-business');
    register(registering({}, { by: otherWindow })).refuses('not-own-node', { node: 'N02', owner: ['N01'] });
    register(registering({}, { by: hub })).refuses('not-own-node', { node: 'HUB01', owner: ['N01'] });
    register(registering({}, byProxy('E001', hub))).refuses('not-own-node');
    register(registering({}, byProxy('E002'))).refuses('proxy-required');
    register(registering({}, { ...byProxy('E001'), by: asker })).refuses('proxy-not-allowed');
    register(fact('DemandRegistered', TEAM, { by: asker, occurredAt: march(2) })).refuses('not-own-business');
  });

  it('wants one asker', () => {
    register(registering({ subjectId: 'team-7' })).refuses('demand-asker-not-one');
    register(fact('DemandRegistered', NAMELESS, { by: window, occurredAt: march(2) })).refuses('demand-asker-not-one');
  });

  it('refuses an enterprise that is unknown or gone', () => {
    register(registering(), { ...world, 'org-E001': [] }).refuses('organization-not-registered');
    const gone = fact('OrganizationDeregistered', { on: '2026-03-02' }, { by: authority, occurredAt: march(2) });
    const streams = { ...world, 'org-E001': [...(world['org-E001'] ?? []), gone] };
    register(registering(), streams).refuses('organization-deregistered');
    expect(register(registering({}, { occurredAt: '2026-03-01T10:00:00.000+08:00' }), streams).recorded).toHaveLength(
      1,
    );
  });

  it('refuses a node out of operation, and codes that are not in force', () => {
    register(registering({ originNode: 'N09' }, { by: { ...window, node: 'N09' } })).refuses('node-not-in-operation');
    register(registering({ classCode: '98' })).refuses('class-not-in-force');
    register(registering({ classCode: '99' })).refuses('class-reason-missing');
    register(registering({ classCode: '99', classReason: '用地', sla: TERMS })).recordsIt();
    register(registering({ channel: '9' })).refuses('channel-not-in-force');
  });
});

describe('the handling node', () => {
  it('alone accepts, rejects, responds, matches and closes, besides the hub', () => {
    const statements = [
      ['registered', stated.accepted],
      ['accepted', stated.responded],
      ['forwarded', fact('DemandReferred', { department: '市金融局' }, { by: window, occurredAt: march(3) })],
      ['referred', stated.matched],
      ['rematched', stated.closed],
    ] as const;
    for (const [step, { type, data, meta }] of statements) {
      const owner = meta.actor.node === 'N01' ? window : otherWindow;
      const stranger = owner === window ? otherWindow : window;
      const by = (who: typeof window, rest: Otherwise = {}) =>
        after(step).when(fact(type, data, { by: who, occurredAt: meta.occurredAt, ...rest }));
      by(owner).recordsIt();
      by(hub).recordsIt();
      by(stranger).refuses('not-own-node');
      by(owner, { enteredBy: 'PROXY', onBehalfOf: 'E001' }).refuses('proxy-not-allowed');
    }
  });

  it('changes by the hub’s referral only', () => {
    const refer = (data: object, by = hub) =>
      after('forwarded').when(fact('DemandReferred', data, { by, occurredAt: march(3) }));
    refer({ toNode: 'N02' }).recordsIt();
    refer({ toNode: 'N02' }, window).refuses('demand-referral-by-hub');
    refer({ department: '市金融局' }, window).recordsIt();
    refer({ toNode: 'N01' }).refuses('demand-already-there');
    refer({ toNode: 'N09' }).refuses('node-not-in-operation');
    refer({}).refuses('demand-referral-not-one');
    refer({ toNode: 'N02', department: '市金融局' }).refuses('demand-referral-not-one');
  });

  it('forwards to the hub, once, with a receipt that came after', () => {
    const forward = (data: object, step: 'accepted' | 'forwarded' | 'reopened' = 'accepted') => {
      const day = step === 'reopened' ? 12 : 2;
      const by = step === 'reopened' ? otherWindow : window;
      const said = { ...FORWARDED, receivedAt: march(day, 16, 30), ...data };
      return after(step).when(
        fact('DemandForwarded', said, { by, occurredAt: march(day, 16), recordedAt: march(day, 17) }),
      );
    };
    forward({}).recordsIt();
    forward({}, 'reopened').recordsIt();
    forward({}, 'forwarded').refuses('demand-already-forwarded');
    forward({ toNode: 'N02' }).refuses('demand-forward-not-to-hub');
    forward({ toNode: 'N09' }).refuses('node-not-in-operation');
    forward({ receivedAt: march(2, 15, 59) }).refuses('demand-receipt-time-off');
    forward({ receivedAt: march(2, 17, 1) }).refuses('demand-receipt-time-off');
  });

  it('responds first once, and by a medium that reaches the asker', () => {
    after('responded')
      .when(fact('DemandFirstResponded', RESPONDED, { by: window, occurredAt: march(3) }))
      .refuses('demand-already-answered');
    const unreachable = without(REGISTERED, 'contactMedium');
    const respond = (medium: string) =>
      given(demand)
        .past([fact('DemandRegistered', unreachable, { by: window, occurredAt: march(2) })])
        .when(fact('DemandFirstResponded', { ...RESPONDED, medium }, { by: window, occurredAt: march(3) }));
    respond('PHONE').refuses('demand-without-contact', { medium: 'PHONE' });
    respond('ON_SITE').recordsIt();
  });
});

describe('matching', () => {
  const match = (streams: Readonly<Record<string, readonly Fact[]>>, data: object = MATCHED, occurredAt = march(4)) =>
    given(demand)
      .past(upTo('referred'))
      .seeing({ ...world, ...streams })
      .when(fact('DemandMatched', data, { by: otherWindow, occurredAt }));
  const membership = (...more: readonly Fact[]) => ({ 'mship-A001-HN': [...(world['mship-A001-HN'] ?? []), ...more] });

  it('refuses an agency suspended, exited or barred at that moment', () => {
    const suspended = fact('MembershipSuspended', { basis: '检查' }, { by: hub, occurredAt: march(4, 9) });
    const reinstated = fact('MembershipReinstated', { basis: '整改' }, { by: hub, occurredAt: march(5, 9) });
    const barred = fact('AgencyBarred', {}, { by: authority, occurredAt: march(4, 9) });
    const exited = fact('MembershipExited', {}, { by: authority, occurredAt: march(4, 9) });
    for (const gone of [suspended, barred, exited])
      match(membership(gone)).refuses('membership-not-live', { agency: 'A001', network: 'HN' });
    match(membership(suspended), MATCHED, march(3, 12)).recordsIt();
    match(membership(suspended, reinstated)).refuses('membership-not-live');
    match(membership(suspended, reinstated), MATCHED, march(5, 10)).recordsIt();
    match({}, { ...MATCHED, agencyOrgId: 'A404' }).refuses('membership-not-live');
  });

  it('refuses an agency not admitted for the class then', () => {
    const removed = fact('ServiceClassRemoved', { classCode: '11' }, { by: hub, occurredAt: march(4, 9) });
    const added = fact('ServiceClassAdded', { classCode: '1101' }, { by: hub, occurredAt: march(5, 9) });
    match(membership(removed)).refuses('class-not-admitted');
    match(membership(removed, added), MATCHED, march(6)).recordsIt();
  });

  it('refuses the asker itself', () => {
    match({}, { ...MATCHED, agencyOrgId: 'E001' }).refuses('demand-agency-is-asker');
  });

  it('is declined by the agency, or at the handling node, and may then be tried again', () => {
    const decline = (otherwise: Otherwise) =>
      after('matched').when(
        fact('DemandMatchDeclined', { reason: '额度不足' }, { occurredAt: march(5), ...otherwise }),
      );
    for (const otherwise of [{ by: agency }, { by: otherWindow }, byProxy('A001', otherWindow)])
      decline(otherwise).recordsIt();
    decline({ by: { ...agency, org: 'A002' } }).refuses('not-own-business');
    decline(byProxy('E001', otherWindow)).refuses('proxy-required');
    expect(demand.parties(decline({ by: agency }).state, 'dem-T01').orgs).toEqual(['E001']);
  });
});

describe('closing', () => {
  it('an appeal takes a call back, whoever closes it', () => {
    for (const by of [otherWindow, hub])
      after('rematched')
        .when(closing({ returnCall: undefined }, { by }))
        .refuses('demand-return-call-missing');
    after('rematched')
      .when(closing({ outcome: 'UNMET', returnCall: undefined }))
      .refuses('demand-return-call-missing');
  });

  it('of other kinds takes none', () => {
    const past = [registering({ kind: 'SERVICE' }), stated.accepted];
    const data = without(closing().data, 'returnCall');
    given(demand)
      .past(past)
      .when(fact('DemandClosed', data, { by: window, occurredAt: march(11) }))
      .recordsIt();
  });

  it('as satisfied takes a caller who was', () => {
    const unsatisfied = { ...CALLED, satisfied: false };
    after('rematched')
      .when(closing({ returnCall: unsatisfied }))
      .refuses('demand-return-call-contradicts');
    after('rematched')
      .when(closing({ outcome: 'UNMET', returnCall: unsatisfied }))
      .recordsIt();
  });

  it('counts no call from before the demand or after the closing', () => {
    for (const at of [march(2, 11, 29), march(11, 9, 1)])
      after('rematched')
        .when(closing({ returnCall: { ...CALLED, at } }))
        .refuses('demand-return-call-time-off');
  });

  it('as withdrawn is the asker’s word, as anything else the node’s', () => {
    after('rematched').when(withdrawing()).recordsIt();
    after('registered').when(withdrawing()).recordsIt();
    after('rematched')
      .when(withdrawing(byProxy('E001', otherWindow)))
      .recordsIt();
    after('rematched')
      .when(withdrawing({ by: otherWindow }))
      .refuses('proxy-required');
    after('rematched')
      .when(withdrawing({ by: hub }))
      .refuses('proxy-required');
    after('rematched')
      .when(withdrawing({ by: { ...asker, org: 'E002' } }))
      .refuses('not-own-business');
    after('rematched')
      .when(closing({}, { by: asker }))
      .refuses('demand-outcome-not-own');
    after('rematched')
      .when(closing({}, byProxy('E001', otherWindow)))
      .refuses('proxy-not-allowed');
  });

  it('of a demand nobody accepted is left to its asker', () => {
    after('registered')
      .when(closing({}, { by: window }))
      .refuses('demand-not-accepted');
  });
});

describe('reopening', () => {
  it('is done by the asker, the handling node, hub or authority', () => {
    for (const otherwise of [
      { by: asker },
      { by: otherWindow },
      { by: hub },
      { by: authority },
      byProxy('E001', otherWindow),
    ])
      after('closed').when(reopening(otherwise)).recordsIt();
    after('closed')
      .when(reopening({ by: window }))
      .refuses('not-own-node');
    after('closed')
      .when(reopening({ by: { ...asker, org: 'E002' } }))
      .refuses('not-own-business');
  });

  it('a third time takes a supervisor who does not handle it', () => {
    const twice = [
      ...upTo('closedAgain'),
      reopening({ occurredAt: march(16) }),
      closing({}, { occurredAt: march(17) }),
    ];
    const third = (otherwise: Otherwise, past: readonly Fact[] = twice) =>
      given(demand)
        .past(past)
        .when(reopening({ occurredAt: march(18), ...otherwise }));
    for (const by of [asker, otherWindow]) third({ by }).refuses('demand-reopening-needs-supervisor', { times: 2 });
    third(byProxy('E001', hub)).refuses('demand-reopening-needs-supervisor');
    for (const by of [hub, authority]) third({ by }).recordsIt();
    const atHub = registering({ originNode: 'HUB01' }, { by: hub });
    third({ by: hub }, [
      atHub,
      ...twice.filter(({ type }) => type !== 'DemandRegistered' && type !== 'DemandReferred'),
    ]).refuses('demand-reopening-needs-supervisor');
  });
});

describe('a hard case', () => {
  const declaring = (otherwise: Otherwise = {}) =>
    fact('DemandHardCaseDeclared', { reason: '涉及多部门' }, { by: hub, occurredAt: march(10), ...otherwise });

  it('is declared by hub or authority while the ordinary period runs', () => {
    for (const by of [hub, authority]) after('rematched').when(declaring({ by })).recordsIt();
    after('rematched')
      .when(declaring({ occurredAt: march(11, 23, 59) }))
      .recordsIt();
    after('rematched')
      .when(declaring({ occurredAt: march(12, 0, 0) }))
      .refuses('demand-already-overdue', { closeBy: '2026-03-11' });
  });

  it('is declared once, and never by the node that handles it', () => {
    given(demand)
      .past([...upTo('rematched'), declaring()])
      .when(declaring({ occurredAt: march(11) }))
      .refuses('demand-already-hard');
    const atHub = [registering({ originNode: 'HUB01', sla: TERMS }, { by: hub }), stated.accepted];
    given(demand).past(atHub).when(declaring()).refuses('own-business');
  });

  it('exists only where the terms know a longer period', () => {
    given(demand).past([registering(), stated.accepted]).when(declaring()).refuses('demand-no-longer-period');
  });
});

describe('limits', () => {
  it('hold for what may grow', () => {
    const comments = Array.from({ length: 200 }, (_, n) =>
      fact(
        'DemandCommented',
        { textSha256: 'c'.repeat(64) },
        { by: asker, occurredAt: march(3), statementId: `c-${n}` },
      ),
    );
    const another = fact('DemandCommented', { textSha256: 'd'.repeat(64) }, { by: asker, occurredAt: march(3) });
    given(demand)
      .past([...upTo('accepted'), ...comments.slice(1)])
      .when(another)
      .recordsIt();
    given(demand)
      .past([...upTo('accepted'), ...comments])
      .when(another)
      .refuses('limit-reached');
  });
});

describe('corrections', () => {
  const reversing = (target: Fact) =>
    fact(
      'EntryReversed',
      { targetEventId: target.id, reasonCode: 'INPUT_ERROR', reason: '核查' },
      { by: authority, occurredAt: march(20) },
    );
  const restating = (target: Fact, replacement: object, occurredAt?: string) =>
    fact(
      'EntryRestated',
      {
        targetEventId: target.id,
        reason: '录入错误',
        replacement,
        ...(occurredAt === undefined ? {} : { occurredAt }),
      },
      { by: authority, occurredAt: march(20) },
    );

  it('of the registration find the terms of the day it is moved to', () => {
    const moved = restating(stated.registered, REGISTERED, '2026-01-30T10:00:00+08:00');
    expect(after('accepted').when(moved).recorded[0]?.data).toMatchObject({
      replacement: { sla: { version: 1, firstResponseMinutes: 240 } },
    });
  });

  it('do not turn what was closed without a call into an appeal: a closing seals', () => {
    const service = registering({ kind: 'SERVICE' });
    const closed = fact('DemandClosed', { outcome: 'UNMET', reason: '无' }, { by: window, occurredAt: march(9) });
    const past = [service, stated.accepted, closed];
    given(demand).past(past).seeing(world).when(restating(service, REGISTERED)).refuses('later-entries-depend');
    given(demand).past(past).when(reversing(closed)).recordsIt();
  });

  it('take a first response back, and another may be stated', () => {
    given(demand)
      .past([...upTo('referred'), reversing(stated.responded)])
      .when(fact('DemandFirstResponded', RESPONDED, { by: otherWindow, occurredAt: march(4) }))
      .recordsIt();
  });
});
