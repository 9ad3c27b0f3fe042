import { civilDateOf, erase, ID_PATTERN, type Aggregate, type Reported, type Sight } from '#kernel';
import { organizationSight } from '#network/published';
import { countedBy } from '#read-store';
import { activityEvents, type ActivityFact } from './activity.events.js';
import { planningSights } from './activity.planning.js';
import { activityProjection } from './activity.projection.js';
import { activityQuotes } from './activity.quotes.js';
import { activityRules } from './activity.rules.js';
import { evolveActivity, noActivity, type Activity } from './activity.state.js';
import { decideWithFlags } from './deciding.js';
import { civilDayOf } from './moments.js';

function sees(fact: ActivityFact): readonly Sight[] {
  if (fact.type === 'ActivityPlanned') return planningSights(fact);
  return fact.type === 'AttendanceRecorded' && fact.data.orgId !== undefined
    ? [organizationSight(fact.data.orgId)]
    : [];
}

/** A plan counts for the day it is for, what came of it and its evidence for the day it was held. */
function reportedBy({ hostNode, startAt, heldAt }: Activity, fact: ActivityFact): readonly Reported[] {
  const at = (node: string, ...days: readonly string[]): readonly Reported[] => days.map((on) => ({ node, on }));
  switch (fact.type) {
    case 'ActivityPlanned':
      return at(fact.data.hostNode, civilDayOf(fact.data.startAt));
    case 'ActivityRescheduled':
      return at(hostNode, dayOf(startAt), civilDayOf(fact.data.startAt));
    case 'AttendanceRecorded':
    case 'AttendanceSummaryDeclared':
    case 'ActivityEvidenceAttached':
      return at(hostNode, dayOf(heldAt));
    case 'ActivityScheduled':
      return [];
    case 'ActivityCancelled':
    case 'ActivityHeld': {
      const [on, planned] = [civilDateOf(fact.meta.occurredAt), dayOf(startAt)];
      return at(hostNode, ...(planned > on ? [on, planned] : [on]));
    }
    case 'ActivityVerified':
    case 'ActivityQueried':
    case 'ActivityInvalidated':
      return at(hostNode, civilDateOf(fact.meta.occurredAt));
  }
}

/** None of an instant that is not there: such a statement is refused for its status. */
const dayOf = (instant: string): string => (instant === '' ? '' : civilDayOf(instant));

const typed: Aggregate<Activity, typeof activityEvents> = {
  context: 'activity',
  category: 'act',
  zh: '服务活动',
  id: ID_PATTERN,
  shown: {
    en: 'service activity',
    example: 'H26-00010',
    statuses: {
      ABSENT: ['未计划', 'not planned'],
      PLANNED: ['已计划', 'planned'],
      SCHEDULED: ['已发布', 'scheduled'],
      CANCELLED: ['已取消', 'cancelled'],
      HELD: ['已举办', 'held'],
      VERIFIED: ['已核验', 'verified'],
      QUERIED: ['存疑', 'queried'],
      INVALIDATED: ['已作废', 'invalidated'],
    },
  },
  events: activityEvents,
  initial: noActivity,
  reads: {
    ActivityPlanned: true,
    ActivityScheduled: 'notice',
    ActivityRescheduled: ['startAt', 'endAt', 'places', 'onlineUrl', 'capacity'],
    ActivityCancelled: 'cancellation',
    ActivityHeld: 'holding',
    AttendanceSummaryDeclared: 'declaredAttendance',
    ActivityVerified: 'verification',
    ActivityQueried: 'query',
    ActivityInvalidated: 'invalidation',
  },
  evolve: evolveActivity,
  sees,
  decide: decideWithFlags(activityRules, activityQuotes),
  parties: ({ hostNode }) => ({ nodes: hostNode === '' ? [] : [hostNode], orgs: [] }),
  reportedBy,
  counted: countedBy(activityProjection),
};

/** A service activity, stream `act-{id}`: one host node, one session, many who attend. */
export const serviceActivity = erase(typed);
