import { integer, listOf, oneOf, pattern, text } from '#kernel';

/** Field kinds both aggregates use. */

export const classCode = pattern(
  '\\d{2}(?:\\d{2})?',
  '2 位服务类别或 4 位细目',
  'a service class of 2 digits or an item of 4',
);
export const channelCode = pattern('\\d{1,2}', '1–2 位服务方式代码', 'a channel code of 1 or 2 digits');

/** 公益性 · 低收费 · 增值性 (guideline §4, §9). */
const WELFARE_KINDS = ['PUBLIC', 'LOW_FEE', 'VALUE_ADDED'] as const;
export const welfareKind = oneOf(WELFARE_KINDS);

/** An entry of a welfare catalogue, as the catalogue names it. */
export const entryCode = pattern(
  '[A-Za-z0-9][A-Za-z0-9.-]{0,9}',
  '1–10 位条目代码,如 GY-01',
  'an entry code of 1 to 10 letters, digits, points or hyphens',
);
export const itemVersion = integer(1, 9_999);

export const reason = text(1, 500);

/** What a rule noticed and recorded beside the statement; posters never state these. */
export const FLAGS = {
  'related-parties': '买卖双方有已申报的关联关系',
  'class-other': '归入其他服务(99)',
  'demand-of-person': '需求由个人或团队提出,未能核对为买方所有',
  'price-above-list': '成交价高于上架价格',
  'welfare-kind-differs': '公益属性与上架产品不同',
  'staff-overlap': '同一服务人员时间重叠',
  'zero-minutes': '服务时长为零',
  'invoice-over-contract': '开票金额超过合同金额',
  'over-capacity': '人数超过容量的 120%',
  'unnamed-share': '未实名人数超过申报人数的 20%',
  'late-evidence': '佐证晚于期限',
} as const;
export type Flag = keyof typeof FLAGS;
export const flagList = listOf(oneOf(Object.keys(FLAGS)), 1, 8);

/** Minutes of one session, 0–720. */
export const sessionMinutes = integer(0, 720);
