import { describe, expect, it } from '@jest/globals';
import { DAY_MS, type Fact } from '#kernel';
import { evaluateFigure, type GroupKey, type Measurement } from '#read-store';
import { fact } from '#testing/given';
import { projectedBy, type Log } from '#testing/projected';
import { networkFigures } from './network-figures.js';
import { networkProjection, type NetworkDocument } from './network.projection.js';

const projected = projectedBy(networkProjection);

/** A stream read from its beginning: the last document and every row, as `measure ±amount dims`. */
function read(stream: string, facts: readonly Fact[]): { doc: NetworkDocument | undefined; rows: readonly string[] } {
  let doc: NetworkDocument | undefined;
  const rows: Measurement[] = [];
  for (const known of facts) {
    const after = networkProjection.project?.(doc, known, stream);
    const stated = networkProjection.measure?.(known, doc, after, stream) ?? [];
    if (!('voidsAllBut' in stated)) rows.push(...stated);
    doc = after;
  }
  const said = rows.map(({ measure, amount, dims }) => [measure, amount, ...Object.values(dims)].join(' '));
  return { doc, rows: said };
}

const hub = { by: 'HUB' } as const;
const authority = { by: 'AUTHORITY' } as const;
const registered = fact('OrganizationRegistered', { name: '某某公司', kind: 'ENTERPRISE', divisionCode: '440300' });
const figures = (year: number, headcount: number) =>
  fact('OrganizationFiguresReported', {
    year,
    headcount,
    revenueFen: 2_000_000_000,
    assetsFen: 900_000_000,
    industry: '6513',
  });
const classified = (size: string, of: Fact) =>
  fact('EnterpriseSizeClassified', { size, standardVersion: '2011-300', figuresEventId: of.id });
const deregistered = fact('OrganizationDeregistered', { on: '2026-03-01' }, hub);

describe('the registry of organisations', () => {
  const of2024 = figures(2024, 20);
  const of2025 = figures(2025, 120);

  it('shows an organisation as it stands', () => {
    const { doc } = read('org-A1', [
      registered,
      fact('OrganizationIdentifierClaimed', { kind: 'USCC', raw: '91350100m000100y43' }),
      fact(
        'OrganizationIdentifierVerified',
        { kind: 'USCC', normalised: '91350100M000100Y43', source: 'REGISTRY' },
        hub,
      ),
      fact('OrganizationRenamed', { name: '某某集团', effectiveOn: '2026-03-05' }, hub),
      fact('OrganizationRelocated', { divisionCode: '440100', effectiveOn: '2026-03-05' }, hub),
      fact('OrganizationSucceeded', { successorOrgId: 'B2', mode: 'MERGER' }, hub),
    ]);
    expect(doc).toStrictEqual({
      type: 'org',
      org: 'A1',
      name: '某某集团',
      kind: 'ENTERPRISE',
      status: 'LIVE',
      division: '440100',
      registeredBy: 'N01',
      identifiers: ['91350100M000100Y43'],
      verifiedIdentifiers: ['91350100M000100Y43'],
      figures: [],
      qualifications: [],
      successors: ['B2'],
    });
  });
  it('counts an organisation while it lives, and its class while it holds', () =>
    expect(
      read('org-A1', [
        registered,
        of2024,
        classified('SMALL', of2024),
        of2025,
        classified('MEDIUM', of2025),
        classified('SMALL', of2024),
        deregistered,
      ]).rows,
    ).toEqual([
      'org-registered 1 A1 ENTERPRISE N01',
      'org-classified 1 A1 ENTERPRISE SMALL',
      'org-classified -1 A1 ENTERPRISE SMALL',
      'org-classified 1 A1 ENTERPRISE MEDIUM',
      'org-registered -1 A1 ENTERPRISE N01',
      'org-classified -1 A1 ENTERPRISE MEDIUM',
    ]));
  it('counts no class that does not follow from the figures', () =>
    expect(read('org-A1', [registered, of2024, classified('MEDIUM', of2024)]).rows).toHaveLength(1));
  it('keeps the qualifications that did not lapse', () => {
    const grant = {
      kind: 'LITTLE_GIANT',
      level: 'NATIONAL',
      validFrom: '2024-07-01',
      validTo: '2027-06-30',
      listRef: '名单',
    };
    const granted = fact('OrganizationQualificationGranted', grant, hub);
    const lapse = { kind: 'LITTLE_GIANT', level: 'NATIONAL', on: '2026-01-01', basis: '复核未通过' };
    expect(read('org-A1', [registered, granted]).doc).toMatchObject({ qualifications: [grant] });
    expect(
      read('org-A1', [registered, granted, fact('OrganizationQualificationLapsed', lapse, hub)]).doc,
    ).toMatchObject({ qualifications: [] });
  });
});

