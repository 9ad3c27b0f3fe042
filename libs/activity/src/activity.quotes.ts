import type { Seen } from '#kernel';
import { organizationSight } from '#network/published';
import type { ActivityFact } from './activity.events.js';
import { planQuotes } from './activity.planning.js';
import { civilDayOf } from './moments.js';
import { servedOn } from './served-on.js';

/** What the ledger knew beside a statement about an activity, as of the day it is about. */
export function activityQuotes(fact: ActivityFact, seen: Seen): Readonly<Record<string, unknown>> {
  if (fact.type === 'ActivityPlanned') return planQuotes(fact, seen);
  if (fact.type !== 'AttendanceRecorded') return {};
  const { orgId, signedAt } = fact.data;
  return {
    served: orgId === undefined ? undefined : servedOn(seen.of(organizationSight(orgId)), civilDayOf(signedAt)),
  };
}
