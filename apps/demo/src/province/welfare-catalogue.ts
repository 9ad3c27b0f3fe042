/** The entry under which activities of a kind are held; PUBLIC orders have one of their own. */
const ENTRY_OF_KIND: Readonly<Record<string, string>> = {
  FREE_CONSULTATION: 'GY-02',
  EXPERT_CLINIC: 'GY-02',
  SERVICE_CARAVAN: 'GY-02',
  MATCHMAKING: 'GY-03',
  ROADSHOW: 'GY-03',
  EXHIBITION: 'GY-03',
};
export const entryOfKind = (kind: string): string => ENTRY_OF_KIND[kind] ?? 'GY-01';
export const ENTRY_OF_ORDERS = 'GY-04';

const entry = (code: string, scope: string, unit: string, evidenceKinds: readonly string[]) => ({
  code,
  scope,
  requirement: '面向中小微企业,不收取费用',
  standard: '按省级平台网络服务规范',
  unit,
  evidenceKinds,
  fundingMode: 'PURCHASE',
});

/** The network's welfare catalogue (公益性服务清单), a version of it. */
export const welfareCatalogue = (version: number, effectiveFrom: string) => ({
  version,
  effectiveFrom,
  entries: [
    entry('GY-01', '政策宣讲与培训', 'SESSIONS', ['NOTICE', 'SIGN_IN', 'PHOTO', 'SUMMARY']),
    entry('GY-02', '公益咨询与专家会诊', 'ORGS', ['SIGN_IN', 'PHOTO']),
    entry('GY-03', '产融与产销对接', 'PERSONS', ['SIGN_IN', 'PHOTO']),
    entry('GY-04', '公益诊断', 'TIMES', ['DELIVERABLE']),
  ],
});
