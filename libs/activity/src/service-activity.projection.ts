import { civilDateOf, minutesBetween, type Fact } from '#kernel';
import type { Dimensions, Measurement, Voiding } from '#read-store';
import { activityKindOf, channelOn } from '#reference';
import { activityEvents, type ActivityFact, type ActivityFactOf, type ActivityStatus } from './activity.events.js';
import { activityStatusAfter } from './activity.state.js';
import { withKinds } from './evidence.js';
import { row } from './measures.js';
import { civilDayOf } from './spans.js';
import { stageRows, type Stages } from './stages.js';
import { conforms, progressRows, quantityRows, underEntry, type Progress } from './welfare-rows.js';
import type { WelfareTerms } from './welfare-terms.js';

/** An activity as registers and its own page show it. Who came is in the rows. */
export type ActivityDoc = {
  readonly is: 'activity';
  readonly status: ActivityStatus;
  readonly node: string;
  readonly agency: readonly string[];
  readonly kind: string;
  /** The class's 2 digits; `classCode` may be an item below it. */
  readonly class: string;
  readonly classCode: string;
  readonly welfare: string;
  readonly entry?: string;
  readonly terms?: WelfareTerms;
  readonly title: string;
  readonly feeFen: number;
  readonly capacity: number;
  readonly startAt: string;
  readonly endAt: string;
  /** Civil date it counts for, once held. */
  readonly heldOn?: string;
  readonly headcount?: number;
  /** Kind of the channel the activity is a session of: where most attended minutes were, the plan's main one before. */
  readonly channel: string;
  readonly attendedMinutes: Readonly<Record<string, number>>;
  readonly named: number;
  /** Enterprises it served, in the order they were recorded; as many as attend at most (20,000). */
  readonly served: readonly string[];
  /** Those of them who attended online. */
  readonly servedOnline: readonly string[];
  readonly declared?: { readonly enterprises: number; readonly persons: number; readonly unnamed: number };
  /** Number of files attached, by kind; the published notice among them. */
  readonly evidence: Readonly<Record<string, number>>;
  readonly flags: readonly string[];
};

/** Held, and its sign-in list or its photos are still owed. */
export const awaitsEvidence = ({ status, evidence }: ActivityDoc): boolean =>
  status === 'HELD' && (evidence['SIGN_IN'] === undefined || evidence['PHOTO'] === undefined);

const kindOf = (channel: string, instant: string): string => channelOn(channel, civilDayOf(instant))?.kind ?? 'OTHER';

export function projectActivity(doc: ActivityDoc | undefined, fact: Fact): ActivityDoc | undefined {
  if (!Object.hasOwn(activityEvents, fact.type)) return doc;
  const known = fact as ActivityFact;
  if (known.type === 'ActivityPlanned') return planned(known);
  return (
    doc && {
      ...doc,
      ...detailsAfter(doc, known),
      ...flagged(doc, known),
      status: activityStatusAfter(doc.status, known),
    }
  );
}

const planned = ({ data }: ActivityFactOf<'ActivityPlanned'>): ActivityDoc => ({
  is: 'activity',
  status: 'PLANNED',
  node: data.hostNode,
  agency: data.agencies,
  kind: data.kind,
  class: data.classCode.slice(0, 2),
  classCode: data.classCode,
  welfare: data.welfareKind,
  ...underEntry(data),
  title: data.title,
  feeFen: data.feeFen,
  capacity: data.capacity,
  startAt: data.startAt,
  endAt: data.endAt,
  channel: kindOf(data.channels[0] ?? '', data.startAt),
  attendedMinutes: {},
  named: 0,
  served: [],
  servedOnline: [],
  evidence: {},
  flags: data.flags ?? [],
});

const flagged = ({ flags }: ActivityDoc, { data }: ActivityFact): Pick<ActivityDoc, 'flags'> => ({
  flags: 'flags' in data ? [...new Set([...flags, ...(data.flags ?? [])])] : flags,
});

function detailsAfter(doc: ActivityDoc, fact: ActivityFact): Partial<ActivityDoc> {
  switch (fact.type) {
    case 'ActivityRescheduled': {
      const { startAt, endAt, capacity = doc.capacity } = fact.data;
      return { startAt, endAt, capacity };
    }
    case 'ActivityHeld':
      return { heldOn: civilDateOf(fact.meta.occurredAt), headcount: fact.data.headcount };
    case 'AttendanceRecorded':
      return attended(doc, fact);
    case 'AttendanceSummaryDeclared': {
      const { enterprises, persons, unnamed } = fact.data;
      return { declared: { enterprises, persons, unnamed } };
    }
    case 'ActivityScheduled':
    case 'ActivityEvidenceAttached':
      return { evidence: withKinds(doc.evidence, fact.data.evidence) };
    default:
      return {};
  }
}

function attended(doc: ActivityDoc, { data }: ActivityFactOf<'AttendanceRecorded'>): Partial<ActivityDoc> {
  const kind = kindOf(data.channel, data.signedAt);
  const attendedMinutes = { ...doc.attendedMinutes, [kind]: (doc.attendedMinutes[kind] ?? 0) + data.minutes };
  const served = isFirst(doc, doc.served, data.orgId) ? { served: [...doc.served, data.orgId] } : {};
  const online =
    kind === 'ONLINE' && isFirst(doc, doc.servedOnline, data.orgId)
      ? { servedOnline: [...doc.servedOnline, data.orgId] }
      : {};
  return {
    attendedMinutes,
    named: doc.named + 1,
    channel: majority(doc.channel, attendedMinutes),
    ...served,
    ...online,
  };
}

