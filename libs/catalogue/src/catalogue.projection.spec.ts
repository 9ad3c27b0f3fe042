import { describe, expect, it } from '@jest/globals';
import type { Fact } from '#kernel';
import { actorOf, fact } from '../../../test/support/given.js';
import { catalogueProjection, type CatalogueDocument } from './catalogue.projection.js';

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
