import {
  agencyId,
  channelCode,
  civilDate,
  classCode,
  classReason,
  digestOfStated,
  eventType,
  Field,
  flag,
  id,
  instant,
  integer,
  keptElsewhere,
  listOf,
  nested,
  networkCode,
  nodeCode,
  oneOf,
  orderFen,
  orgId,
  pattern,
  reason,
  text,
  type FactOf,
} from '#kernel';
import { codeList, type CodeOf } from '#reference';

/** What is on disk of a demand (需求/诉求), stream `dem-{id}`. Add types and optional fields; never rename, never remove. */

/** Wanted service, complaint or wish to the government (诉求), question. */
const DEMAND_KINDS = codeList('demand-kinds', '需求类型', 'kind of demand', {
  SERVICE: ['服务需求', 'a wanted service'],
  APPEAL: ['诉求', 'a complaint or wish to the government'],
  CONSULTATION: ['咨询', 'a question'],
});
export type DemandKind = CodeOf<typeof DEMAND_KINDS>;
const REJECTION_REASONS = codeList('demand-rejection-reasons', '不予受理原因', 'why a demand is rejected', {
  OUT_OF_SCOPE: ['不属服务范围', 'out of scope'],
  NOT_AN_SME: ['非中小企业', 'not of an SME'],
  DUPLICATE: ['重复登记', 'registered twice'],
  INCOMPLETE: ['材料不全', 'incomplete'],
  OTHER: ['其他', 'other'],
});
const OUTCOMES = codeList('demand-outcomes', '需求办结结果', 'how a demand ended', {
  SATISFIED: ['已解决', 'met'],
  UNMET: ['未能解决', 'not met'],
  WITHDRAWN: ['提出人撤回', 'withdrawn by the asker'],
});

/** How people speak to each other; face to face needs no address. */
const medium = oneOf(
  codeList('media', '沟通方式', 'medium', {
    PHONE: ['电话', 'telephone'],
    MESSAGE: ['即时消息或短信', 'message'],
    EMAIL: ['电子邮件', 'e-mail'],
    SITE: ['网站', 'web site'],
    ON_SITE: ['当面', 'face to face'],
  }),
);

const clock = pattern('(?:[01]\\d|2[0-3]):[0-5]\\d|24:00', '时刻,如 09:00', 'a time of day, such as 09:00');

class WorkingSpan {
  @Field(clock.as('上班', 'work begins', '09:00')) from: string;
  @Field(clock.as('下班', 'work ends', '12:00')) to: string;
}

const ruleName = pattern('[\\w.@-]{1,40}', '1–40 位字母、数字', '1 to 40 letters or digits');
const days = integer(1, 365);

/** The terms a demand runs under: the version of `rule-sla` in force when it was registered, and the dates it leads to. */
export class SlaTerms {
  @Field(ruleName.as('时限规则编号', 'the rule', 'sla')) ruleId: string;
  @Field(integer(1, 999_999).as('规则版本', 'version of the rule', 1)) version: number;
  @Field(digestOfStated('规则内容的 SHA-256', 'digest of the rule’s body as it was published')) bodySha256: string;
  @Field(ruleName.as('工作日历', 'calendar', 'CN')) calendar: string;
  @Field(listOf(nested(WorkingSpan), 1, 6).as('工作时间', 'working hours')) hours: WorkingSpan[];
  @Field(integer(1, 100_000).as('首次响应时限,工作分钟', 'first response within, working minutes', 60))
  firstResponseMinutes: number;
  @Field(days.as('办结时限,工作日', 'closed within, working days', 5)) closeWorkingDays: number;
  @Field(days.as('疑难需求办结时限,工作日', 'hard cases closed within, working days', 15), 'optional')
  hardCaseWorkingDays?: number;
  @Field(ruleName.as('所用工作日历版本', 'the table of working days that the dates are counted by', 'CN@2025-11-04'))
  calendarVersion: string;
  @Field(civilDate.as('按期办结的最后一日', 'last day on which a closing is in time'), 'optional') closeBy?: string;
  @Field(
    civilDate.as('疑难需求按期办结的最后一日', 'last day on which a closing of a hard case is in time', '2026-03-26'),
    'optional',
  )
  hardCaseCloseBy?: string;
}

