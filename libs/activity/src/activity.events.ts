import { eventType, type FactOf } from '#kernel';
import {
  ActivityCancelled,
  ActivityEvidenceAttached,
  ActivityHeld,
  ActivityInvalidated,
  ActivityPlanned,
  ActivityQueried,
  ActivityRescheduled,
  ActivityScheduled,
  ActivityVerified,
  AttendanceRecorded,
  AttendanceSummaryDeclared,
} from './activity.payloads.js';

/** Whether the evidence is complete is read off the evidence, not a status. */
export type ActivityStatus =
  'ABSENT' | 'PLANNED' | 'SCHEDULED' | 'CANCELLED' | 'HELD' | 'VERIFIED' | 'QUERIED' | 'INVALIDATED';

const OPEN = ['PLANNED', 'SCHEDULED'] as const satisfies readonly ActivityStatus[];
/** Attendance and evidence are added until the activity is verified, and again when it is queried. */
const UNVERIFIED = ['HELD', 'QUERIED'] as const satisfies readonly ActivityStatus[];

const byHost = ['WINDOW', 'HUB'] as const;
const byReviewer = ['HUB', 'AUTHORITY'] as const;

export const activityEvents = {
  ActivityPlanned: eventType(ActivityPlanned, { version: 1, zh: '已计划', by: byHost, from: ['ABSENT'] }),
  ActivityScheduled: eventType(ActivityScheduled, { version: 1, zh: '已发布', by: byHost, from: ['PLANNED'] }),
  ActivityRescheduled: eventType(ActivityRescheduled, { version: 1, zh: '已改期', by: byHost, from: OPEN }),
  ActivityCancelled: eventType(ActivityCancelled, { version: 1, zh: '已取消', by: byHost, from: OPEN }),
  ActivityHeld: eventType(ActivityHeld, { version: 1, zh: '已举办', by: byHost, from: ['SCHEDULED'] }),
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
    seals: true,
  }),
  ActivityQueried: eventType(ActivityQueried, { version: 1, zh: '存疑', by: byReviewer, from: ['HELD', 'VERIFIED'] }),
  ActivityInvalidated: eventType(ActivityInvalidated, {
    version: 1,
    zh: '已作废',
    by: byReviewer,
    from: ['HELD', 'VERIFIED', 'QUERIED'],
    seals: true,
  }),
};

export type ActivityFact = FactOf<typeof activityEvents>;
export type ActivityFactOf<Type extends ActivityFact['type']> = Extract<ActivityFact, { type: Type }>;
