import { civilDateOf, DAY_MS, minutesBetween, msOf, type Fact } from '#kernel';
import { channelOn, workingMinuteRange, type ChannelKind } from '#reference';
import {
  demandEvents,
  type DemandFact,
  type DemandFactOf,
  type DemandKind,
  type DemandStatus,
  type SlaTerms,
} from './demand.events.js';
import { demandStatusAfter } from './demand.state.js';
import { isOverdueOn } from './sla.js';

/**
 * A demand as registers and its own page show it. Instants are ledger instants. What depends on today's date (overdue and
 * still open) is not here: it is asked of `sla.closeBy` and the status.
 */
export type DemandDoc = {
  readonly status: DemandStatus;
  readonly kind: DemandKind;
  /** The class's 2 digits; `classCode` may be an item below it. */
  readonly class: string;
  readonly classCode: string;
  readonly channel: ChannelKind;
  readonly org?: string;
  readonly subject?: string;
  readonly budgetFen?: number;
  /** The node that was asked first, and the one that handles it. */
  readonly originNode: string;
  /** Asked of the hub itself, so that there is nobody to forward it to. */
  readonly isHubs?: true;
  readonly node: string;
  readonly sla?: SlaTerms;
  readonly isHardCase: boolean;
  readonly registeredAt: string;
  readonly acceptedAt?: string;
  readonly respondedAt?: string;
  /** Working minutes to the first response, where an SLA says which hours are worked and the table which days. */
  readonly responseMinutes?: number;
  readonly respondedInTime?: boolean;
  readonly rejected?: { readonly on: string; readonly code: string } | undefined;
  readonly closed?: Closing | undefined;
  readonly forwards: readonly Forwarding[];
  readonly referrals: readonly Referral[];
  readonly matches: readonly Match[];
  readonly agency?: string | undefined;
  readonly reopenings: readonly { readonly on: string; readonly node: string }[];
};

export interface Closing {
  readonly at: string;
  readonly outcome: string;
  readonly byAskerItself: boolean;
  /** What the asker said when called back; absent where nobody called. */
  readonly isSatisfied?: boolean;
  /** Absent without an SLA, and where the table of working days does not tell. */
  readonly inTime?: boolean;
}

interface Forwarding {
  readonly from: string;
  readonly to: string;
  readonly on: string;
  readonly receiptId: string;
  /** From registration, and from sending, to the receipt. */
  readonly minutes: number;
  readonly receiptMinutes: number;
}

/** To another node, which handles it then, or to a department outside the network. */
interface Referral {
  /** The node that referred it. */
  readonly from: string;
  readonly to?: string;
  readonly department?: string;
  readonly on: string;
}

interface Match {
  readonly agency: string;
  readonly node: string;
  readonly on: string;
  /** Civil days from registration. */
  readonly days: number;
  readonly declinedOn?: string;
}

const onOf = ({ meta }: Fact): string => civilDateOf(meta.occurredAt);

export function projectDemand(doc: DemandDoc | undefined, fact: Fact): DemandDoc | undefined {
  if (!Object.hasOwn(demandEvents, fact.type)) return doc;
  const known = fact as DemandFact;
  if (known.type === 'DemandRegistered') return registered(known);
  if (doc === undefined) return undefined;
  const { status, acceptedAt } = doc;
  return {
    ...doc,
    ...detailsAfter(doc, known),
    status: demandStatusAfter({ status, wasAccepted: acceptedAt !== undefined }, known),
  };
}

const registered = ({ data, meta }: DemandFactOf<'DemandRegistered'>): DemandDoc => ({
  status: 'REGISTERED',
  kind: data.kind,
  class: data.classCode.slice(0, 2),
  classCode: data.classCode,
  channel: channelOn(data.channel, civilDateOf(meta.occurredAt))?.kind ?? 'OTHER',
  ...(data.orgId === undefined ? {} : { org: data.orgId }),
  ...(data.subjectId === undefined ? {} : { subject: data.subjectId }),
  ...(data.budgetFen === undefined ? {} : { budgetFen: data.budgetFen }),
  originNode: data.originNode,
  ...(meta.actor.role === 'HUB' && meta.actor.node === data.originNode ? { isHubs: true } : {}),
  node: data.originNode,
  ...(data.sla === undefined ? {} : { sla: data.sla }),
  isHardCase: false,
  registeredAt: meta.occurredAt,
  forwards: [],
  referrals: [],
  matches: [],
  reopenings: [],
});

