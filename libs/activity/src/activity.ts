import { erase, ID_PATTERN, type Aggregate } from '#kernel';
import { activityEvents, type ActivityFact } from './activity.events.js';
import { activityRules } from './activity.rules.js';
import { evolveActivity, noActivity, type Activity } from './activity.state.js';
import { decideBy } from './deciding.js';
import { nodeSight, organizationSight } from './views.js';

function sees({ type, data }: ActivityFact) {
  if (type === 'ActivityPlanned') return [nodeSight(data.hostNode)];
  return type === 'AttendanceRecorded' && data.orgId !== undefined ? [organizationSight(data.orgId)] : [];
}

const typed: Aggregate<Activity, typeof activityEvents> = {
  category: 'act',
  zh: '服务活动',
  id: ID_PATTERN,
  events: activityEvents,
  initial: noActivity,
  evolve: evolveActivity,
  sees,
  decide: decideBy(activityRules),
  parties: ({ hostNode }) => ({ nodes: hostNode === '' ? [] : [hostNode], orgs: [] }),
  reportedBy: ({ hostNode }, fact) => [fact.type === 'ActivityPlanned' ? fact.data.hostNode : hostNode],
};

/** A service activity, stream `act-{id}`: one host node, one session, many who attend. */
export const serviceActivity = erase(typed);