describe('the registry of nodes', () => {
  const on = (date: string) => ({ ...authority, occurredAt: `${date}T10:00:00.000+08:00` });
  const established = fact('NodeEstablished', { name: '窗口', kind: 'PARK', divisionCode: '440305' }, on('2026-01-02'));
  const accepted = fact('NodeAccepted', { on: '2026-01-10', inPlan: true }, on('2026-01-15'));
  const suspended = fact('NodeSuspended', { basisKind: 'OTHER', basis: '整改' }, on('2026-02-01'));
  const reinstated = fact('NodeReinstated', { basis: '整改完成' }, on('2026-02-20'));
  const exited = (effectiveOn: string) =>
    fact('NodeExited', { basis: '终止', effectiveOn, handoverNodeCode: 'N02' }, on('2026-03-06'));
  const byMonth = async (log: Log, to: string): Promise<readonly (number | undefined)[]> => {
    let counted: readonly (number | undefined)[] = [];
    await projected(log, async ({ store }) => {
      const nodes = networkFigures.find(({ code }) => code === 'N01');
      if (nodes === undefined) throw new Error('no N01');
      counted = (
        await evaluateFigure(store, nodes, { from: to < '2026-01-01' ? to : '2026-01-01', to }, ['month'])
      ).map(({ numerator }) => numerator);
    });
    return counted;
  };
  const onDay = async (log: Log, day: string): Promise<number> => (await byMonth(log, day)).at(-1) ?? Number.NaN;
  const told = (...facts: Fact[]): Log => facts.map((each) => ['node-N01', each]);

  it.each([
    ['2026-01-09', 0],
    ['2026-01-10', 1],
    ['2026-01-31', 1],
    ['2026-02-01', 0],
    ['2026-02-19', 0],
    ['2026-02-20', 1],
    ['2026-03-06', 1],
    ['2026-03-30', 1],
    ['2026-03-31', 0],
  ])('counts on %s %i nodes: from the day of its acceptance until the day its exit takes effect', async (day, n) =>
    expect(await onDay(told(established, accepted, suspended, reinstated, exited('2026-03-31')), day)).toBe(n),
  );

  it.each([
    ['2026-02-25', [1, 0, 0]],
    ['2026-01-20', [0, 0, 0]],
    ['2026-01-01', [0, 0, 0]],
  ])('takes back what it counted after %s when its exit took effect then: %j', async (effectiveOn, counted) => {
    const log = told(established, accepted, suspended, reinstated, exited(effectiveOn));
    expect(await byMonth(log, '2026-03-31')).toEqual(counted);
    const dayBefore = new Date(Date.parse(effectiveOn) - DAY_MS).toISOString().slice(0, 10);
    expect(await onDay(log, dayBefore)).toBe(effectiveOn === '2026-01-01' ? 0 : 1);
  });

  it('takes back a wrong acceptance from its day on, and knows it until it is corrected', async () => {
    const wrong = { targetEventId: accepted.id, reasonCode: 'INPUT_ERROR', reason: '误' };
    const log = told(established, accepted, fact('EntryReversed', wrong, on('2026-01-20')));
    expect(await onDay(log, '2026-01-31')).toBe(0);
  });

  it('shows a node and counts it while it is in operation', () => {
    const { doc, rows } = read('node-N01', [
      fact('NodeEstablished', { name: '窗口', kind: 'PARK', divisionCode: '440305', clusterName: '机器人' }, authority),
      fact(
        'NodeOperatorAppointed',
        { operatorOrgId: 'OP1', from: '2026-01-01', basisSha256: 'b'.repeat(64) },
        authority,
      ),
      fact('NodeAccepted', { on: '2026-03-01', inPlan: true }, authority),
      fact('NodeServiceAreaChanged', { areas: [{ kind: 'PARK', code: 'P1', name: '科技园' }] }, authority),
      fact('NodeSuspended', { basisKind: 'OTHER', basis: '整改' }, on('2026-03-10')),
      fact('NodeReinstated', { basis: '整改完成' }, on('2026-03-20')),
      fact('NodeExited', { basis: '终止', effectiveOn: '2026-03-31', handoverNodeCode: 'N02' }, on('2026-03-25')),
    ]);
    expect(rows).toEqual([1, -1, 1, -1].map((amount) => `node-active ${amount} N01 PARK`));
    expect(doc).toStrictEqual({
      type: 'node',
      node: 'N01',
      name: '窗口',
      kind: 'PARK',
      status: 'EXITED',
      division: '440305',
      cluster: '机器人',
      operator: 'OP1',
      acceptedOn: '2026-03-01',
      inPlan: true,
      inService: [
        { from: '2026-03-01', until: '2026-03-10' },
        { from: '2026-03-20', until: '2026-03-31' },
      ],
      areas: [{ kind: 'PARK', code: 'P1', name: '科技园' }],
      handover: 'N02',
    });
  });
});

