import type { Code, CodeList } from './code-list.js';

export interface ActivityKind extends Code {
  /** NETWORK activities serve the platforms themselves and stay out of 服务企业数. */
  readonly beneficiary: 'ENTERPRISE' | 'NETWORK';
}

/** The kinds of service activity that the networks report. */
export const ACTIVITY_KINDS: CodeList<ActivityKind> = {
  name: 'activity-kinds',
  zh: '活动类型',
  en: 'kind of activity',
  codes: [
    { code: 'POLICY_BRIEFING', zh: '政策宣讲', en: 'policy briefing', beneficiary: 'ENTERPRISE' },
    { code: 'FREE_CONSULTATION', zh: '公益咨询', en: 'free consultation', beneficiary: 'ENTERPRISE' },
    { code: 'TRAINING', zh: '培训', en: 'training', beneficiary: 'ENTERPRISE' },
    { code: 'STARTUP_CONTEST', zh: '双创大赛', en: 'start-up contest', beneficiary: 'ENTERPRISE' },
    { code: 'BOOTCAMP', zh: '创业训练营', en: 'start-up boot camp', beneficiary: 'ENTERPRISE' },
    { code: 'ROADSHOW', zh: '项目路演', en: 'road show', beneficiary: 'ENTERPRISE' },
    { code: 'FINANCE_LITERACY', zh: '金融知识普及', en: 'financial literacy', beneficiary: 'ENTERPRISE' },
    { code: 'MATCHMAKING', zh: '对接会', en: 'matchmaking', beneficiary: 'ENTERPRISE' },
    { code: 'EXPERT_CLINIC', zh: '一企一策会诊', en: 'expert clinic', beneficiary: 'ENTERPRISE' },
    { code: 'DIAGNOSIS', zh: '诊断', en: 'diagnosis', beneficiary: 'ENTERPRISE' },
    { code: 'VISIT', zh: '走访', en: 'visit', beneficiary: 'ENTERPRISE' },
    { code: 'EXHIBITION', zh: '展会', en: 'exhibition', beneficiary: 'ENTERPRISE' },
    { code: 'PEER_EXCHANGE', zh: '平台交流', en: 'exchange among platforms', beneficiary: 'NETWORK' },
    { code: 'SURVEY_VISIT', zh: '调研', en: 'survey', beneficiary: 'ENTERPRISE' },
    { code: 'SERVICE_CARAVAN', zh: '一起益企', en: 'service caravan', beneficiary: 'ENTERPRISE' },
  ],
};

const BY_CODE: ReadonlyMap<string, ActivityKind> = new Map(ACTIVITY_KINDS.codes.map((kind) => [kind.code, kind]));

export function activityKindOf(code: string): ActivityKind | undefined {
  return BY_CODE.get(code);
}
