import { civilDateOf, minutesBetween, type Fact } from '#kernel';
import type { Measurement, Voiding } from '#read-store';
import { activityKindOf, channelOn } from '#reference';
import {
  activityEvents,
  activityStatusAfter,
  type ActivityFact,
  type ActivityFactOf,
  type ActivityStatus,
} from './activity.events.js';
import { filesDue, withFiles, withKinds } from './evidence.js';
import { majority } from './majority.js';
import { changed, row, type Dims } from './measures.js';
import { civilDayOf } from './moments.js';
import { largerSize, sizeServed } from './served.js';
import { forEachAgency, sharedBy } from './shared-rows.js';
import { conforms, NOT_VOIDED, progressRows, quantityRows, underEntry, type Progress } from './welfare-rows.js';
import type { WelfareTerms } from './welfare-terms.js';

/** An enterprise and the size it counts under. */
interface Served {
  readonly org: string;
  readonly size: string;
}

/** An activity as registers and its own page show it. Who came is in the rows. */
export type ActivityDoc = {
  readonly is: 'activity';
  readonly status: ActivityStatus;
  readonly node: string;
  /** Who operates the node, where the ledger noted it with the plan. */
  readonly operator?: string;
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
  /** Civil date it counts for, once held for a minute at least. */
  readonly heldOn?: string;
  readonly minutes?: number;
  readonly headcount?: number;
  /** Kind of the plan's main channel, and of the one the activity is a session of, see `majority.ts`. */
  readonly mainChannel: string;
  readonly channel: string;
  readonly attendedMinutes: Readonly<Record<string, number>>;
  /** Persons with a record of a minute at least. */
  readonly named: number;
  /** Enterprises it served, each with its size; as many as attend at most (20,000). */
  readonly served: readonly Served[];
  readonly declared?: { readonly enterprises: number; readonly persons: number; readonly unnamed: number };
  /** Number of files attached, by kind; the published notice among them. */
  readonly evidence: Readonly<Record<string, number>>;
  /** Digests of different ones, by kind, no more than are due. */
  readonly files: Readonly<Record<string, readonly string[]>>;
  readonly flags: readonly string[];
};

/** As many files of a kind as are due. */
const has = ({ files }: ActivityDoc, kind: string): boolean => (files[kind] ?? []).length >= filesDue(kind);

/** Held, and its sign-in list or its photos are still owed. */
export const awaitsEvidence = (doc: ActivityDoc): boolean =>
  doc.status === 'HELD' && !(has(doc, 'SIGN_IN') && has(doc, 'PHOTO'));

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
  ...(data.operatorOrgId === undefined ? {} : { operator: data.operatorOrgId }),
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
  mainChannel: kindOf(data.channels[0] ?? '', data.startAt),
  channel: kindOf(data.channels[0] ?? '', data.startAt),
  attendedMinutes: {},
  named: 0,
  served: [],
  evidence: {},
  files: {},
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
      return held(fact);
    case 'AttendanceRecorded':
      return attended(doc, fact);
    case 'AttendanceSummaryDeclared': {
      const { enterprises, persons, unnamed } = fact.data;
      return { declared: { enterprises, persons, unnamed } };
    }
    case 'ActivityScheduled':
    case 'ActivityEvidenceAttached':
      return {
        evidence: withKinds(doc.evidence, fact.data.evidence),
        files: withFiles(doc.files, fact.data.evidence),
      };
    default:
      return {};
  }
}

function held({ data, meta }: ActivityFactOf<'ActivityHeld'>): Partial<ActivityDoc> {
  const minutes = minutesBetween(data.actualStart, data.actualEnd);
  return { minutes, headcount: data.headcount, ...(minutes > 0 ? { heldOn: civilDateOf(meta.occurredAt) } : {}) };
}

/** Who was there for no minutes does not count until they are corrected (Q06). */
function attended(doc: ActivityDoc, fact: ActivityFactOf<'AttendanceRecorded'>): Partial<ActivityDoc> {
  const { channel, signedAt, minutes, orgId } = fact.data;
  if (minutes === 0) return {};
  const kind = kindOf(channel, signedAt);
  const attendedMinutes = { ...doc.attendedMinutes, [kind]: (doc.attendedMinutes[kind] ?? 0) + minutes };
  const size = sizeIn(doc, fact);
  return {
    attendedMinutes,
    named: doc.named + 1,
    channel: majority(doc.mainChannel, attendedMinutes),
    ...(orgId === undefined || size === undefined ? {} : { served: servedWith(doc.served, { org: orgId, size }) }),
  };
}

function servedWith(served: readonly Served[], { org, size }: Served): readonly Served[] {
  const at = served.findIndex((known) => known.org === org);
  return at < 0 ? [...served, { org, size }] : served.with(at, { org, size: largerSize(served[at]?.size, size) });
}

/** Peer exchange serves the network itself: it is held, and serves nobody (domain §3.4). */
const isService = ({ kind }: ActivityDoc): boolean => activityKindOf(kind)?.beneficiary === 'ENTERPRISE';

/** The size under which who was there counts as an enterprise served; undefined where nobody does. */
function sizeIn(doc: ActivityDoc, { data }: ActivityFactOf<'AttendanceRecorded'>): string | undefined {
  if (data.orgId === undefined || !isService(doc)) return undefined;
  return sizeServed(data.orgId, data.served, [doc.operator, ...doc.agency]);
}

