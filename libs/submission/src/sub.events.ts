import {
  eventType,
  explainPayload,
  Field,
  flag,
  id,
  integer,
  listOf,
  nested,
  oneOf,
  pattern,
  sha256Hex,
  text,
  type FactOf,
} from '#kernel';

/**
 * What was refused, to whom, and why. Not the payload itself: it may hold what must not be kept. Optional fields are the
 * caller's own words, and are left out where they do not fit (see `postingRejected`).
 */
export class PostingRejected {
  @Field(id) account: string;
  /** The refusal's code. */
  @Field(pattern('[a-z0-9]+(?:-[a-z0-9]+)*', '退回代码', 'a refusal code')) code: string;
  /** SHA-256 (hex) of the refused statement. */
  @Field(sha256Hex) payloadSha256: string;
  /** The event type it was posted as. */
  @Field(text(1, 150), 'optional') type?: string;
  /** RFC 6901 pointer to the first field to mend. */
  @Field(text(0, 300), 'optional') pointer?: string;
  /** Codes of the findings about single fields, each once; left out where `code` says it all. */
  @Field(listOf(pattern('[a-z0-9]+(?:-[a-z0-9]+)*', '退回代码', 'a refusal code'), 1, 20), 'optional')
  findings?: string[];
  @Field(text(1, 200), 'optional') statementId?: string;
  @Field(text(1, 200), 'optional') source?: string;
}

const CALLERS_WORDS = ['/type', '/pointer', '/statementId', '/source'];

/** The payload without those of the caller's words that no event may hold, so that noting a refusal down never fails on them. */
export function postingRejected(said: Readonly<PostingRejected>): PostingRejected {
  const kept = { ...said };
  for (const { pointer } of explainPayload(PostingRejected, said, ''))
    if (CALLERS_WORDS.includes(pointer)) Reflect.deleteProperty(kept, pointer.slice(1));
  return kept;
}

/** What a month comes to. 家, 家次, 人次, 场次, 件, 分. */
export const QUANTITIES = ['ENTERPRISES', 'SERVICES', 'PERSONS', 'ACTIVITIES', 'ORDERS', 'AMOUNT_FEN'] as const;
export type Quantity = (typeof QUANTITIES)[number];
const quantity = oneOf(QUANTITIES);

class OwnTotal {
  @Field(quantity) quantity: Quantity;
  @Field(integer(0, 9_000_000_000_000_000)) amount: number;
}

/** 申报完整: the node says that the month is all there. */
class SubmissionDeclaredComplete {
  /** What the month comes to by the node's own books, each quantity once; compared with the ledger (Q14). */
  @Field(listOf(nested(OwnTotal), 1, QUANTITIES.length), 'optional') totals?: OwnTotal[];
  @Field(text(0, 500), 'optional') note?: string;
}

/** 关账: from here on nothing is recorded or corrected in the node's month. */
class PeriodClosed {
  /** 年度关账, with the December: no month of the year is opened again. */
  @Field(flag, 'optional') annual?: boolean;
}

/** 重开: by another than who closed, for a reason that is on paper. */
class PeriodReopened {
  @Field(text(1, 500)) reason: string;
  @Field(sha256Hex) basisSha256: string;
}

/** 以前年度调整: what is now known of a year that is closed, entered in a month that is open. */
class AdjustmentPosted {
  /** The month it is about, `YYYY-MM`. */
  @Field(pattern('20[0-9]{2}-(?:0[1-9]|1[0-2])', '年月 YYYY-MM', 'a month, YYYY-MM')) period: string;
  /** What would have counted more or less. */
  @Field(quantity) quantity: Quantity;
  /** By how much; below 0: less. */
  @Field(integer(-9_000_000_000_000, 9_000_000_000_000)) amount: number;
  @Field(text(1, 500)) reason: string;
  @Field(sha256Hex) basisSha256: string;
}

export const subEvents = {
  PostingRejected: eventType(PostingRejected, {
    version: 1,
    zh: '报送已退回',
    by: ['LEDGER'],
    from: ['ABSENT', 'OPEN', 'DECLARED', 'CLOSED'],
  }),
  SubmissionDeclaredComplete: eventType(SubmissionDeclaredComplete, {
    version: 1,
    zh: '报送已申报完整',
    by: ['WINDOW', 'HUB'],
    from: ['ABSENT', 'OPEN'],
  }),
  PeriodClosed: eventType(PeriodClosed, {
    version: 1,
    zh: '报送期已关账',
    by: ['HUB', 'AUTHORITY'],
    from: ['ABSENT', 'OPEN', 'DECLARED'],
  }),
  PeriodReopened: eventType(PeriodReopened, {
    version: 1,
    zh: '报送期已重开',
    by: ['AUTHORITY'],
    from: ['CLOSED'],
  }),
  AdjustmentPosted: eventType(AdjustmentPosted, {
    version: 1,
    zh: '以前年度调整已登记',
    by: ['HUB', 'AUTHORITY'],
    from: ['ABSENT', 'OPEN', 'DECLARED'],
  }),
};

export type SubFact = FactOf<typeof subEvents>;
