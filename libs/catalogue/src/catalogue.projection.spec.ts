import { describe, expect, it } from '@jest/globals';
import type { Fact } from '#kernel';
import { evaluateFigure, type FigureScope, type FigureValue, type GroupKey } from '#read-store';
import { actorOf, fact } from '#testing/given';
import { projectedBy, type Log } from '#testing/projected';
import type { CatalogueDocument } from './catalogue.document.js';
import { catalogueProjection } from './catalogue.projection.js';
import { catalogueFigures } from './figures.js';

/** The document after each fact of a stream. */
function read(stream: string, facts: readonly Fact[]): readonly (CatalogueDocument | undefined)[] {
  const docs: (CatalogueDocument | undefined)[] = [];
  for (const known of facts) docs.push(catalogueProjection.project?.(docs.at(-1), known, stream));
  return docs;
}

const AUTHORITY = { by: 'AUTHORITY' } as const;
const HUB = { by: 'HUB' } as const;
const AGENCY = { by: { ...actorOf('AGENCY'), org: 'AG-7' } };

describe('the register of items', () => {
  const party = { agencyOrgId: 'AG-7', networkCode: 'HN' };
  const offer = { ...party, classCode: '1401', title: '检测', priceFen: 0, priceMode: 'FIXED', welfareKind: 'PUBLIC' };
  const first = { ...offer, entryCode: 'GY-01', basedOnDemandIds: ['d1', 'd2'] };
  const second = { ...offer, classCode: '15', welfareKind: 'VALUE_ADDED', standardVersion: 'zixun@1', version: 2 };
  const docs = read('item-I-1', [
    fact('ServiceItemDrafted', first, AGENCY),
    fact('ServiceItemSubmitted', party, AGENCY),
    fact('ServiceItemListed', { ...party, version: 1 }, { ...HUB, occurredAt: '2026-03-06T09:00:00.000+08:00' }),
    fact('ServiceItemRevised', second, { ...AGENCY, occurredAt: '2026-03-09T09:00:00.000+08:00' }),
    fact('ServiceItemDelisted', { reasonCode: 'OTHER', reason: '到期' }, HUB),
  ]);

  it('shows an item as it is on the shelf', () =>
    expect(docs[2]).toEqual({
      type: 'item',
      item: 'I-1',
      status: 'LISTED',
      agency: 'AG-7',
      network: 'HN',
      newest: { version: 1, offer: first },
      shelf: { version: 1, offer: first },
      isListed: true,
      effectiveFrom: '2026-03-06',
      version: 1,
      classes: ['14', '1401'],
      welfareKind: 'PUBLIC',
      entryCode: 'GY-01',
      demands: ['d1', 'd2'],
    }));

  it('shows the shelf while a change is written, and the newest wording while nothing is on it', () => {
    const shown = docs.map((doc) =>
      doc?.type === 'item' ? [doc.status, doc.isListed, doc.effectiveFrom, doc.version, doc.classes[0]] : [],
    );
    expect(shown).toEqual([
      ['DRAFTED', false, undefined, 1, '14'],
      ['SUBMITTED', false, undefined, 1, '14'],
      ['LISTED', true, '2026-03-06', 1, '14'],
      ['CHANGED', true, '2026-03-06', 1, '14'],
      ['DELISTED', false, undefined, 2, '15'],
    ]);
    expect(docs[4]).toMatchObject({ standardVersion: 'zixun@1', demands: [] });
  });
});

