import { sha256 } from '#kernel';
import type { SmallProvince } from './small-province.js';

/**
 * What a small province publishes on 2 March 2026: a policy, a rule that rests on it, a standard, two more versions of its
 * welfare catalogue; then an item of agency-1, listed, changed and taken off. Gives back the last position.
 */
export async function publishCatalogue({ say, hub, agency }: SmallProvince, authority: string): Promise<number> {
  const at = '2026-03-02T11:00:00+08:00';
  const docNo = '湘工信企业〔2026〕1号';
  const publish = (type: string, subject: string, data: object): Promise<number> =>
    say(authority, `catalogue.${type}`, subject, at, data);

  await publish('doc-number-reserved', `docno-${sha256(docNo)}`, { docNo, policyId: 'p1' });
  await publish('policy-published', 'policy-p1', {
    docNo,
    issuers: ['省工业和信息化厅'],
    title: '平台网络运营管理办法',
    issuedOn: '2026-01-05',
    effectiveFrom: '2026-02-01',
    docHash: sha256('办法'),
  });
  await publish('rule-version-published', 'rule-backdating', {
    ruleId: 'backdating',
    version: 1,
    kind: 'BACKDATING',
    body: { lateAfterHours: 72, maxDays: 30 },
    bodySha256: sha256('{"lateAfterHours":72,"maxDays":30}'),
    effectiveFrom: '2026-03-02',
    anchor: 'p1',
  });
  await publish('service-standard-published', 'std-jiance', {
    code: 'DB43/T 1',
    title: '检测服务规范',
    version: 1,
    classCodes: ['14'],
    effectiveFrom: '2026-03-01',
    docHash: sha256('规范'),
  });
  await publish('service-standard-withdrawn', 'std-jiance', { on: '2026-12-31', reason: '到期' });
  await publish('welfare-catalogue-published', 'wcat-HN', catalogue(2, ['GY-01', 'GY-02']));
  await publish('welfare-catalogue-published', 'wcat-HN', catalogue(3, ['GY-01']));
  await publish('policy-withdrawn', 'policy-p1', { on: '2027-01-01', reason: '新办法施行' });

  const party = { agencyOrgId: 'agency-1', networkCode: 'HN' };
  const offer = {
    ...party,
    classCode: '14',
    title: '公益检测',
    priceFen: 0,
    priceMode: 'FIXED',
    standardVersion: 'jiance@1',
    welfareKind: 'PUBLIC',
    entryCode: 'GY-01',
  };
  const of = (key: string, type: string, data: object): Promise<number> =>
    say(key, `catalogue.service-item-${type}`, 'item-i1', at, data);
  await of(agency, 'drafted', offer);
  await of(agency, 'submitted', party);
  await of(hub, 'listed', { ...party, version: 1 });
  await of(agency, 'revised', { ...offer, title: '公益检测服务', version: 2 });
  return of(hub, 'delisted', { reasonCode: 'OTHER', reason: '年度到期' });
}

const catalogue = (version: number, codes: readonly string[]): object => ({
  version,
  effectiveFrom: '2026-03-01',
  entries: codes.map((code) => ({
    code,
    scope: '小微企业检测',
    requirement: '按需',
    standard: 'DB43/T 1',
    unit: 'TIMES',
    unitPriceFen: 50_000,
    evidenceKinds: ['DELIVERABLE'],
    fundingMode: 'PURCHASE',
  })),
});
