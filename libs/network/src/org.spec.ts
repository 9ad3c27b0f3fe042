import { describe, expect, it } from '@jest/globals';
import { foldAll } from '#kernel';
import { actorOf, fact, given } from '#testing/given';
import { org } from './org.js';
import type { OrgState } from './org.state.js';

const STREAM = 'org-A1';
const hub = { by: 'HUB' } as const;
const proxy = { enteredBy: 'PROXY', onBehalfOf: 'A1' } as const;
const own = { by: { ...actorOf('SME'), org: 'A1' } };

const registration = {
  name: '深圳市某某科技有限公司',
  kind: 'ENTERPRISE',
  divisionCode: '440300',
  foundedOn: '2015-06-01',
};
const registered = fact('OrganizationRegistered', registration);
const FIGURES = { headcount: 120, revenueFen: 2_000_000_000, assetsFen: 900_000_000, industry: '6513' };
const report = (year: number, changes: object = {}) =>
  fact('OrganizationFiguresReported', { year, ...FIGURES, ...changes }, proxy);
const figures = fact('OrganizationFiguresReported', { year: 2025, ...FIGURES, flags: [] }, proxy);
const classify = (size: string, figuresEventId = figures.id) =>
  fact('EnterpriseSizeClassified', { size, standardVersion: '2011-300', figuresEventId });
const QUALIFIED = { kind: 'LITTLE_GIANT', level: 'NATIONAL' };
const granted = fact(
  'OrganizationQualificationGranted',
  { ...QUALIFIED, validFrom: '2024-07-01', validTo: '2027-06-30', listRef: '工信部企业函〔2024〕100号' },
  hub,
);
const lapse = (on: string) => fact('OrganizationQualificationLapsed', { ...QUALIFIED, on, basis: '复核未通过' }, hub);
const succeed = (successorOrgId: string) => fact('OrganizationSucceeded', { successorOrgId, mode: 'CONVERSION' }, hub);
const relate = (otherOrgId: string) =>
  fact('OrganizationRelationDeclared', { otherOrgId, kind: 'SHAREHOLDER', sharePercent: 30 }, own);
const deregistered = fact('OrganizationDeregistered', { on: '2026-03-01' }, hub);
const live = given(org, STREAM).past([registered]);
const reported = given(org, STREAM).past([registered, figures]);
const other = { 'org-B2': [registered] };

describe('an organisation', () => {
  it('is registered by a window', () => given(org, STREAM).when(registered).recordsIt());
  it('registers itself', () =>
    given(org, STREAM)
      .when(fact('OrganizationRegistered', registration, own))
      .recordsIt());
  it('is not registered by another enterprise', () =>
    given(org, STREAM)
      .when(fact('OrganizationRegistered', registration, { by: 'SME' }))
      .refuses('not-own-business'));
  it('is registered once', () => live.when(registered).refuses('status-not-allowed'));
  it('lives in a division of its day', () =>
    given(org, STREAM)
      .when(fact('OrganizationRegistered', { ...registration, divisionCode: '999999' }))
      .refuses('division-not-in-force'));
  it('is not founded in the future', () =>
    given(org, STREAM)
      .when(fact('OrganizationRegistered', { ...registration, foundedOn: '2026-03-06' }))
      .refuses('date-in-future'));

  const renamed = { name: '深圳市另一某某有限公司', effectiveOn: '2026-04-04' };
  it('is renamed up to 30 days ahead', () => live.when(fact('OrganizationRenamed', renamed, own)).recordsIt());
  it('is not renamed further ahead', () =>
    live
      .when(fact('OrganizationRenamed', { ...renamed, effectiveOn: '2026-04-05' }, own))
      .refuses('effective-too-far-ahead'));
  it('is not renamed by a window in its own name', () =>
    live.when(fact('OrganizationRenamed', renamed)).refuses('proxy-required'));
  it('moves', () =>
    live.when(fact('OrganizationRelocated', { divisionCode: '440100', effectiveOn: '2026-03-05' }, proxy)).recordsIt());
  it('is deregistered', () => live.when(deregistered).recordsIt());
  it('takes nothing more once deregistered', () =>
    given(org, STREAM).past([registered, deregistered]).when(report(2025)).refuses('status-not-allowed'));
  it('is not deregistered by its own account', () =>
    live
      .when(fact('OrganizationDeregistered', { on: '2026-03-01' }, { by: { ...actorOf('HUB'), org: 'A1' } }))
      .refuses('own-business'));
  it('is no business of an evaluator', () =>
    given(org, STREAM)
      .when(fact('OrganizationRegistered', registration, { by: 'EVALUATOR' }))
      .refuses('role-may-not-state'));
});

