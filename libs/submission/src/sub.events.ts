import {
  digestOfStated,
  eventType,
  explainPayload,
  Field,
  flag,
  id,
  integer,
  keptElsewhere,
  listOf,
  nested,
  oneOf,
  pattern,
  reason,
  text,
  type FactOf,
} from '#kernel';
import { codeList, codesOf, type CodeOf } from '#reference';

/**
 * What was refused, to whom, and why. Not the payload itself: it may hold what must not be kept. Optional fields are the
 * caller's own words, and are left out where they do not fit (see `postingRejected`).
 */
export class PostingRejected {
  @Field(id.as('报送账号', 'the account that posted', 'win-W430104')) account: string;
  @Field(
    pattern('[a-z0-9]+(?:-[a-z0-9]+)*', '退回代码', 'a refusal code').as(
      '退回代码,见 /problems',
      'code of the refusal, see /problems',
      'invalid-data',
    ),
  )
  code: string;
  @Field(digestOfStated('被退回报文的 SHA-256', 'digest of the refused statement')) payloadSha256: string;
  @Field(
    text(1, 150).as('报送的事件类型', 'the event type it was posted as', 'cn.smes.activity.order-placed.v2'),
    'optional',
  )
  type?: string;
  @Field(text(0, 300).as('首个待改字段(RFC 6901)', 'the first field to mend (RFC 6901)', '/data/classCode'), 'optional')
  pointer?: string;
  @Field(
    listOf(
      pattern('[a-z0-9]+(?:-[a-z0-9]+)*', '退回代码', 'a refusal code').as(
        '发现的代码',
        'code of a finding',
        'field-format',
      ),
      1,
      20,
    ).as('逐字段发现的代码', 'codes of the findings about single fields, each once'),
    'optional',
  )
  findings?: string[];
  @Field(text(1, 200).as('报文编号', 'id of the statement', 'o-2026-0001'), 'optional') statementId?: string;
  @Field(text(1, 200).as('报文来源', 'source of the statement', '//yuelu/orders'), 'optional') source?: string;
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
export const QUANTITIES = codeList('quantities', '月度数量', 'what a month comes to', {
  ENTERPRISES: ['服务企业数,家', 'enterprises served'],
  SERVICES: ['服务家次', 'services to enterprises'],
  PERSONS: ['服务人次', 'attendances'],
  ACTIVITIES: ['活动场次', 'activities held'],
  ORDERS: ['订单数,件', 'orders'],
  AMOUNT_FEN: ['合同金额,分', 'contract amounts, 分'],
});
export type Quantity = CodeOf<typeof QUANTITIES>;
const quantity = oneOf(QUANTITIES);

class OwnTotal {
  @Field(quantity) quantity: Quantity;
  @Field(integer(0, 9_000_000_000_000_000).as('数量;金额为分', 'amount; money in 分', 120)) amount: number;
}

/** 申报完整: the node says that the month is all there. */
class SubmissionDeclaredComplete {
  @Field(
    listOf(nested(OwnTotal), 1, codesOf(QUANTITIES).length).as(
      '节点自有台账的当月合计,与台账比对(Q14)',
      'what the month comes to by the node’s own books, compared with the ledger (Q14)',
    ),
    'optional',
  )
  totals?: OwnTotal[];
  @Field(text(0, 500).as('说明', 'note', '当月数据已全部报送'), 'optional') note?: string;
}

/** 关账: from here on nothing is recorded or corrected in the node's month. */
class PeriodClosed {
  @Field(flag.as('是否年度关账,随十二月填报', 'whether the year is closed, with its December'), 'optional')
  annual?: boolean;
}

/** 重开: by another than who closed, for a reason that is on paper. */
class PeriodReopened {
  @Field(reason) reason: string;
  @Field(keptElsewhere('批准文件', 'the document that allows it', ['批准机关', 'the authority'])) basisSha256: string;
}

/** 以前年度调整: what is now known of a year that is closed, entered in a month that is open. */
class AdjustmentPosted {
  @Field(
    pattern('20[0-9]{2}-(?:0[1-9]|1[0-2])', '年月 YYYY-MM', 'a month, YYYY-MM').as(
      '所调整的月份',
      'the month it is about',
      '2025-11',
    ),
  )
  period: string;
  @Field(quantity.as('所调整的数量', 'what would have counted more or less')) quantity: Quantity;
  @Field(integer(-9_000_000_000_000, 9_000_000_000_000).as('调整量,负数为减', 'by how much; below 0: less', -3))
  amount: number;
  @Field(reason) reason: string;
  @Field(keptElsewhere('调整依据', 'the document it rests on', ['登记方', 'whoever posts it'])) basisSha256: string;
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
    to: 'DECLARED',
  }),
  PeriodClosed: eventType(PeriodClosed, {
    version: 1,
    zh: '报送期已关账',
    by: ['HUB', 'AUTHORITY'],
    from: ['ABSENT', 'OPEN', 'DECLARED'],
    to: 'CLOSED',
  }),
  PeriodReopened: eventType(PeriodReopened, {
    version: 1,
    zh: '报送期已重开',
    by: ['AUTHORITY'],
    from: ['CLOSED'],
    to: 'OPEN',
  }),
  AdjustmentPosted: eventType(AdjustmentPosted, {
    version: 1,
    zh: '以前年度调整已登记',
    by: ['HUB', 'AUTHORITY'],
    from: ['ABSENT', 'OPEN', 'DECLARED'],
  }),
};

export type SubFact = FactOf<typeof subEvents>;
export type SubFactOf<Type extends SubFact['type']> = Extract<SubFact, { type: Type }>;
