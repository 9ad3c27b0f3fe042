import { erase, ID_PATTERN, type Aggregate, type Sight } from '#kernel';
import { activityEvents, type ActivityFact } from './activity.events.js';
import { planningSights, planTerms } from './activity.planning.js';
import { activityRules } from './activity.rules.js';
import { evolveActivity, noActivity, type Activity } from './activity.state.js';
import { decideBy } from './deciding.js';
import { organizationSight } from './views.js';

function sees(fact: ActivityFact): readonly Sight[] {
  if (fact.type === 'ActivityPlanned') return planningSights(fact);
  return fact.type === 'AttendanceRecorded' && fact.data.orgId !== undefined
    ? [organizationSight(fact.data.orgId)]
    : [];
}

const typed: Aggregate<Activity, typeof activityEvents> = {
  category: 'act',
  zh: '服务活动',
  id: ID_PATTERN,
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
  decide: decideBy(activityRules, planTerms),
  parties: ({ hostNode }) => ({ nodes: hostNode === '' ? [] : [hostNode], orgs: [] }),
  reportedBy: ({ hostNode }, fact) => [fact.type === 'ActivityPlanned' ? fact.data.hostNode : hostNode],
};

/** A service activity, stream `act-{id}`: one host node, one session, many who attend. */
export const serviceActivity = erase(typed);