describe('figures and size', () => {
  it('records figures without flags', () => live.when(report(2025)).records({ ...figures }));
  it('flags an amount that leapt a thousandfold', () => {
    const leapt = { revenueFen: FIGURES.revenueFen * 1000, assetsFen: FIGURES.assetsFen / 1000 };
    reported.when(fact('OrganizationFiguresReported', { year: 2026, ...FIGURES, ...leapt }, proxy)).records({
      type: 'OrganizationFiguresReported',
      data: { year: 2026, ...FIGURES, ...leapt, flags: ['REVENUE_UNIT_DOUBTFUL', 'ASSETS_UNIT_DOUBTFUL'] },
    });
  });
  it('says nothing of a year without turnover', () =>
    expect(reported.when(report(2026, { revenueFen: 0 })).recorded[0]?.data).toMatchObject({ flags: [] }));
  it('takes no figures of a year to come', () => live.when(report(2027)).refuses('date-in-future'));
  it('takes a year once', () => reported.when(report(2025, { headcount: 1 })).refuses('already-stated'));
  it('knows the industries', () => live.when(report(2025, { industry: '9900' })).refuses('industry-unknown'));
  it('does not let flags be talked away', () =>
    live.when(report(2025, { flags: ['REVENUE_UNIT_DOUBTFUL'] })).refuses('computed-field-differs'));

  it('records the size the figures give', () => reported.when(classify('MEDIUM')).recordsIt());
  it('refuses another size', () =>
    reported
      .when(classify('SMALL'))
      .refuses('size-differs-from-computed', { standard: '2011-300', computed: 'MEDIUM', stated: 'SMALL' }));
  it('refuses a size by figures it does not have', () => live.when(classify('MEDIUM')).refuses('figures-unknown'));
  it('classifies nobody in finance', () => {
    const bank = fact('OrganizationFiguresReported', { year: 2025, ...FIGURES, industry: '6621' }, proxy);
    given(org, STREAM).past([registered, bank]).when(classify('MICRO', bank.id)).refuses('size-differs-from-computed');
  });
  it('keeps the class of the newest year', () => {
    const older = fact('OrganizationFiguresReported', { year: 2024, ...FIGURES, headcount: 5 }, proxy);
    const past = [registered, figures, older, classify('MEDIUM'), classify('MICRO', older.id)];
    expect((foldAll(org, past).state as OrgState).classified?.size).toBe('MEDIUM');
  });
});

describe('corrections of an organisation', () => {
  const restate = (replacement: object) =>
    fact('EntryRestated', { targetEventId: figures.id, reason: '单位误填', replacement }, hub);
  const classified = given(org, STREAM).past([registered, figures, classify('MEDIUM')]);

  it('takes back the class that no longer follows from restated figures, which are checked like posted ones', () => {
    const replacement = { year: 2025, ...FIGURES, headcount: 20 };
    const outcome = classified.when(restate(replacement));
    outcome.records({
      type: 'EntryRestated',
      data: {
        targetEventId: figures.id,
        reason: '单位误填',
        replacement: { ...replacement, flags: [] },
        replacementVersion: 1,
      },
    });
    expect((outcome.state as OrgState).classified).toBeUndefined();
  });
  it('keeps a class that still follows', () => {
    const { state } = classified.when(restate({ year: 2025, ...FIGURES, headcount: 121 }));
    expect((state as OrgState).classified?.size).toBe('MEDIUM');
  });
  it('holds a restatement to the rule', () =>
    classified.when(restate({ year: 2027, ...FIGURES })).refuses('date-in-future'));
  it('keeps a registration that other entries stand on', () =>
    classified
      .when(fact('EntryReversed', { targetEventId: registered.id, reasonCode: 'DUPLICATE', reason: '重复登记' }, hub))
      .refuses('later-entries-depend'));
  it('reverses a deregistration', () =>
    given(org, STREAM)
      .past([registered, deregistered])
      .when(
        fact(
          'EntryReversed',
          { targetEventId: deregistered.id, reasonCode: 'NOT_HAPPENED', reason: '未注销' },
          { by: 'AUTHORITY' },
        ),
      )
      .recordsIt());
});

describe('qualifications', () => {
  const qualified = given(org, STREAM).past([registered, granted]);
  it('are granted', () => live.when(granted).recordsIt());
  it('do not overlap', () =>
    qualified
      .when(fact(granted.type, { ...granted.data, validFrom: '2027-06-30', validTo: '2030-06-30' }, hub))
      .refuses('qualification-overlaps'));
  it('follow one another', () =>
    qualified
      .when(fact(granted.type, { ...granted.data, validFrom: '2027-07-01', validTo: '2030-06-30' }, hub))
      .recordsIt());
  it('end after they begin', () =>
    live.when(fact(granted.type, { ...granted.data, validTo: '2024-06-30' }, hub)).refuses('dates-reversed'));
  it('lapse', () => qualified.when(lapse('2026-01-01')).recordsIt());
  it('lapse only while they hold', () => qualified.when(lapse('2027-07-01')).refuses('qualification-not-held'));
  it('leave room once lapsed', () =>
    given(org, STREAM)
      .past([registered, granted, lapse('2026-01-01')])
      .when(fact(granted.type, { ...granted.data, validFrom: '2026-01-01' }, hub))
      .recordsIt());
  it('have a limit', () => {
    const many = Array.from({ length: 200 }, (_, n) =>
      fact(granted.type, { ...granted.data, listRef: `名单 ${n}`, level: 'COUNTY' }, hub),
    );
    given(org, STREAM)
      .past([registered, ...many])
      .when(granted)
      .refuses('limit-reached');
  });
});

describe('relations and succession', () => {
  it('are declared by the organisation itself', () => live.seeing(other).when(relate('B2')).recordsIt());
  it('are not declared to oneself', () => live.when(relate('A1')).refuses('refers-to-itself'));
  it('need another that is registered', () => live.when(relate('B2')).refuses('organization-not-registered'));
  it('record a successor', () => live.seeing(other).when(succeed('B2')).recordsIt());
  it('record a successor of one that is gone', () =>
    given(org, STREAM).past([registered, deregistered]).seeing(other).when(succeed('B2')).recordsIt());
  it('refuse a successor that is gone', () =>
    live
      .seeing({ 'org-B2': [registered, deregistered] })
      .when(succeed('B2'))
      .refuses('organization-deregistered'));
  it('refuse to run in a circle', () =>
    live
      .seeing({ 'org-B2': [registered, succeed('A1')] })
      .when(succeed('B2'))
      .refuses('succession-cycle'));
});