class DemandRegistered {
  @Field(
    orgId.as(
      '提出需求的企业;个人或团队填 subjectId',
      'the organisation that asks; a person or team states subjectId instead',
      'E00001',
    ),
    'optional',
  )
  orgId?: string;
  @Field(
    id
      .as(
        '提出需求的个人或团队,由节点自行编号,不得含个人信息',
        'the person or team that asks, under an id of the node’s that tells nothing of them',
        'P-0001',
      )
      .instead('orgId'),
    'optional',
  )
  subjectId?: string;
  @Field(classCode)
  classCode: string;
  @Field(classReason, 'optional') classReason?: string;
  @Field(oneOf(DEMAND_KINDS)) kind: DemandKind;
  @Field(
    keptElsewhere('需求原文', 'its words (people write down whom to call)', [
      '登记节点',
      'the node that registered it',
    ]),
  )
  textSha256: string;
  @Field(orderFen.as('预算', 'budget'), 'optional') budgetFen?: number;
  @Field(channelCode) channel: string;
  @Field(nodeCode.as('首接节点', 'the node that was asked first', 'W430104')) originNode: string;
  @Field(
    medium.as(
      '联系提出人的方式,联系号码留在节点',
      'how the asker can be reached; the address itself stays with the node',
    ),
    'optional',
  )
  contactMedium?: string;
  @Field(
    nested(SlaTerms)
      .as(
        '登记时有效的时限规则及由此推出的日期',
        'the time limits in force when it was registered, and the dates they lead to',
      )
      .byLedger(),
    'optional',
  )
  sla?: SlaTerms;
}

class DemandAccepted {
  @Field(id.as('经办人员', 'who of the node’s staff takes care of it', 'S001'), 'optional') handlerId?: string;
}

class DemandRejected {
  @Field(oneOf(REJECTION_REASONS)) reasonCode: string;
  @Field(reason, 'optional') reason?: string;
}

/** Occurs when it was sent; the receipt says when it had arrived. */
class DemandForwarded {
  @Field(nodeCode.as('转报到的枢纽节点', 'the hub it was forwarded to', 'HUB430000')) toNode: string;
  @Field(id.as('枢纽平台的接收回执编号', 'the hub’s receipt', 'R-20260305-01')) receiptId: string;
  @Field(instant.as('枢纽平台接收时间', 'when it had arrived', '2026-03-05T10:05:00+08:00')) receivedAt: string;
}

/** To another node, which handles it from now on, or to a department outside the network (one of the two). */
class DemandReferred {
  @Field(
    nodeCode.as(
      '转派到的节点,由其继续办理;转网络外部门则填 department',
      'the node that handles it from now on; a department outside states department instead',
      'W430105',
    ),
    'optional',
  )
  toNode?: string;
  @Field(
    text(2, 100).as('网络外的承接部门', 'a department outside the network', '市科技局').instead('toNode'),
    'optional',
  )
  department?: string;
  @Field(reason, 'optional') reason?: string;
}

class DemandFirstResponded {
  @Field(id.as('响应人员', 'the member of staff who responded', 'S001')) by: string;
  @Field(medium) medium: string;
  @Field(keptElsewhere('响应内容摘记', 'a note of what was said', ['响应节点', 'the node that responded']))
  summarySha256: string;
}

/** A case that takes the longer period of its SLA. */
class DemandHardCaseDeclared {
  @Field(reason) reason: string;
}

class DemandMatched {
  @Field(agencyId) agencyOrgId: string;
  @Field(networkCode) networkCode: string;
  @Field(id.as('所荐服务产品(item-{编号})', 'the item that is recommended, as in item-{id}', 'IT00001'), 'optional')
  itemId?: string;
}

class DemandMatchDeclined {
  @Field(reason) reason: string;
}

class ReturnCall {
  @Field(instant.as('回访时间', 'when the asker was called back', '2026-03-09T10:00:00+08:00')) at: string;
  @Field(id.as('回访人员', 'the member of staff who called', 'S001')) by: string;
  @Field(medium) medium: string;
  @Field(flag.as('提出人是否满意', 'whether the asker is satisfied', true)) satisfied: boolean;
}

