export interface ActivityKind {
  readonly code: string;
  readonly name: string;
  /** NETWORK activities serve the platforms themselves and stay out of 服务企业数. */
  readonly beneficiary: 'ENTERPRISE' | 'NETWORK';
}

/** The kinds of service activity that the networks report. */
export const ACTIVITY_KINDS: readonly ActivityKind[] = [
  { code: 'POLICY_BRIEFING', name: '政策宣讲', beneficiary: 'ENTERPRISE' },
  { code: 'FREE_CONSULTATION', name: '公益咨询', beneficiary: 'ENTERPRISE' },
  { code: 'TRAINING', name: '培训', beneficiary: 'ENTERPRISE' },
  { code: 'STARTUP_CONTEST', name: '双创大赛', beneficiary: 'ENTERPRISE' },
  { code: 'BOOTCAMP', name: '创业训练营', beneficiary: 'ENTERPRISE' },
  { code: 'ROADSHOW', name: '项目路演', beneficiary: 'ENTERPRISE' },
  { code: 'FINANCE_LITERACY', name: '金融知识普及', beneficiary: 'ENTERPRISE' },
  { code: 'MATCHMAKING', name: '对接会', beneficiary: 'ENTERPRISE' },
  { code: 'EXPERT_CLINIC', name: '一企一策会诊', beneficiary: 'ENTERPRISE' },
  { code: 'DIAGNOSIS', name: '诊断', beneficiary: 'ENTERPRISE' },
  { code: 'VISIT', name: '走访', beneficiary: 'ENTERPRISE' },
  { code: 'EXHIBITION', name: '展会', beneficiary: 'ENTERPRISE' },
  { code: 'PEER_EXCHANGE', name: '平台交流', beneficiary: 'NETWORK' },
  { code: 'SURVEY_VISIT', name: '调研', beneficiary: 'ENTERPRISE' },
  { code: 'SERVICE_CARAVAN', name: '一起益企', beneficiary: 'ENTERPRISE' },
];

const BY_CODE: ReadonlyMap<string, ActivityKind> = new Map(ACTIVITY_KINDS.map((kind) => [kind.code, kind]));

export function activityKindOf(code: string): ActivityKind | undefined {
  return BY_CODE.get(code);
}
