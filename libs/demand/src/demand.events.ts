import {
  civilDate,
  eventType,
  Field,
  flag,
  id,
  instant,
  integer,
  listOf,
  nested,
  oneOf,
  orderFen,
  pattern,
  sha256Hex,
  text,
  type FactOf,
} from '#kernel';

/** What is on disk of a demand (需求/诉求), stream `dem-{id}`. Add types and optional fields; never rename, never remove. */

const reason = text(1, 500);

/** Wanted service, complaint or wish to the government (诉求), question. */
const KINDS = ['SERVICE', 'APPEAL', 'CONSULTATION'] as const;
export type DemandKind = (typeof KINDS)[number];

/** How people speak to each other; face to face needs no address. */
const medium = oneOf(['PHONE', 'MESSAGE', 'EMAIL', 'SITE', 'ON_SITE']);

const clock = pattern('(?:[01]\\d|2[0-3]):[0-5]\\d|24:00', '时刻,如 09:00', 'a time of day, such as 09:00');

class WorkingSpan {
  @Field(clock) from: string;
  @Field(clock) to: string;
}

const ruleName = pattern('[\\w.@-]{1,40}', '1–40 位字母、数字', '1 to 40 letters or digits');
const days = integer(1, 365);

/** The terms a demand runs under: the version of `rule-sla` in force when it was registered, and the dates it leads to. */
export class SlaTerms {
  @Field(ruleName) ruleId: string;
  @Field(integer(1, 999_999)) version: number;
  /** Digest of the rule's body as it was published. */
  @Field(sha256Hex) bodySha256: string;
  @Field(ruleName) calendar: string;
  @Field(listOf(nested(WorkingSpan), 1, 6)) hours: WorkingSpan[];
  /** Working minutes. */
  @Field(integer(1, 100_000)) firstResponseMinutes: number;
  @Field(days) closeWorkingDays: number;
  @Field(days, 'optional') hardCaseWorkingDays?: number;
  /** The table of working days that the dates below are counted by. */
  @Field(ruleName) calendarVersion: string;
  /** Last day on which a closing is in time, and the later one of a hard case; none where the table does not reach it. */
  @Field(civilDate, 'optional') closeBy?: string;
  @Field(civilDate, 'optional') hardCaseCloseBy?: string;
}

class DemandRegistered {
  /** Who asks: an organisation, or a person or team under a key of the node's (one of the two). */
  @Field(id, 'optional') orgId?: string;
  @Field(id, 'optional') subjectId?: string;
  @Field(pattern('\\d{2}(?:\\d{2})?', '2 位服务类别或 4 位细目', 'a service class of 2 digits or an item of 4'))
  classCode: string;
  /** Owed where the class says nothing by itself (99). */
  @Field(text(1, 200), 'optional') classReason?: string;
  @Field(oneOf(KINDS)) kind: DemandKind;
  /** Digest of its words, which stay with the node: people write down whom to call. */
  @Field(sha256Hex) textSha256: string;
  /** 分. */
  @Field(orderFen, 'optional') budgetFen?: number;
  @Field(pattern('\\d{1,2}', '1–2 位渠道代码', 'a channel code of 1 or 2 digits')) channel: string;
  /** The node that was asked first (首接). */
  @Field(id) originNode: string;
  /** By which medium the asker can be reached; the address itself stays with the node. */
  @Field(medium, 'optional') contactMedium?: string;
  /** Filled in by the ledger; none while no SLA is published. */
  @Field(nested(SlaTerms), 'optional') sla?: SlaTerms;
}

class DemandAccepted {
  /** Who of the node's staff takes care of it. */
  @Field(id, 'optional') handlerId?: string;
}

class DemandRejected {
  @Field(oneOf(['OUT_OF_SCOPE', 'NOT_AN_SME', 'DUPLICATE', 'INCOMPLETE', 'OTHER'])) reasonCode: string;
  @Field(reason, 'optional') reason?: string;
}

/** Occurs when it was sent; the receipt says when it had arrived. */
class DemandForwarded {
  @Field(id) toNode: string;
  @Field(id) receiptId: string;
  @Field(instant) receivedAt: string;
}

/** To another node, which handles it from now on, or to a department outside the network (one of the two). */
class DemandReferred {
  @Field(id, 'optional') toNode?: string;
  @Field(text(2, 100), 'optional') department?: string;
  @Field(reason, 'optional') reason?: string;
}

class DemandFirstResponded {
  /** The member of staff who responded. */
  @Field(id) by: string;
  @Field(medium) medium: string;
  @Field(sha256Hex) summarySha256: string;
}

