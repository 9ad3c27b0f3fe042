import { msOf, requireChannel, requireOutsider, requireRoom, type Seen } from '#kernel';
import { organizationSight, requireOrganization } from '#network/published';
import { isAfterWorkingDays, QUALITY_THRESHOLDS } from '#reference';
import { refuse } from './activity-refusals.js';
import type { ActivityFact, ActivityFactOf } from './activity.events.js';
import { plan, requireDivisions } from './activity.planning.js';
import { listed, named, requireHost } from './activity.speakers.js';
import type { Activity } from './activity.state.js';
import type { FlaggingRules } from './deciding.js';
import type { Flag } from './fields.js';
import { civilDayOf } from './moments.js';
import { ACTIVITY_LIMITS } from './presets.js';
import { requireMinutes, requireOccurrenceAtEnd, requireSpan } from './spans.js';

const NONE: readonly Flag[] = [];

/** Refuses what can only be said of an activity still to come. */
function requireUpcoming({ startAt, status }: Activity, fact: ActivityFact): void {
  if (msOf(fact.meta.occurredAt) < msOf(startAt)) return;
  const params = { startAt, ...named(fact), next: listed(AFTER_ITS_START[status] ?? []) };
  throw refuse('activity-started', { params, pointer: '/time' });
}

/** What an activity that was never called off can still be said to have come to. */
const AFTER_ITS_START: Readonly<Partial<Record<Activity['status'], readonly ActivityFact['type'][]>>> = {
  PLANNED: ['ActivityCancelled'],
  SCHEDULED: ['ActivityHeld', 'ActivityCancelled'],
};

function schedule(activity: Activity, fact: ActivityFactOf<'ActivityScheduled'>): readonly Flag[] {
  requireHost(fact, activity.hostNode);
  requireUpcoming(activity, fact);
  return NONE;
}

function reschedule(activity: Activity, fact: ActivityFactOf<'ActivityRescheduled'>): readonly Flag[] {
  const { startAt, endAt, places } = fact.data;
  requireHost(fact, activity.hostNode);
  requireUpcoming(activity, fact);
  requireSpan(startAt, endAt, '/data/endAt');
  requireDivisions(places, civilDayOf(startAt));
  requireRoom(named(fact), activity.reschedules, ACTIVITY_LIMITS.reschedules);
  return NONE;
}

function cancel(activity: Activity, fact: ActivityFactOf<'ActivityCancelled'>): readonly Flag[] {
  requireHost(fact, activity.hostNode);
  return NONE;
}

function hold(activity: Activity, fact: ActivityFactOf<'ActivityHeld'>): readonly Flag[] {
  const { actualStart, actualEnd, headcount } = fact.data;
  requireHost(fact, activity.hostNode);
  const minutes = requireSpan(actualStart, actualEnd, '/data/actualEnd');
  requireOccurrenceAtEnd(fact.meta, actualEnd);
  return [...withoutMinutes(minutes), ...crowded(activity, headcount)];
}

/** Q06: it counts nowhere until the minutes are corrected. */
const withoutMinutes = (minutes: number): readonly Flag[] => (minutes === 0 ? ['zero-minutes'] : NONE);

const { namedShareBp, capacityBp, evidenceWorkingDays } = QUALITY_THRESHOLDS;
const WHOLE_BP = 10_000;

const crowded = ({ capacity }: Activity, persons: number): readonly Flag[] =>
  persons * WHOLE_BP > capacity * capacityBp ? ['over-capacity'] : NONE;

function attend(activity: Activity, fact: ActivityFactOf<'AttendanceRecorded'>, seen: Seen): readonly Flag[] {
  const { orgId, personKey, channel, signedAt, minutes } = fact.data;
  const { persons, declared, actualStart, actualEnd } = activity;
  requireHost(fact, activity.hostNode);
  const [day, from, to] = [civilDayOf(signedAt), civilDayOf(actualStart), civilDayOf(actualEnd)];
  if (day < from || day > to)
    throw refuse('signed-outside-activity', { params: { signedAt, from, to }, pointer: '/data/signedAt' });
  if (requireChannel(channel, day, '/data/channel').kind === 'MATERIAL')
    throw refuse('material-is-no-attendance', { params: { code: channel }, pointer: '/data/channel' });
  requireMinutes(minutes, requireSpan(actualStart, actualEnd, ''));
  if (persons.has(personKey)) throw refuse('person-already-recorded', { pointer: '/data/personKey' });
  if (declared !== undefined && persons.size >= declared.named)
    throw refuse('attendance-exceeds-declared', { params: { persons: declared.named } });
  requireRoom(named(fact), persons.size, ACTIVITY_LIMITS.attendances);
  if (orgId !== undefined)
    requireOrganization(seen.of(organizationSight(orgId)), orgId, msOf(fact.meta.occurredAt), '/data/orgId');
  return withoutMinutes(minutes);
}

function declare(activity: Activity, fact: ActivityFactOf<'AttendanceSummaryDeclared'>): readonly Flag[] {
  const { enterprises, persons, unnamed } = fact.data;
  const recorded = { persons: activity.persons.size, enterprises: activity.enterprises.size };
  requireHost(fact, activity.hostNode);
  if (activity.declared !== undefined) throw refuse('summary-already-declared');
  if (recorded.persons > persons - unnamed || recorded.enterprises > enterprises)
    throw refuse('named-exceeds-declared', { params: recorded });
  const isUnnamed = unnamed * WHOLE_BP > persons * (WHOLE_BP - namedShareBp);
  return [...(isUnnamed ? ['unnamed-share' as const] : []), ...crowded(activity, persons)];
}

function attach(activity: Activity, fact: ActivityFactOf<'ActivityEvidenceAttached'>): readonly Flag[] {
  const { evidence } = fact.data;
  requireHost(fact, activity.hostNode);
  for (const { sha256 } of evidence)
    if (activity.evidence.has(sha256))
      throw refuse('evidence-already-attached', { params: { sha256 }, pointer: '/data/evidence' });
  requireRoom(named(fact), activity.evidence.size + evidence.length - 1, ACTIVITY_LIMITS.evidence);
  const [heldOn, attachedOn] = [civilDayOf(activity.actualEnd), civilDayOf(fact.meta.occurredAt)];
  const isLate = isAfterWorkingDays(heldOn, evidenceWorkingDays, attachedOn);
  return isLate === undefined ? ['evidence-untimed'] : isLate ? ['late-evidence'] : NONE;
}

function review(activity: Activity, fact: ActivityFact): readonly Flag[] {
  requireOutsider(fact.meta.actor, { nodes: [activity.hostNode] });
  // What is false can always be taken out.
  if (fact.type !== 'ActivityInvalidated') requireRoom(named(fact), activity.reviews, ACTIVITY_LIMITS.reviews);
  return NONE;
}

/** The rule of each event of an activity (domain §5.10, §5.16). */
export const activityRules: FlaggingRules<Activity, ActivityFact> = {
  ActivityPlanned: plan,
  ActivityScheduled: schedule,
  ActivityRescheduled: reschedule,
  ActivityCancelled: cancel,
  ActivityHeld: hold,
  AttendanceRecorded: attend,
  AttendanceSummaryDeclared: declare,
  ActivityEvidenceAttached: attach,
  ActivityVerified: review,
  ActivityQueried: review,
  ActivityInvalidated: review,
};