describe('the registers of what is published', () => {
  it('show a welfare catalogue in its newest version, with all of them', () => {
    const entry = {
      scope: 's',
      requirement: 'r',
      standard: 's',
      unit: 'ORGS',
      evidenceKinds: [],
      fundingMode: 'SUBSIDY',
    };
    const publish = (version: number, effectiveFrom: string, codes: readonly string[]) =>
      fact(
        'WelfareCataloguePublished',
        { version, effectiveFrom, entries: codes.map((code) => ({ ...entry, code })) },
        AUTHORITY,
      );
    const [, last] = read('wcat-HN', [publish(1, '2026-01-01', ['A', 'B']), publish(2, '2026-07-01', ['B'])]);
    expect(last).toEqual({
      type: 'wcat',
      network: 'HN',
      status: 'PUBLISHED',
      version: 2,
      effectiveFrom: '2026-07-01',
      versions: [
        { version: 1, effectiveFrom: '2026-01-01' },
        { version: 2, effectiveFrom: '2026-07-01' },
      ],
      entries: [{ ...entry, code: 'B' }],
      entryCodes: ['B'],
    });
  });

  it('show a policy under every number it is cited by, until it is withdrawn', () => {
    const data = {
      docNo: '工信部联企业〔2017〕187号',
      issuers: ['工业和信息化部'],
      title: '指导意见',
      issuedOn: '2017-07-26',
      effectiveFrom: '2017-07-26',
      docHash: 'a'.repeat(64),
    };
    const [published, withdrawn] = read('policy-P1', [
      fact('PolicyPublished', { ...data, aliases: ['工企业函〔2017〕187号'] }, AUTHORITY),
      fact('PolicyWithdrawn', { on: '2026-12-31', reason: '新办法' }, AUTHORITY),
    ]);
    const { docNo, ...rest } = data;
    const shown = { type: 'policy', policy: 'P1', docNos: [docNo, '工企业函〔2017〕187号'], ...rest };
    expect(published).toEqual({ ...shown, status: 'PUBLISHED' });
    expect(withdrawn).toEqual({ ...shown, status: 'WITHDRAWN', withdrawnOn: '2026-12-31' });
  });

  it('show a standard in its newest version, and nothing of an older withdrawal', () => {
    const publish = (version: number, effectiveFrom: string) =>
      fact(
        'ServiceStandardPublished',
        { code: 'DB1', title: '规范', version, classCodes: ['14'], effectiveFrom, docHash: 'b'.repeat(64) },
        AUTHORITY,
      );
    const [, withdrawn, again] = read('std-S1', [
      publish(1, '2026-01-01'),
      fact('ServiceStandardWithdrawn', { on: '2026-03-01', reason: '过时' }, AUTHORITY),
      publish(2, '2026-04-01'),
    ]);
    expect(withdrawn).toMatchObject({ status: 'WITHDRAWN', version: 1, withdrawnOn: '2026-03-01' });
    expect(again).toEqual({
      type: 'std',
      std: 'S1',
      status: 'PUBLISHED',
      code: 'DB1',
      title: '规范',
      version: 2,
      effectiveFrom: '2026-04-01',
      versions: [
        { version: 1, effectiveFrom: '2026-01-01' },
        { version: 2, effectiveFrom: '2026-04-01' },
      ],
      classes: ['14'],
      docHash: 'b'.repeat(64),
      inForce: [{ from: '2026-01-01', until: '2026-03-01' }, { from: '2026-04-01' }],
    });
  });

  it('show a rule with the body of its newest version', () => {
    const body = { maxDays: 30, lateAfterHours: 72 };
    const data = { ruleId: 'backdating', kind: 'BACKDATING', bodySha256: 'c'.repeat(64), anchor: 'P1' };
    const publish = (version: number, changes: object = {}) =>
      fact(
        'RuleVersionPublished',
        { ...data, version, effectiveFrom: '2026-03-05', body: { ...body, ...changes } },
        AUTHORITY,
      );
    const [, last] = read('rule-backdating', [publish(1), publish(2, { maxDays: 60 })]);
    expect(last).toEqual({
      type: 'rule',
      rule: 'backdating',
      kind: 'BACKDATING',
      status: 'PUBLISHED',
      version: 2,
      effectiveFrom: '2026-03-05',
      versions: [
        { version: 1, effectiveFrom: '2026-03-05' },
        { version: 2, effectiveFrom: '2026-03-05' },
      ],
      body: { maxDays: 60, lateAfterHours: 72 },
      bodySha256: 'c'.repeat(64),
      anchor: 'P1',
    });
  });
});

