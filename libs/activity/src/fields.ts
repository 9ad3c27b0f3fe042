import { codeList, type CodeOf } from '#reference';
import { integer, listOf, oneOf, type CheckCode } from '#kernel';

/** Field kinds both aggregates use. */

/** What a rule noticed and recorded beside the statement; posters never state these. */
export const FLAGS = codeList('flags', '台账所附标记', 'what the ledger noticed beside a statement', {
  'related-parties': ['买卖双方有已申报的关联关系', 'buyer and agency have declared that they are related'],
  'class-other': ['归入其他服务(99)', 'class 99, other services'],
  'demand-of-person': [
    '需求由个人或团队提出,未能核对为买方所有',
    'the demand was a person’s or team’s, so nobody checked that it was the buyer’s',
  ],
  'price-above-list': ['成交价高于上架价格', 'the price is above the one on the shelf'],
  'welfare-kind-differs': ['公益属性与上架产品不同', 'another welfare kind than the item on the shelf'],
  'staff-overlap': ['同一服务人员时间重叠', 'a member of staff served twice at one time'],
  'zero-minutes': ['服务时长为零', 'no minutes of contact'],
  'invoice-over-contract': ['开票金额超过合同金额', 'invoices exceed the contracts'],
  'paper-before-order': ['单据日期早于下单', 'the paper is dated before the order was placed'],
  'paper-before-contract': ['单据日期早于合同签订', 'the paper is dated before the contract was signed'],
  'over-capacity': ['人数超过容量的 120%', 'more persons than 120 % of the capacity'],
  'unnamed-share': ['未实名人数超过申报人数的 20%', 'more than 20 % of the declared persons are unnamed'],
  'late-evidence': ['佐证晚于期限', 'evidence came after its deadline'],
  'evidence-untimed': [
    '节假日安排尚未公布,佐证是否晚于期限无法判定',
    'evidence came in time or late by holidays that are not announced',
  ],
});
export type Flag = CodeOf<typeof FLAGS>;
export const flagList = listOf(oneOf(FLAGS), 1, 8).as('台账所附标记', 'what the ledger noticed').byLedger();

/** What placing an order may be flagged with, and what papers may; the check each is a defect of, as event types say. */
export const PLACING_FLAGS = {
  'price-above-list': 'Q08',
  'welfare-kind-differs': 'Q08',
  'class-other': 'Q12',
  'related-parties': null,
  'demand-of-person': null,
} as const satisfies Partial<Record<Flag, CheckCode | null>>;
export const EARLY_PAPER = { 'paper-before-order': null, 'paper-before-contract': null } as const;

/** Minutes of one session, 0–720. */
export const sessionMinutes = integer(0, 720).as(
  '服务时长,分钟,不含准备和路途',
  'minutes of contact, without preparation and travel',
  120,
);