class DemandClosed {
  @Field(oneOf(OUTCOMES)) outcome: string;
  @Field(reason) reason: string;
  @Field(nested(ReturnCall).as('回访', 'what the asker said when called back'), 'optional') returnCall?: ReturnCall;
}

class DemandReopened {
  @Field(reason) reason: string;
}

class DemandCommented {
  @Field(keptElsewhere('留言原文', 'the words', ['留言方', 'whoever commented'])) textSha256: string;
}

export type DemandStatus =
  | 'ABSENT'
  | 'REGISTERED'
  | 'REJECTED'
  | 'ACCEPTED'
  | 'FORWARDED'
  | 'REFERRED'
  | 'MATCHED'
  | 'REOPENED'
  | 'CLOSED_SATISFIED'
  | 'CLOSED_UNMET'
  | 'WITHDRAWN';

/** Accepted, with no agency at it. */
const SEEKING = ['ACCEPTED', 'FORWARDED', 'REFERRED', 'REOPENED'] as const satisfies readonly DemandStatus[];
const IN_HAND = [...SEEKING, 'MATCHED'] as const satisfies readonly DemandStatus[];
const OPEN = ['REGISTERED', ...IN_HAND] as const satisfies readonly DemandStatus[];
const ENDED = ['REJECTED', 'CLOSED_SATISFIED', 'CLOSED_UNMET', 'WITHDRAWN'] as const satisfies readonly DemandStatus[];

const byNode = { version: 1, by: ['WINDOW', 'HUB'] } as const;

export const demandEvents = {
  DemandRegistered: eventType(DemandRegistered, {
    version: 1,
    zh: '需求已登记',
    by: ['SME', 'WINDOW', 'HUB'],
    from: ['ABSENT'],
    to: 'REGISTERED',
  }),
  DemandAccepted: eventType(DemandAccepted, { ...byNode, zh: '需求已受理', from: ['REGISTERED'], to: 'ACCEPTED' }),
  DemandRejected: eventType(DemandRejected, {
    ...byNode,
    zh: '不予受理',
    from: ['REGISTERED'],
    to: 'REJECTED',
    later: true,
  }),
  DemandForwarded: eventType(DemandForwarded, {
    version: 1,
    zh: '需求已转报枢纽',
    by: ['WINDOW'],
    from: SEEKING,
    to: 'FORWARDED',
    later: true,
  }),
  DemandReferred: eventType(DemandReferred, {
    ...byNode,
    zh: '需求已转派',
    from: SEEKING,
    to: 'REFERRED',
    later: true,
  }),
  DemandFirstResponded: eventType(DemandFirstResponded, { ...byNode, zh: '需求已首次响应', from: OPEN, later: true }),
  DemandHardCaseDeclared: eventType(DemandHardCaseDeclared, {
    version: 1,
    zh: '已认定为疑难需求',
    by: ['HUB', 'AUTHORITY'],
    from: IN_HAND,
  }),
  DemandMatched: eventType(DemandMatched, { ...byNode, zh: '需求已对接', from: SEEKING, to: 'MATCHED', later: true }),
  DemandMatchDeclined: eventType(DemandMatchDeclined, {
    version: 1,
    zh: '需求对接未成',
    by: ['AGENCY', 'WINDOW', 'HUB'],
    from: ['MATCHED'],
    to: 'ACCEPTED',
    later: true,
  }),
  DemandClosed: eventType(DemandClosed, {
    version: 1,
    zh: '需求已办结',
    by: ['SME', 'WINDOW', 'HUB'],
    from: OPEN,
    seals: true,
    later: true,
  }),
  DemandReopened: eventType(DemandReopened, {
    version: 1,
    zh: '需求已退回重办',
    by: ['SME', 'WINDOW', 'HUB', 'AUTHORITY'],
    from: ENDED,
    later: true,
  }),
  DemandCommented: eventType(DemandCommented, {
    version: 1,
    zh: '需求已留言',
    by: ['SME', 'AGENCY', 'WINDOW', 'HUB'],
    from: OPEN,
  }),
};

export type DemandFact = FactOf<typeof demandEvents>;
export type DemandFactOf<Type extends DemandFact['type']> = Extract<DemandFact, { type: Type }>;