describe('what stands', () => {
  const projected = projectedBy(catalogueProjection);
  const party = { agencyOrgId: 'AG-7', networkCode: 'HN' };
  const offer = { ...party, title: '检测', priceFen: 0, priceMode: 'FIXED', welfareKind: 'LOW_FEE' };
  const day = (month: number) => ({ occurredAt: `2026-0${month}-06T09:00:00.000+08:00` });
  const listed = (item: string, words: object): Log => [
    [item, fact('ServiceItemDrafted', { ...offer, ...words }, { ...AGENCY, ...day(1), statementId: `${item}-1` })],
    [item, fact('ServiceItemListed', { ...party, version: 1 }, { ...HUB, ...day(1), statementId: `${item}-2` })],
  ];
  const delisted = fact('ServiceItemDelisted', { reasonCode: 'OTHER', reason: '到期' }, { ...HUB, ...day(4) });
  const policy = {
    docNo: '湘工信〔2026〕1号',
    issuers: ['湖南省工业和信息化厅'],
    title: '办法',
    issuedOn: '2026-01-05',
    docHash: 'a'.repeat(64),
  };
  const entry = {
    scope: 's',
    requirement: 'r',
    standard: 's',
    unit: 'ORGS',
    evidenceKinds: [],
    fundingMode: 'SUBSIDY',
  };
  const catalogueOf = (version: number, effectiveFrom: string, codes: readonly string[]) =>
    fact(
      'WelfareCataloguePublished',
      { version, effectiveFrom, entries: codes.map((code) => ({ ...entry, code })) },
      { ...AUTHORITY, ...day(1) },
    );
  const standard = (std: string, versions: readonly string[], withdrawnOn?: string): Log => {
    const published = versions.map((effectiveFrom, index) =>
      fact(
        'ServiceStandardPublished',
        { code: 'DB1', title: '规范', version: index + 1, classCodes: ['14'], effectiveFrom, docHash: 'b'.repeat(64) },
        { ...AUTHORITY, ...day(1), statementId: `${std}-${index}` },
      ),
    );
    const withdrawn = fact(
      'ServiceStandardWithdrawn',
      { on: withdrawnOn, reason: '过时' },
      { ...AUTHORITY, ...day(5) },
    );
    return [...published, ...(withdrawnOn === undefined ? [] : [withdrawn])].map((each) => [`std-${std}`, each]);
  };
  const log: Log = [
    ...listed('item-1', { classCode: '1401', basedOnDemandIds: ['d1'] }),
    ...listed('item-2', { classCode: '14', standardVersion: 'zixun@1' }),
    ...listed('item-3', { classCode: '15' }),
    ['item-3', delisted],
    ...standard('zixun', ['2026-01-01', '2026-04-01'], '2026-06-01'),
    ['policy-1', fact('PolicyPublished', { ...policy, effectiveFrom: '2026-02-01' }, { ...AUTHORITY, ...day(1) })],
    ['policy-1', fact('PolicyWithdrawn', { on: '2026-06-01', reason: '新办法' }, { ...AUTHORITY, ...day(5) })],
    ['policy-2', fact('PolicyPublished', { ...policy, effectiveFrom: '2026-06-01' }, { ...AUTHORITY, ...day(2) })],
    ['policy-2', fact('PolicyWithdrawn', { on: '2026-03-01', reason: '有误' }, { ...AUTHORITY, ...day(3) })],
    ['wcat-HN', catalogueOf(1, '2026-01-01', ['A', 'B'])],
    ['wcat-HN', catalogueOf(2, '2026-07-01', ['B'])],
  ];

  it.each([
    ['2026-01-31', [3, 2, 1, 1, 0, 2]],
    ['2026-05-31', [2, 1, 1, 1, 1, 2]],
    ['2026-06-01', [2, 1, 1, 0, 0, 2]],
    ['2026-12-31', [2, 1, 1, 0, 0, 1]],
  ])('at the end of %s are items, classes, items from demands, items with a standard, policies, entries: %j', (to, n) =>
    projected(log, async ({ store }) => {
      const values = await Promise.all(catalogueFigures.map((each) => evaluateFigure(store, each, { to })));
      expect(values.map(([value]) => value?.numerator)).toEqual(n);
    }),
  );

  const value = async (log: Log, code: string, scope: FigureScope, groupBy: readonly GroupKey[] = []) => {
    let values: readonly FigureValue[] = [];
    await projected(log, async ({ store }) => {
      const found = catalogueFigures.find((each) => each.code === code);
      if (found === undefined) throw new Error(`no ${code}`);
      values = await evaluateFigure(store, found, scope, groupBy);
    });
    return values;
  };
  const underStandard = async (log: Log, to: string): Promise<number | undefined> =>
    (await value(log, 'C04', { to }))[0]?.numerator;

  it('of items under a standard follows the standard: as of any day and position, and month by month', async () => {
    const item = listed('item-2', { classCode: '14', standardVersion: 'zixun@1' });
    const gone: Log = [...item, ...standard('zixun', ['2026-01-01'], '2026-03-12')];
    expect([await underStandard(gone, '2026-03-11'), await underStandard(gone, '2026-03-12')]).toEqual([1, 0]);
    // Before the withdrawal was recorded nobody knew of it.
    expect(await value(gone, 'C04', { to: '2026-03-12', atPosition: gone.length - 1 })).toMatchObject([
      { numerator: 1, denominator: 1 },
    ]);
    const quarter = { from: '2026-01-01', to: '2026-03-31' };
    expect((await value(gone, 'C04', quarter, ['month'])).map(({ ratio }) => ratio)).toEqual([
      '1.0000',
      '1.0000',
      '0.0000',
    ]);
  });

  it('of a standard goes on when another version of it takes effect before it is gone, and comes back with one after', async () => {
    const item = listed('item-2', { classCode: '14', standardVersion: 'zixun@1' });
    const [first, ...rest] = standard('zixun', ['2026-01-01', '2026-05-01'], '2026-06-01');
    const [second, withdrawn] = rest;
    if (first === undefined || second === undefined || withdrawn === undefined) throw new Error('no standard');
    const kept: Log = [...item, first, withdrawn, second];
    expect([await underStandard(kept, '2026-05-31'), await underStandard(kept, '2026-06-01')]).toEqual([1, 1]);
    const later = standard('zixun', ['2026-01-01', '2026-09-01'])[1];
    if (later === undefined) throw new Error('no standard');
    const back: Log = [...item, first, withdrawn, later];
    expect([await underStandard(back, '2026-08-31'), await underStandard(back, '2026-09-01')]).toEqual([0, 1]);
  });

  it('is 0 of a class that once had an item and has none', async () => {
    const revised = fact(
      'ServiceItemRevised',
      { ...offer, classCode: '15', version: 2 },
      { ...AGENCY, ...day(2), statementId: 'item-1-3' },
    );
    const relisted = fact(
      'ServiceItemListed',
      { ...party, version: 2 },
      { ...HUB, ...day(3), statementId: 'item-1-4' },
    );
    const changed: Log = [...listed('item-1', { classCode: '14' }), ['item-1', revised], ['item-1', relisted]];
    const classes = (values: readonly FigureValue[]) =>
      values.map(({ by, numerator }) => [by.month, by.class, numerator].filter((each) => each !== undefined));
    expect(classes(await value(changed, 'C02', { to: '2026-02-28' }, ['class']))).toEqual([['14', 1]]);
    expect(classes(await value(changed, 'C02', { to: '2026-03-31' }, ['class']))).toEqual([
      ['14', 0],
      ['15', 1],
    ]);
    expect(classes(await value(changed, 'C02', { from: '2026-02-01', to: '2026-03-31' }, ['month', 'class']))).toEqual([
      ['2026-02', '14', 1],
      ['2026-02', '15', 0],
      ['2026-03', '14', 0],
      ['2026-03', '15', 1],
    ]);
  });
});