describe('the registry of memberships', () => {
  const applied = fact('MembershipApplied', { classes: ['10', '13'], nodes: ['N01'], statementSha256: 'c'.repeat(64) });
  const approved = fact('MembershipApproved', { classes: ['10', '13'], probationUntil: '2026-09-05' }, hub);
  const basis = { basis: '管理办法' };

  it('counts at the end of each month the agencies that are live, and in each class those that serve in it', async () => {
    const on = (date: string, more: object = {}) => ({ ...hub, ...more, occurredAt: `${date}T10:00:00.000+08:00` });
    const joined = (agency: string, date: string, ...later: Fact[]): Log =>
      [
        fact('MembershipApplied', { classes: ['10', '13'], nodes: ['N01'], statementSha256: 'c'.repeat(64) }, on(date)),
        fact('MembershipApproved', { classes: ['10', '13'], probationUntil: '2026-09-05' }, on(date)),
        ...later,
      ].map((each) => [
        `mship-${agency}-HN`,
        fact(each.type, each.data as object, {
          ...each.meta,
          by: each.meta.actor,
          statementId: `${agency}-${each.id}`,
        }),
      ]);
    const log: Log = [
      ...joined('A', '2025-12-01'),
      ...joined(
        'B',
        '2026-01-05',
        fact('MembershipSuspended', basis, on('2026-01-20')),
        fact('MembershipReinstated', basis, on('2026-02-10')),
        fact('ServiceClassRemoved', { classCode: '13' }, on('2026-02-12')),
        fact('AgencyBarred', { until: '2027-03-12', ...basis, decisionSha256: 'd'.repeat(64) }, on('2026-03-12')),
      ),
    ];
    await projected(log, async ({ store }) => {
      const agencies = networkFigures.find(({ code }) => code === 'N02');
      if (agencies === undefined) throw new Error('no N02');
      const quarter = { from: '2026-01-01', to: '2026-03-31' };
      const counted = async (groupBy: readonly GroupKey[], of: object = {}) =>
        (await evaluateFigure(store, agencies, { ...quarter, ...of }, groupBy)).map(({ by, numerator }) => [
          ...Object.values(by),
          numerator,
        ]);
      expect(await counted(['month'])).toEqual([
        ['2026-01', 1],
        ['2026-02', 2],
        ['2026-03', 1],
      ]);
      expect(await counted(['month'], { class: '13' })).toEqual([
        ['2026-01', 1],
        ['2026-02', 1],
        ['2026-03', 1],
      ]);
      expect(await counted(['month'], { agency: 'B' })).toEqual([
        ['2026-01', 0],
        ['2026-02', 1],
        ['2026-03', 0],
      ]);
      expect(await counted(['agency'])).toEqual([
        ['A', 1],
        ['B', 0],
      ]);
    });
  });

  it('shows since when a membership stands as it does, whatever else changes', () => {
    const on = (date: string) => ({ ...hub, occurredAt: `${date}T10:00:00.000+08:00` });
    const sinceAfter = (...later: Fact[]) => {
      const { doc } = read('mship-AG-7-440000', [applied, approved, ...later]);
      return doc?.type === 'mship' ? [doc.status, doc.since] : undefined;
    };
    const removed = fact('ServiceClassRemoved', { classCode: '13' }, on('2026-03-20'));
    expect(sinceAfter(removed)).toEqual(['ACTIVE', '2026-03-05']);
    const suspended = fact('MembershipSuspended', basis, on('2026-04-01'));
    expect(sinceAfter(removed, suspended)).toEqual(['SUSPENDED', '2026-04-01']);
  });

  it('shows a membership and counts each class while it is live', () => {
    const { doc, rows } = read('mship-AG-7-440000', [
      applied,
      approved,
      fact('ServiceClassRemoved', { classCode: '13' }, hub),
      fact('MembershipSuspended', basis, hub),
      fact('MembershipReinstated', basis, hub),
      fact('AgencyBarred', { until: '2027-12-31', ...basis, decisionSha256: 'd'.repeat(64) }, authority),
    ]);
    expect(rows).toEqual(
      ['1 10 AG-7', '1 13 AG-7', '-1 13 AG-7', '-1 10 AG-7', '1 10 AG-7', '-1 10 AG-7'].map(
        (row) => `membership-live ${row} 440000`,
      ),
    );
    expect(doc).toStrictEqual({
      type: 'mship',
      org: 'AG-7',
      network: '440000',
      status: 'BARRED',
      classes: ['10'],
      nodes: ['N01'],
      probationUntil: '2026-09-05',
      barredUntil: '2027-12-31',
      since: '2026-03-05',
    });
  });
});
