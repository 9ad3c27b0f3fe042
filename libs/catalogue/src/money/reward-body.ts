import { fen, Field, listOf, nested, orderFen, text } from '#kernel';
import { partCode } from './money-fields.js';
import { MoneyBody } from './money-body.js';

const bandCode = partCode.as('档次代码,与评价结果的档次一致', 'code of a band, as results of evaluations have it', 'A');

/** 奖励档次: what a confirmed result of the band is rewarded with. */
export class RewardBand {
  @Field(bandCode) code: string;
  @Field(text(1, 50).as('档次名称', 'its name', '优秀')) name: string;
  @Field(orderFen.as('奖励金额', 'the reward', 20_000_000)) amountFen: number;
}

/** 算例: a band, and what it comes to. */
export class RewardExample {
  @Field(text(1, 200).as('算例说明', 'what the example shows', '评价为优秀')) name: string;
  @Field(bandCode) band: string;
  @Field(fen.as('年度剩余额度', 'left of the quota', 30_000_000), 'optional') quotaLeftFen?: number;
  @Field(fen.as('资金池余额;足够的不填', 'left of the pool; left out: enough', 100_000_000), 'optional')
  poolLeftFen?: number;
  @Field(orderFen.as('应得金额', 'the amount it comes to', 20_000_000)) amountFen: number;
}

/** 奖励 (domain §4.4b): a confirmed result of an evaluation falls into a band. It goes by the day the result was confirmed. */
export class RewardBody extends MoneyBody {
  @Field(listOf(nested(RewardBand), 1, 20).as('奖励档次;未列的不奖励', 'bands; what is not among them is not rewarded'))
  bands: RewardBand[];
  @Field(listOf(nested(RewardExample), 1, 50).as('算例,至少一例', 'worked examples, one at least'))
  examples: RewardExample[];
}