/** A case that takes the longer period of its SLA. */
class DemandHardCaseDeclared {
  @Field(reason) reason: string;
}

class DemandMatched {
  @Field(id) agencyOrgId: string;
  /** The network whose membership admits the agency. */
  @Field(id) networkCode: string;
  @Field(id, 'optional') itemId?: string;
}

class DemandMatchDeclined {
  @Field(reason) reason: string;
}

class ReturnCall {
  @Field(instant) at: string;
  /** The member of staff who called. */
  @Field(id) by: string;
  @Field(medium) medium: string;
  @Field(flag) satisfied: boolean;
}

class DemandClosed {
  @Field(oneOf(['SATISFIED', 'UNMET', 'WITHDRAWN'])) outcome: string;
  @Field(reason) reason: string;
  /** What the asker said when called back (回访). */
  @Field(nested(ReturnCall), 'optional') returnCall?: ReturnCall;
}

class DemandReopened {
  @Field(reason) reason: string;
}

class DemandCommented {
  @Field(sha256Hex) textSha256: string;
}

export type DemandStatus =
  | 'ABSENT'
  | 'REGISTERED'
  | 'REJECTED'
  | 'ACCEPTED'
  | 'FORWARDED'
  | 'REFERRED'
  | 'MATCHED'
  | 'REOPENED'
  | 'CLOSED_SATISFIED'
  | 'CLOSED_UNMET'
  | 'WITHDRAWN';

/** Accepted, with no agency at it. */
const SEEKING = ['ACCEPTED', 'FORWARDED', 'REFERRED', 'REOPENED'] as const satisfies readonly DemandStatus[];
const IN_HAND = [...SEEKING, 'MATCHED'] as const satisfies readonly DemandStatus[];
const OPEN = ['REGISTERED', ...IN_HAND] as const satisfies readonly DemandStatus[];
const ENDED = ['REJECTED', 'CLOSED_SATISFIED', 'CLOSED_UNMET', 'WITHDRAWN'] as const satisfies readonly DemandStatus[];

const byNode = { version: 1, by: ['WINDOW', 'HUB'] } as const;

export const demandEvents = {
  DemandRegistered: eventType(DemandRegistered, {
    version: 1,
    zh: '需求已登记',
    by: ['SME', 'WINDOW', 'HUB'],
    from: ['ABSENT'],
    to: 'REGISTERED',
  }),
  DemandAccepted: eventType(DemandAccepted, { ...byNode, zh: '需求已受理', from: ['REGISTERED'], to: 'ACCEPTED' }),
  DemandRejected: eventType(DemandRejected, { ...byNode, zh: '不予受理', from: ['REGISTERED'], to: 'REJECTED' }),
  DemandForwarded: eventType(DemandForwarded, {
    version: 1,
    zh: '需求已转报枢纽',
    by: ['WINDOW'],
    from: SEEKING,
    to: 'FORWARDED',
  }),
  DemandReferred: eventType(DemandReferred, { ...byNode, zh: '需求已转派', from: SEEKING, to: 'REFERRED' }),
  DemandFirstResponded: eventType(DemandFirstResponded, { ...byNode, zh: '需求已首次响应', from: OPEN }),
  DemandHardCaseDeclared: eventType(DemandHardCaseDeclared, {
    version: 1,
    zh: '已认定为疑难需求',
    by: ['HUB', 'AUTHORITY'],
    from: IN_HAND,
  }),
  DemandMatched: eventType(DemandMatched, { ...byNode, zh: '需求已对接', from: SEEKING, to: 'MATCHED' }),
  DemandMatchDeclined: eventType(DemandMatchDeclined, {
    version: 1,
    zh: '需求对接未成',
    by: ['AGENCY', 'WINDOW', 'HUB'],
    from: ['MATCHED'],
    to: 'ACCEPTED',
  }),
  DemandClosed: eventType(DemandClosed, {
    version: 1,
    zh: '需求已办结',
    by: ['SME', 'WINDOW', 'HUB'],
    from: OPEN,
    seals: true,
  }),
  DemandReopened: eventType(DemandReopened, {
    version: 1,
    zh: '需求已退回重办',
    by: ['SME', 'WINDOW', 'HUB', 'AUTHORITY'],
    from: ENDED,
  }),
  DemandCommented: eventType(DemandCommented, {
    version: 1,
    zh: '需求已留言',
    by: ['SME', 'AGENCY', 'WINDOW', 'HUB'],
    from: OPEN,
  }),
};

export type DemandFact = FactOf<typeof demandEvents>;
export type DemandFactOf<Type extends DemandFact['type']> = Extract<DemandFact, { type: Type }>;
