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

export const reason = text(1, 500);

/** What a rule noticed and recorded beside the statement; posters never state these. */
export const FLAGS = {
  'related-parties': '买卖双方有已申报的关联关系',
  'class-other': '归入其他服务(99)',
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
