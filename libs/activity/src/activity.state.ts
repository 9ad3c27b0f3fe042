import { Set } from 'immutable';
import { activityStatusAfter, type ActivityFact, type ActivityStatus } from './activity.events.js';

/** A service activity as its rules see it. Times as posted. */
export interface Activity {
  readonly status: ActivityStatus;
  readonly hostNode: string;
  readonly startAt: string;
  readonly capacity: number;
  /** When it was held, which is the day it counts for. */
  readonly heldAt: string;
  readonly actualStart: string;
  readonly actualEnd: string;
  /** Keys of the persons recorded, at most 20,000. */
  readonly persons: Set<string>;
  readonly enterprises: Set<string>;
  /** Named persons and enterprises declared; undefined before the declaration. */
  readonly declared: { readonly named: number; readonly enterprises: number } | undefined;
  /** Digests of the files attached. */
  readonly evidence: Set<string>;
  readonly reschedules: number;
  readonly reviews: number;
}

export const noActivity: Activity = {
  status: 'ABSENT',
  hostNode: '',
  startAt: '',
  capacity: 0,
  heldAt: '',
  actualStart: '',
  actualEnd: '',
  persons: Set(),
  enterprises: Set(),
  declared: undefined,
  evidence: Set(),
  reschedules: 0,
  reviews: 0,
};

export const evolveActivity = (activity: Activity, fact: ActivityFact): Activity => ({
  ...activity,
  ...detailsAfter(activity, fact),
  status: activityStatusAfter(activity.status, fact),
});

function detailsAfter(activity: Activity, { type, data, meta }: ActivityFact): Partial<Activity> {
  switch (type) {
    case 'ActivityPlanned':
      return { hostNode: data.hostNode, startAt: data.startAt, capacity: data.capacity };
    case 'ActivityRescheduled':
      return {
        startAt: data.startAt,
        capacity: data.capacity ?? activity.capacity,
        reschedules: activity.reschedules + 1,
      };
    case 'ActivityHeld':
      return { heldAt: meta.occurredAt, actualStart: data.actualStart, actualEnd: data.actualEnd };
    case 'AttendanceRecorded':
      return {
        persons: activity.persons.add(data.personKey),
        enterprises: data.orgId === undefined ? activity.enterprises : activity.enterprises.add(data.orgId),
      };
    case 'AttendanceSummaryDeclared':
      return { declared: { named: data.persons - data.unnamed, enterprises: data.enterprises } };
    case 'ActivityEvidenceAttached':
      return { evidence: activity.evidence.union(data.evidence.map(({ sha256 }) => sha256)) };
    case 'ActivityVerified':
    case 'ActivityQueried':
      return { reviews: activity.reviews + 1 };
    default:
      return {};
  }
}