/** All but the agencies, see `sharedBy`. */
const dimsOf = ({ node, class: serviceClass, welfare, kind }: ActivityDoc): Dims => ({
  node,
  class: serviceClass,
  welfare,
  kind,
});

/** An invalidated activity was planned, and counts as not held; that it was said to be is not forgotten. */
const INVALIDATED: Voiding = {
  voidsAllBut: ['activity-due', ...NOT_VOIDED].flatMap((measure) => [measure, forEachAgency(measure)]),
};

export function measureActivity(
  fact: Fact,
  before: ActivityDoc | undefined,
  after: ActivityDoc | undefined,
): readonly Measurement[] | Voiding {
  if (after === undefined || !Object.hasOwn(activityEvents, fact.type)) return [];
  const known = fact as ActivityFact;
  if (known.type === 'ActivityInvalidated') return INVALIDATED;
  // Of what stands, somebody who comes can only move the session; thousands may come.
  const isMoved = known.type !== 'AttendanceRecorded' || before?.channel !== after.channel;
  const steps = isMoved ? changed(before === undefined ? [] : standing(before), standing(after)) : [];
  return sharedBy(after.agency, before === undefined ? steps : [...servedRows(known, before, after), ...steps]);
}

/** What stands as long as the activity does so: its plan, its being held, and how far its welfare has come. */
const standing = (doc: ActivityDoc): readonly Measurement[] => [
  ...heldRows(doc),
  ...planRows(doc),
  ...progressRows(doc, dimsOf(doc), progressOf(doc)),
];

/** Everything counts for the day the activity was held (§6.2), whenever it was recorded. */
function heldRows(doc: ActivityDoc): readonly Measurement[] {
  const { heldOn, minutes = 0, channel } = doc;
  if (heldOn === undefined) return [];
  const dims = dimsOf(doc);
  const inChannel = { ...dims, channel };
  const contact = [...row('session', 1, heldOn, inChannel), ...row('contact-minutes', minutes, heldOn, inChannel)];
  return [
    ...row('activity-held', 1, heldOn, dims),
    ...(isService(doc) && isContact(doc) ? contact : []),
    ...quantityRows(doc, dims, heldOn, { SESSIONS: isService(doc) && isContact(doc) ? 1 : 0, TIMES: 1 }),
  ];
}

/** Material sent is no contact. */
const isContact = ({ channel }: ActivityDoc): boolean => channel !== 'MATERIAL';

function planRows(doc: ActivityDoc): readonly Measurement[] {
  const { startAt, heldOn, status } = doc;
  const [day, dims] = [civilDayOf(startAt), dimsOf(doc)];
  const isSettled = heldOn !== undefined || status === 'CANCELLED';
  return [...row('activity-due', 1, day, dims), ...(isSettled ? row('activity-settled', 1, day, dims) : [])];
}

function progressOf(doc: ActivityDoc): Progress {
  const { status, startAt } = doc;
  const heldOn = isContact(doc) ? doc.heldOn : undefined;
  return {
    'welfare-planned': status === 'CANCELLED' ? undefined : civilDayOf(startAt),
    'welfare-reported': heldOn,
    'welfare-delivered': heldOn,
    'welfare-accepted': status === 'VERIFIED' ? heldOn : undefined,
    'welfare-conforming': conforms(doc, (kind) => has(doc, kind)) ? heldOn : undefined,
  };
}

function servedRows(known: ActivityFact, before: ActivityDoc, after: ActivityDoc): readonly Measurement[] {
  const { heldOn } = after;
  if (heldOn === undefined || !isService(after)) return [];
  switch (known.type) {
    case 'AttendanceRecorded':
      return known.data.minutes === 0 ? [] : attendanceRows(known, before, after, heldOn);
    case 'AttendanceSummaryDeclared':
      return [
        ...row('attendance-declared', known.data.persons, heldOn, dimsOf(after)),
        ...row('attendance-unnamed', known.data.unnamed, heldOn, dimsOf(after)),
      ];
    default:
      return [];
  }
}

function attendanceRows(
  fact: ActivityFactOf<'AttendanceRecorded'>,
  before: ActivityDoc,
  after: ActivityDoc,
  on: string,
): readonly Measurement[] {
  const { orgId, channel, signedAt } = fact.data;
  const kind = kindOf(channel, signedAt);
  const dims = { ...dimsOf(after), ...(orgId === undefined ? {} : { org: orgId }) };
  const inChannel = { ...dims, channel: kind };
  const size = sizeIn(before, fact);
  return [
    ...row('attendance', 1, on, inChannel),
    ...(size !== undefined && kind === 'ONLINE' ? row('online-contact', 1, on, { ...inChannel, size }) : []),
    ...quantityRows(after, inChannel, on, { PERSONS: 1 }),
    ...(orgId === undefined ? [] : changed(unitRows(before, orgId, dims, on), unitRows(after, orgId, dims, on))),
  ];
}

/** 家次 and 家 of one enterprise at the activity. */
function unitRows(doc: ActivityDoc, org: string, dims: Dims, on: string): readonly Measurement[] {
  const size = doc.served.find((known) => known.org === org)?.size;
  return size === undefined
    ? []
    : [...row('service-unit', 1, on, { ...dims, size }), ...quantityRows(doc, dims, on, { ORGS: 1 })];
}
