import {
  agencyId,
  basis,
  channelCode,
  classCode,
  classReason,
  divisionCode,
  entryCode,
  eventType,
  Field,
  instant,
  integer,
  keyedHash,
  listOf,
  nested,
  networkCode,
  nodeCode,
  oneOf,
  orderFen,
  orgId,
  pattern,
  reason,
  staffIds,
  statusAfter,
  text,
  welfareKind,
  type FactOf,
} from '#kernel';
import { ACTIVITY_KINDS, codeList } from '#reference';
import { evidenceList, type EvidenceRef } from './evidence.js';
import { flagList, sessionMinutes } from './fields.js';
import { operatorOrgId, servedOrg, type ServedOrg } from './served.js';
import { WelfareTerms } from './welfare-terms.js';

/** What is on disk of a service activity (服务活动), stream `act-{id}`. Add types and optional fields; never rename, never remove. */

export class Place {
  @Field(text(1, 100).as('场所名称', 'name of the place', '长沙市中小企业服务中心三楼')) name: string;
  @Field(divisionCode, 'optional') divisionCode?: string;
}

const places = listOf(nested(Place), 1, 10).as(
  '举办场所;线下活动须填',
  'places where it is held; owed unless it is held online',
);
const onlineUrl = pattern(
  'https?://[^\\s]{1,300}',
  '网址,以 http:// 或 https:// 开头',
  'an address beginning with http:// or https://',
).as('线上举办地址', 'where it is held online', 'https://live.example.org/h26-00010');
const capacity = integer(1, 100_000).as('可容纳人数,人', 'persons there is room for', 60);

const INVALIDATION_REASONS = codeList(
  'activity-invalidation-reasons',
  '活动作废原因',
  'why an activity is invalidated',
  {
    NOT_HELD: ['未举办', 'it was not held'],
    DUPLICATE: ['重复申报', 'stated twice'],
    FALSE_EVIDENCE: ['佐证不实', 'its evidence is false'],
    NOT_A_SERVICE: ['不属服务活动', 'it is no service'],
    OTHER: ['其他', 'other'],
  },
);

/** One activity is one session of at most 12 hours; a course of three days is three activities. */
class ActivityPlanned {
  @Field(oneOf(ACTIVITY_KINDS)) kind: string;
  @Field(classCode) classCode: string;
  @Field(classReason, 'optional') classReason?: string;
  @Field(text(2, 100).as('活动名称', 'title', '专精特新政策宣讲会')) title: string;
  @Field(instant.as('计划开始时间', 'planned start', '2026-03-19T09:00:00+08:00')) startAt: string;
  @Field(
    instant.as(
      '计划结束时间,距开始至多 12 小时',
      'planned end, 12 hours after the start at most',
      '2026-03-19T11:30:00+08:00',
    ),
  )
  endAt: string;
  @Field(places, 'optional') places?: Place[];
  @Field(onlineUrl, 'optional') onlineUrl?: string;
  @Field(listOf(channelCode, 1, 10).as('服务方式,第一个为主', 'channels, the main one first')) channels: string[];
  @Field(capacity) capacity: number;
  @Field(nodeCode.as('举办节点', 'the node that hosts it', 'W430104')) hostNode: string;
  @Field(listOf(agencyId, 0, 20).as('参与的服务机构', 'agencies that take part')) agencies: string[];
  @Field(welfareKind) welfareKind: string;
  @Field(networkCode, 'optional') networkCode?: string;
  @Field(entryCode, 'optional') entryCode?: string;
  @Field(operatorOrgId, 'optional') operatorOrgId?: string;
  @Field(
    nested(WelfareTerms)
      .as('申报计划时清单条目的要求', 'what the catalogue entry demanded when the activity was planned')
      .byLedger(),
    'optional',
  )
  terms?: WelfareTerms;
  @Field(orderFen.as('每人收费,公益性为 0', 'fee for one person, 0 where PUBLIC', 0)) feeFen: number;
  @Field(flagList, 'optional') flags?: string[];
}

class ActivityScheduled {
  @Field(evidenceList(0).as('已发布的通知(种类 NOTICE)', 'the published notice (kind NOTICE)')) evidence: EvidenceRef[];
}

class ActivityRescheduled {
  @Field(instant.as('新的开始时间', 'new start', '2026-03-20T09:00:00+08:00')) startAt: string;
  @Field(instant.as('新的结束时间', 'new end', '2026-03-20T11:30:00+08:00')) endAt: string;
  @Field(places, 'optional') places?: Place[];
  @Field(onlineUrl, 'optional') onlineUrl?: string;
  @Field(capacity, 'optional') capacity?: number;
  @Field(reason) reason: string;
}

class ActivityCancelled {
  @Field(reason) reason: string;
}

class ActivityHeld {
  @Field(instant.as('实际开始时间', 'when it began', '2026-03-19T09:00:00+08:00')) actualStart: string;
  @Field(instant.as('实际结束时间', 'when it ended', '2026-03-19T11:30:00+08:00')) actualEnd: string;
  @Field(staffIds(100)) staffIds: string[];
  @Field(integer(0, 100_000).as('现场与线上清点人数,人', 'persons counted in the room and online', 52))
  headcount: number;
  @Field(flagList, 'optional') flags?: string[];
}

const personKey = keyedHash(
  '参加者标识:HMAC-SHA-256(网络年度密钥, 手机号码),由举办节点的窗口平台计算;密钥由枢纽平台每年发给各窗口平台,不进入台账,号码本身不得填报;同一网络同一年内同一人的标识相同',
  'who attended: HMAC-SHA-256(yearly key of the network, mobile number), computed by the window platform of the host; the hub hands the key to the windows each year, neither key nor number ever reaches the ledger; the same for one person all over a network within a year',
);