/** Peer exchange serves the network itself: persons are counted, enterprises are not (domain §3.4). */
const isFirst = ({ kind }: ActivityDoc, served: readonly string[], org: string | undefined): org is string =>
  org !== undefined && activityKindOf(kind)?.beneficiary === 'ENTERPRISE' && !served.includes(org);

/** The kind with most minutes; on a tie what held before. */
function majority(current: string, minutes: Readonly<Record<string, number>>): string {
  let best = current;
  for (const kind of Object.keys(minutes).sort()) if ((minutes[kind] ?? 0) > (minutes[best] ?? 0)) best = kind;
  return best;
}

/** The agency is a dimension only where there is exactly one: shares of one activity are nobody's figure. */
const dimsOf = ({ node, class: serviceClass, welfare, kind, agency }: ActivityDoc): Dimensions => ({
  node,
  class: serviceClass,
  welfare,
  kind,
  ...(agency.length === 1 && agency[0] !== undefined ? { agency: agency[0] } : {}),
});

/** An invalidated activity counts nowhere. */
export function measureActivity(
  fact: Fact,
  before: ActivityDoc | undefined,
  after: ActivityDoc | undefined,
): readonly Measurement[] | Voiding {
  if (after === undefined || !Object.hasOwn(activityEvents, fact.type)) return [];
  const known = fact as ActivityFact;
  if (known.type === 'ActivityInvalidated') return { voidsAllBut: [] };
  const progress = [
    ...stageRows(PLAN_STAGES, dimsOf(after), before && planOf(before), planOf(after)),
    ...progressRows(after, dimsOf(after), before && progressOf(before), progressOf(after)),
  ];
  return before === undefined || after.heldOn === undefined
    ? progress
    : [...serviceRows(known, before, after, after.heldOn), ...progress];
}

const PLAN_STAGES = ['activity-due', 'activity-settled'] as const;

function planOf({ startAt, heldOn, status }: ActivityDoc): Stages<(typeof PLAN_STAGES)[number]> {
  const day = civilDayOf(startAt);
  return { 'activity-due': day, 'activity-settled': heldOn !== undefined || status === 'CANCELLED' ? day : undefined };
}

function progressOf(doc: ActivityDoc): Progress {
  const { status, startAt, heldOn, evidence } = doc;
  return {
    'welfare-planned': status === 'CANCELLED' ? undefined : civilDayOf(startAt),
    'welfare-delivered': heldOn,
    'welfare-accepted': status === 'VERIFIED' ? heldOn : undefined,
    'welfare-conforming': conforms(doc, evidence) ? heldOn : undefined,
  };
}

/** Everything counts for the day the activity was held (§6.2), whenever it was recorded. */
function serviceRows(known: ActivityFact, before: ActivityDoc, after: ActivityDoc, on: string): readonly Measurement[] {
  const dims = dimsOf(after);
  switch (known.type) {
    case 'ActivityHeld':
      return heldRows(known, after, on);
    case 'AttendanceRecorded':
      return [...attendanceRows(known, before, on), ...sessionMoved(before, after, on)];
    case 'AttendanceSummaryDeclared':
      return [
        ...row('attendance-declared', known.data.persons, on, dims),
        ...row('attendance-unnamed', known.data.unnamed, on, dims),
      ];
    default:
      return [];
  }
}

function heldRows({ data }: ActivityFactOf<'ActivityHeld'>, doc: ActivityDoc, on: string): readonly Measurement[] {
  const dims = dimsOf(doc);
  return [
    ...row('activity-held', 1, on, dims),
    ...row('session', 1, on, { ...dims, channel: doc.channel }),
    ...row('contact-minutes', minutesBetween(data.actualStart, data.actualEnd), on, dims),
    ...quantityRows(doc, dims, on, { SESSIONS: 1, TIMES: 1 }),
  ];
}

function attendanceRows(
  { data }: ActivityFactOf<'AttendanceRecorded'>,
  before: ActivityDoc,
  on: string,
): readonly Measurement[] {
  const { orgId, channel, signedAt } = data;
  const kind = kindOf(channel, signedAt);
  const dims = { ...dimsOf(before), channel: kind, ...(orgId === undefined ? {} : { org: orgId }) };
  const isServed = isFirst(before, before.served, orgId);
  const isOnline = kind === 'ONLINE' && isFirst(before, before.servedOnline, orgId);
  return [
    ...row('attendance', 1, on, dims),
    ...(isServed ? row('service-unit', 1, on, dims) : []),
    ...(isOnline ? row('service-unit-online', 1, on, dims) : []),
    ...quantityRows(before, dims, on, isServed ? { ORGS: 1, PERSONS: 1 } : { PERSONS: 1 }),
  ];
}

/** A hybrid activity is one session, in the channel of most of its minutes; when those change sides, so does the session. */
function sessionMoved(before: ActivityDoc, after: ActivityDoc, on: string): readonly Measurement[] {
  if (before.channel === after.channel) return [];
  const dims = dimsOf(after);
  return [
    ...row('session', -1, on, { ...dims, channel: before.channel }),
    ...row('session', 1, on, { ...dims, channel: after.channel }),
  ];
}
