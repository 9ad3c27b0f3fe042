import { Set } from 'immutable';
import { civilDateOf, minutesBetween, viewOf, type Fact, type Sight, type View } from '#kernel';
import { activityKindOf } from '#reference';
import {
  activityEvents,
  activityStatusAfter,
  type ActivityFact,
  type ActivityFactOf,
  type ActivityStatus,
} from './activity.events.js';
import { filesDue, withFiles } from './evidence.js';
import { sizeServed } from './served.js';

/** An activity as who pays public money for it sees it; '' for what is not there. */
export interface ActivitySeen {
  readonly status: ActivityStatus;
  readonly kind: string;
  readonly hostNode: string;
  /** Who operated the host node, where the ledger noted it with the plan. */
  readonly operator: string | undefined;
  readonly agencies: readonly string[];
  readonly networkCode: string | undefined;
  readonly classCode: string;
  /** The entry of the welfare catalogue it is under, and what that demanded when it was planned. */
  readonly entryCode: string | undefined;
  readonly terms: ActivityFactOf<'ActivityPlanned'>['data']['terms'];
  readonly welfareKind: string;
  /** Civil date on which it was held, for a minute at least. */
  readonly heldOn: string;
  /** Enterprises that attended by name and count as served (家): no provider, not among peers. */
  readonly enterprises: Set<string>;
  /** Keys of the persons that attended by name (人), of a service to enterprises. */
  readonly persons: Set<string>;
  /** Kinds of evidence of which there are as many files as are due, of photos three. */
  readonly evidenceKinds: Set<string>;
  /** Digests of different files, by kind, no more than are due. */
  readonly files: Readonly<Record<string, readonly string[]>>;
  /** Ids of the events it rests on; the verification that stands. */
  readonly heldEvent: string;
  readonly verifiedEvent: string;
}

const noActivity: ActivitySeen = {
  status: 'ABSENT',
  kind: '',
  hostNode: '',
  operator: undefined,
  agencies: [],
  networkCode: undefined,
  classCode: '',
  entryCode: undefined,
  terms: undefined,
  welfareKind: '',
  heldOn: '',
  enterprises: Set(),
  persons: Set(),
  evidenceKinds: Set(),
  files: {},
  heldEvent: '',
  verifiedEvent: '',
};

const details = viewOf<typeof activityEvents, ActivitySeen>('activity/activity-details', noActivity, {
  ActivityPlanned: (activity, { data }) => ({
    ...activity,
    kind: data.kind,
    hostNode: data.hostNode,
    operator: data.operatorOrgId,
    agencies: data.agencies,
    networkCode: data.networkCode,
    classCode: data.classCode,
    entryCode: data.entryCode,
    terms: data.terms,
    welfareKind: data.welfareKind,
  }),
  ActivityScheduled: (activity, { data }) => withEvidence(activity, data),
  ActivityEvidenceAttached: (activity, { data }) => withEvidence(activity, data),
  ActivityHeld: (activity, { id, data, meta }) => ({
    ...activity,
    heldOn: minutesBetween(data.actualStart, data.actualEnd) > 0 ? civilDateOf(meta.occurredAt) : '',
    heldEvent: id,
  }),
  AttendanceRecorded: attended,
  ActivityVerified: (activity, { id }) => ({ ...activity, verifiedEvent: id }),
  ActivityQueried: (activity) => ({ ...activity, verifiedEvent: '' }),
  ActivityInvalidated: (activity) => ({ ...activity, verifiedEvent: '' }),
});

/** Who was there for no minutes does not count until they are corrected (Q06). */
function attended(activity: ActivitySeen, { data }: ActivityFactOf<'AttendanceRecorded'>): ActivitySeen {
  const { orgId, personKey, served, minutes } = data;
  if (minutes === 0 || activityKindOf(activity.kind)?.beneficiary !== 'ENTERPRISE') return activity;
  const { enterprises, persons, operator, agencies } = activity;
  const isServed = orgId !== undefined && sizeServed(orgId, served, [operator, ...agencies]) !== undefined;
  return {
    ...activity,
    persons: persons.add(personKey),
    enterprises: isServed ? enterprises.add(orgId) : enterprises,
  };
}

function withEvidence(
  activity: ActivitySeen,
  { evidence }: ActivityFactOf<'ActivityEvidenceAttached'>['data'],
): ActivitySeen {
  const files = withFiles(activity.files, evidence);
  const kinds = Object.keys(files).filter((kind) => (files[kind] ?? []).length >= filesDue(kind));
  return { ...activity, files, evidenceKinds: Set(kinds) };
}

const view: View<ActivitySeen> = {
  name: 'activity/activity',
  initial: noActivity,
  evolve: (activity, fact: Fact) =>
    Object.hasOwn(activityEvents, fact.type)
      ? { ...details.evolve(activity, fact), status: activityStatusAfter(activity.status, fact as ActivityFact) }
      : activity,
};

/** An activity by its id, the part behind `act-`. */
export const activitySight = (id: string): Sight<ActivitySeen> => ({ stream: `act-${id}`, view });