/** One person at one activity. */
class AttendanceRecorded {
  @Field(
    orgId.as(
      '参加者所代表的企业;创业者等无所属企业者不填',
      'the enterprise the person came for; absent for founders and others without one',
      'E00001',
    ),
    'optional',
  )
  orgId?: string;
  @Field(personKey) personKey: string;
  @Field(channelCode) channel: string;
  @Field(instant.as('签到时间', 'when the person signed in', '2026-03-19T09:05:00+08:00')) signedAt: string;
  @Field(sessionMinutes) minutes: number;
  @Field(servedOrg, 'optional') served?: ServedOrg;
  @Field(flagList, 'optional') flags?: string[];
}

/** What the host says came, named or not; shown apart from what was recorded person by person. */
class AttendanceSummaryDeclared {
  @Field(integer(0, 100_000).as('到场企业数,家', 'enterprises that came', 30)) enterprises: number;
  @Field(integer(0, 100_000).as('到场人数,人', 'persons that came', 52)) persons: number;
  @Field(
    integer(0, 100_000).as('其中没有逐人签到记录的人数,人', 'of the persons, those without a record of their own', 2),
  )
  unnamed: number;
  @Field(flagList, 'optional') flags?: string[];
}

class ActivityEvidenceAttached {
  @Field(evidenceList(1).as('活动佐证', 'evidence of the activity')) evidence: EvidenceRef[];
  @Field(flagList, 'optional') flags?: string[];
}

class ActivityVerified {
  @Field(basis) basis: string;
}

class ActivityQueried {
  @Field(basis) basis: string;
}

class ActivityInvalidated {
  @Field(oneOf(INVALIDATION_REASONS)) reasonCode: string;
  @Field(basis) basis: string;
}

/** Whether the evidence is complete is read off the evidence, not a status. */
export type ActivityStatus =
  'ABSENT' | 'PLANNED' | 'SCHEDULED' | 'CANCELLED' | 'HELD' | 'VERIFIED' | 'QUERIED' | 'INVALIDATED';

const OPEN = ['PLANNED', 'SCHEDULED'] as const satisfies readonly ActivityStatus[];
/** Attendance and evidence are added until the activity is verified, and again when it is queried. */
const UNVERIFIED = ['HELD', 'QUERIED'] as const satisfies readonly ActivityStatus[];

const byHost = ['WINDOW', 'HUB'] as const;
const byReviewer = ['HUB', 'AUTHORITY'] as const;

export const activityEvents = {
  ActivityPlanned: eventType(ActivityPlanned, {
    version: 1,
    zh: '已计划',
    by: byHost,
    from: ['ABSENT'],
    to: 'PLANNED',
    flags: { 'class-other': 'Q12' },
  }),
  ActivityScheduled: eventType(ActivityScheduled, {
    version: 1,
    zh: '已发布',
    by: byHost,
    from: ['PLANNED'],
    to: 'SCHEDULED',
  }),
  ActivityRescheduled: eventType(ActivityRescheduled, { version: 1, zh: '已改期', by: byHost, from: OPEN }),
  ActivityCancelled: eventType(ActivityCancelled, {
    version: 1,
    zh: '已取消',
    by: byHost,
    from: OPEN,
    to: 'CANCELLED',
    later: true,
  }),
  ActivityHeld: eventType(ActivityHeld, {
    version: 1,
    zh: '已举办',
    by: byHost,
    from: ['SCHEDULED'],
    to: 'HELD',
    later: true,
    flags: { 'over-capacity': 'Q08', 'zero-minutes': null },
    moments: ({ actualStart }) => [{ pointer: '/actualStart', at: actualStart }],
  }),
  AttendanceRecorded: eventType(AttendanceRecorded, {
    version: 1,
    zh: '参与已记录',
    by: byHost,
    from: UNVERIFIED,
    keepsStatus: true,
    flags: { 'zero-minutes': null },
  }),
  AttendanceSummaryDeclared: eventType(AttendanceSummaryDeclared, {
    version: 1,
    zh: '参与人数已申报',
    by: byHost,
    from: UNVERIFIED,
    keepsStatus: true,
    flags: { 'unnamed-share': 'Q07', 'over-capacity': 'Q08' },
  }),
  ActivityEvidenceAttached: eventType(ActivityEvidenceAttached, {
    version: 1,
    zh: '佐证已上传',
    by: byHost,
    from: UNVERIFIED,
    keepsStatus: true,
    flags: { 'late-evidence': 'Q06', 'evidence-untimed': null },
  }),
  ActivityVerified: eventType(ActivityVerified, {
    version: 1,
    zh: '已核验',
    by: byReviewer,
    inOwnName: true,
    from: UNVERIFIED,
    to: 'VERIFIED',
    seals: true,
    later: true,
  }),
  ActivityQueried: eventType(ActivityQueried, {
    version: 1,
    zh: '存疑',
    by: byReviewer,
    inOwnName: true,
    from: ['HELD', 'VERIFIED'],
    to: 'QUERIED',
    later: true,
  }),
  ActivityInvalidated: eventType(ActivityInvalidated, {
    version: 1,
    zh: '已作废',
    by: byReviewer,
    inOwnName: true,
    from: ['HELD', 'VERIFIED', 'QUERIED'],
    to: 'INVALIDATED',
    seals: true,
    later: true,
  }),
};

export type ActivityFact = FactOf<typeof activityEvents>;
export type ActivityFactOf<Type extends ActivityFact['type']> = Extract<ActivityFact, { type: Type }>;

/** The status an activity has after a fact (domain §4.3). */
export const activityStatusAfter = (status: ActivityStatus, { type }: ActivityFact): ActivityStatus =>
  statusAfter(activityEvents, status, type);
