import { entryCode, fen, Field, integer, listOf, nested, networkCode, oneOf, orderFen, text } from '#kernel';
import { BASE_PARTS, type BasePart } from './base.js';
import { FundedEntry } from './funded-entry.js';
import { basisPoints, partCode, quantity } from './money-fields.js';
import { ServiceBody } from './service-body.js';

const milestoneCode = partCode.as('付款节点代码', 'code of a milestone', 'ACCEPTED');

/** 付款节点: the share of the whole that falls due with it. */
export class Milestone {
  @Field(milestoneCode) code: string;
  @Field(text(1, 50).as('节点名称', 'its name', '验收合格')) name: string;
  @Field(basisPoints.as('付款比例,各节点合计 10000', 'share paid; all milestones 10000 together', 7_000))
  shareBp: number;
}

/** 算例: an accepted deliverable, the milestone reached, and what it comes to. */
export class PurchaseExample {
  @Field(text(1, 200).as('算例说明', 'what the example shows', '验收 10 家,付首期')) name: string;
  @Field(entryCode) entryCode: string;
  @Field(quantity.as('验收数量,按条目的计量单位', 'how many were accepted, in the unit of the entry', 10))
  quantity: number;
  @Field(integer(0, 1_000_000).as('实到人数', 'how many came', 42), 'optional') attendance?: number;
  @Field(milestoneCode) milestone: string;
  @Field(orderFen.as('合同金额', 'the contract', 3_000_000), 'optional') contractFen?: number;
  @Field(orderFen.as('发票金额', 'invoiced', 3_000_000), 'optional') invoiceFen?: number;
  @Field(orderFen.as('红字发票冲减', 'red-letter invoices', 0), 'optional') redLetterFen?: number;
  @Field(orderFen.as('已付', 'paid', 1_500_000), 'optional') paidFen?: number;
  @Field(fen.as('年度剩余额度', 'left of the quota', 10_000_000), 'optional') quotaLeftFen?: number;
  @Field(fen.as('资金池余额;足够的不填', 'left of the pool; left out: enough', 100_000_000), 'optional')
  poolLeftFen?: number;
  @Field(orderFen.as('本节点应付', 'what falls due with the milestone', 700_000)) amountFen: number;
}

/** 政府购买服务 (domain §4.4b): quantity accepted by unit price, paid by milestones. */
export class PurchaseBody extends ServiceBody {
  @Field(networkCode) networkCode: string;
  @Field(listOf(nested(FundedEntry), 1, 300).as('购买的清单条目', 'entries that are purchased')) entries: FundedEntry[];
  @Field(
    listOf(oneOf(BASE_PARTS), 1, 3).as(
      '总额不超过其中任一项;不设的不填',
      'the whole is at most each of these; left out: no bound',
      ['CONTRACT'],
    ),
    'optional',
  )
  base?: BasePart[];
  @Field(listOf(nested(Milestone), 1, 12).as('付款节点,先后排列', 'milestones, in order')) milestones: Milestone[];
  @Field(listOf(nested(PurchaseExample), 1, 50).as('算例,至少一例', 'worked examples, one at least'))
  examples: PurchaseExample[];
}
