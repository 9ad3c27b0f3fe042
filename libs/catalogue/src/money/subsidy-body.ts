import { entryCode, fen, Field, integer, listOf, nested, networkCode, orderFen, text } from '#kernel';
import { FundedEntry } from './funded-entry.js';
import { basisPoints, quantity } from './money-fields.js';
import { ServiceBody } from './service-body.js';

/** 算例: a delivery, and what it comes to. */
export class SubsidyExample {
  @Field(text(1, 200).as('算例说明', 'what the example shows', '培训一场,实到 42 人')) name: string;
  @Field(entryCode) entryCode: string;
  @Field(quantity.as('数量,按条目的计量单位', 'how many, in the unit of the entry', 1)) quantity: number;
  @Field(integer(0, 1_000_000).as('实到人数', 'how many came', 42), 'optional') attendance?: number;
  @Field(fen.as('年度剩余额度', 'left of the quota', 10_000_000), 'optional') quotaLeftFen?: number;
  @Field(fen.as('资金池余额;足够的不填', 'left of the pool; left out: enough', 100_000_000), 'optional')
  poolLeftFen?: number;
  @Field(orderFen.as('应得金额', 'the amount it comes to', 500_000)) amountFen: number;
}

/** 公益性服务补助 (domain §4.4b): the agency is paid by entry of the welfare catalogue. */
export class SubsidyBody extends ServiceBody {
  @Field(networkCode) networkCode: string;
  @Field(listOf(nested(FundedEntry), 1, 300).as('补助的清单条目', 'entries that are subsidised'))
  entries: FundedEntry[];
  @Field(
    basisPoints.as('补助比例;全额的不填', 'share of the standard that is paid; left out: all of it', 8_000),
    'optional',
  )
  rateBp?: number;
  @Field(listOf(nested(SubsidyExample), 1, 50).as('算例,至少一例', 'worked examples, one at least'))
  examples: SubsidyExample[];
}