function detailsAfter(doc: DemandDoc, fact: DemandFact): Partial<DemandDoc> {
  switch (fact.type) {
    case 'DemandAccepted':
      return { acceptedAt: fact.meta.occurredAt };
    case 'DemandRejected':
      return { rejected: { on: onOf(fact), code: fact.data.reasonCode } };
    case 'DemandForwarded':
      return { forwards: [...doc.forwards, forwarding(doc, fact)] };
    case 'DemandReferred':
      return referred(doc, fact);
    case 'DemandFirstResponded':
      return responded(doc, fact);
    case 'DemandHardCaseDeclared':
      return { isHardCase: true };
    case 'DemandMatched':
      return { agency: fact.data.agencyOrgId, matches: [...doc.matches, matched(doc, fact)] };
    case 'DemandMatchDeclined':
      return declined(doc, fact);
    case 'DemandClosed':
      return { closed: closing(doc, fact) };
    case 'DemandReopened':
      return {
        closed: undefined,
        rejected: undefined,
        reopenings: [...doc.reopenings, { on: onOf(fact), node: doc.node }],
      };
    default:
      return {};
  }
}

/** Minutes from one instant to a later one; a correction of the former may leave them the wrong way round, which is none. */
const minutesAfter = (from: string, to: string): number => Math.max(0, minutesBetween(from, to));

const forwarding = (doc: DemandDoc, { data, meta }: DemandFactOf<'DemandForwarded'>): Forwarding => ({
  from: doc.node,
  to: data.toNode,
  on: civilDateOf(meta.occurredAt),
  receiptId: data.receiptId,
  minutes: minutesAfter(doc.registeredAt, data.receivedAt),
  receiptMinutes: minutesAfter(meta.occurredAt, data.receivedAt),
});

function referred(doc: DemandDoc, { data, meta }: DemandFactOf<'DemandReferred'>): Partial<DemandDoc> {
  const { toNode: to, department } = data;
  const referral = {
    from: meta.actor.node ?? doc.node,
    ...(to === undefined ? {} : { to }),
    ...(department === undefined ? {} : { department }),
    on: civilDateOf(meta.occurredAt),
  };
  return { node: to ?? doc.node, referrals: [...doc.referrals, referral] };
}

function responded({ sla, registeredAt }: DemandDoc, { meta }: DemandFact): Partial<DemandDoc> {
  const respondedAt = meta.occurredAt;
  if (sla === undefined) return { respondedAt };
  const isLater = msOf(respondedAt) > msOf(registeredAt);
  const { least, most } = isLater ? workingMinuteRange(registeredAt, respondedAt, sla.hours) : { least: 0, most: 0 };
  const isInTime = least <= sla.firstResponseMinutes;
  return {
    respondedAt,
    ...(least === most ? { responseMinutes: least } : {}),
    ...(isInTime === most <= sla.firstResponseMinutes ? { respondedInTime: isInTime } : {}),
  };
}

function matched(doc: DemandDoc, fact: DemandFactOf<'DemandMatched'>): Match {
  const { node, registeredAt } = doc;
  const on = onOf(fact);
  const days = Math.max(0, (Date.parse(on) - Date.parse(civilDateOf(registeredAt))) / DAY_MS);
  return { agency: fact.data.agencyOrgId, node, on, days };
}

/** A match that was declined is the last one: the next follows only after it. */
const declined = ({ matches }: DemandDoc, fact: DemandFact): Partial<DemandDoc> => ({
  agency: undefined,
  matches: matches.map((match, at) => (at === matches.length - 1 ? { ...match, declinedOn: onOf(fact) } : match)),
});

function closing(doc: DemandDoc, { data, meta }: DemandFactOf<'DemandClosed'>): Closing {
  const { sla, isHardCase, registeredAt } = doc;
  const isLate =
    sla === undefined ? undefined : isOverdueOn(civilDateOf(meta.occurredAt), registeredAt, sla, isHardCase);
  return {
    at: meta.occurredAt,
    outcome: data.outcome,
    ...(data.returnCall === undefined ? {} : { isSatisfied: data.returnCall.satisfied }),
    byAskerItself: meta.enteredBy === 'SELF' && meta.actor.role === 'SME',
    ...(isLate === undefined ? {} : { inTime: !isLate }),
  };
}
