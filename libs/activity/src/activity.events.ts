import {
  eventType,
  Field,
  id,
  instant,
  integer,
  listOf,
  nested,
  oneOf,
  orderFen,
  pattern,
  sha256Hex,
  text,
  type FactOf,
} from '#kernel';
import { ACTIVITY_KINDS } from '#reference';
import { evidenceList, type EvidenceRef } from './evidence.js';
import { channelCode, classCode, entryCode, flagList, reason, sessionMinutes, welfareKind } from './fields.js';
import { WelfareTerms } from './welfare-terms.js';

/** What is on disk of a service activity (服务活动), stream `act-{id}`. Add types and optional fields; never rename, never remove. */

export class Place {
  @Field(text(1, 100)) name: string;
  @Field(pattern('\\d{6}', '6 位行政区划代码', 'a division code of 6 digits'), 'optional') divisionCode?: string;
}

const places = listOf(nested(Place), 1, 10);
const onlineUrl = pattern(
  'https?://[^\\s]{1,300}',
  '网址,以 http:// 或 https:// 开头',
  'an address beginning with http:// or https://',
);
const capacity = integer(1, 100_000);

/** One activity is one session of at most 12 hours; a course of three days is three activities. */
class ActivityPlanned {
  @Field(oneOf(ACTIVITY_KINDS.map(({ code }) => code))) kind: string;
  @Field(classCode) classCode: string;
  /** Owed where the class says nothing by itself (99). */
  @Field(text(1, 200), 'optional') classReason?: string;
  @Field(text(2, 100)) title: string;
  @Field(instant) startAt: string;
  @Field(instant) endAt: string;
  @Field(places, 'optional') places?: Place[];
  @Field(onlineUrl, 'optional') onlineUrl?: string;
  /** The first is the main one. */
  @Field(listOf(channelCode, 1, 10)) channels: string[];
  /** Persons there is room for. */
  @Field(capacity) capacity: number;
  @Field(id) hostNode: string;
  /** Agencies that take part. */
  @Field(listOf(id, 0, 20)) agencies: string[];
  @Field(welfareKind) welfareKind: string;
  /** The network, and of its welfare catalogue the entry; owed by what is PUBLIC. */
  @Field(id, 'optional') networkCode?: string;
  @Field(entryCode, 'optional') entryCode?: string;
  /** Filled in by the ledger: what the entry demanded when the activity was planned, for the day it was planned for. */
  @Field(nested(WelfareTerms), 'optional') terms?: WelfareTerms;
  /** Fee for one person, 分. */
  @Field(orderFen) feeFen: number;
  @Field(flagList, 'optional') flags?: string[];
}

class ActivityScheduled {
  /** The published notice (通知). */
  @Field(evidenceList(0)) evidence: EvidenceRef[];
}

class ActivityRescheduled {
  @Field(instant) startAt: string;
  @Field(instant) endAt: string;
  @Field(places, 'optional') places?: Place[];
  @Field(onlineUrl, 'optional') onlineUrl?: string;
  @Field(capacity, 'optional') capacity?: number;
  @Field(reason) reason: string;
}

class ActivityCancelled {
  @Field(reason) reason: string;
}

class ActivityHeld {
  @Field(instant) actualStart: string;
  @Field(instant) actualEnd: string;
  @Field(listOf(id, 1, 100)) staffIds: string[];
  /** Persons counted in the room and online. */
  @Field(integer(0, 100_000)) headcount: number;
  @Field(flagList, 'optional') flags?: string[];
}

/** One person at one activity. */
class AttendanceRecorded {
  /** The enterprise the person came for; absent for founders and others without one. */
  @Field(id, 'optional') orgId?: string;
  /** HMAC of the person's phone number under the network's yearly key; never the number. */
  @Field(sha256Hex) personKey: string;
  @Field(channelCode) channel: string;
  @Field(instant) signedAt: string;
  @Field(sessionMinutes) minutes: number;
}

/** What the host says came, named or not; shown apart from what was recorded person by person. */
class AttendanceSummaryDeclared {
  @Field(integer(0, 100_000)) enterprises: number;
  @Field(integer(0, 100_000)) persons: number;
  /** Of the persons, those without a record of their own. */
  @Field(integer(0, 100_000)) unnamed: number;
  @Field(flagList, 'optional') flags?: string[];
}

class ActivityEvidenceAttached {
  @Field(evidenceList(1)) evidence: EvidenceRef[];
  @Field(flagList, 'optional') flags?: string[];
}

class ActivityVerified {
  @Field(reason) basis: string;
}

class ActivityQueried {
  @Field(reason) basis: string;
}

class ActivityInvalidated {
  @Field(oneOf(['NOT_HELD', 'DUPLICATE', 'FALSE_EVIDENCE', 'NOT_A_SERVICE', 'OTHER'])) reasonCode: string;
  @Field(reason) basis: string;
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
  }),
  ActivityHeld: eventType(ActivityHeld, { version: 1, zh: '已举办', by: byHost, from: ['SCHEDULED'], to: 'HELD' }),
  AttendanceRecorded: eventType(AttendanceRecorded, { version: 1, zh: '参与已记录', by: byHost, from: UNVERIFIED }),
  AttendanceSummaryDeclared: eventType(AttendanceSummaryDeclared, {
    version: 1,
    zh: '参与人数已申报',
    by: byHost,
    from: UNVERIFIED,
  }),
  ActivityEvidenceAttached: eventType(ActivityEvidenceAttached, {
    version: 1,
    zh: '佐证已上传',
    by: byHost,
    from: UNVERIFIED,
  }),
  ActivityVerified: eventType(ActivityVerified, {
    version: 1,
    zh: '已核验',
    by: byReviewer,
    from: UNVERIFIED,
    to: 'VERIFIED',
    seals: true,
  }),
  ActivityQueried: eventType(ActivityQueried, {
    version: 1,
    zh: '存疑',
    by: byReviewer,
    from: ['HELD', 'VERIFIED'],
    to: 'QUERIED',
  }),
  ActivityInvalidated: eventType(ActivityInvalidated, {
    version: 1,
    zh: '已作废',
    by: byReviewer,
    from: ['HELD', 'VERIFIED', 'QUERIED'],
    to: 'INVALIDATED',
    seals: true,
  }),
};

export type ActivityFact = FactOf<typeof activityEvents>;
export type ActivityFactOf<Type extends ActivityFact['type']> = Extract<ActivityFact, { type: Type }>;
