import type { Figure } from '#read-store';
import { each, MINUTES, PIECES, sum, unforwarded } from './figure-parts.js';

const FORWARDING = '工企业函〔2017〕187号 (三) 信息畅通;(四) 互联互通;(六) 及时向省平台传递服务需求';

const D02: Figure = {
  code: 'D02',
  kind: 'count',
  name: { zh: '转报枢纽', en: 'Demands forwarded to the hub' },
  formula: {
    zh: '有回执的转报次数,计于转报日',
    en: 'forwardings with a receipt, for the day of the forwarding',
  },
  unit: { zh: '件次', en: 'forwardings' },
  source: FORWARDING,
  note: {
    zh: '计于转报节点;用时见 D02-P50、D03-P50,从未转报的见 D04',
    en: 'for the node that forwards; for how long it took see D02-P50 and D03-P50, for what was never forwarded D04',
  },
  numerator: [sum('demand-forwarded')],
};

const forwardMinutes = (p: number): Figure => ({
  code: `D02-P${p}`,
  kind: 'percentile',
  p,
  name: { zh: `转报用时 P${p}`, en: `Minutes until the hub has it, P${p}` },
  formula: {
    zh: `登记至枢纽回执的分钟数的第 ${p} 百分位(最近秩),计于转报日`,
    en: `the ${p}th percentile (nearest rank) of minutes by the clock from registration to the hub's receipt, for the day of the forwarding`,
  },
  unit: MINUTES,
  source: FORWARDING,
  note: { zh: '计于转报节点', en: 'for the node that forwards' },
  numerator: [each('forward-minutes')],
});

const receiptMinutes = (p: number): Figure => ({
  code: `D03-P${p}`,
  kind: 'percentile',
  p,
  name: { zh: `回执用时 P${p}`, en: `Minutes from sending to receipt, P${p}` },
  formula: {
    zh: `转报至枢纽回执的分钟数的第 ${p} 百分位(最近秩),计于转报日`,
    en: `the ${p}th percentile (nearest rank) of minutes by the clock from sending to the hub's receipt, for the day of the forwarding`,
  },
  unit: MINUTES,
  source: FORWARDING,
  note: { zh: '计于转报节点', en: 'for the node that forwards' },
  numerator: [each('receipt-minutes')],
});

const D04: Figure = {
  code: 'D04',
  kind: 'count',
  name: { zh: '未转报需求', en: 'Demands never forwarded' },
  formula: {
    zh: '登记于枢纽以外节点,且未转报、未不予受理、未撤回的需求件数,计于登记日',
    en: 'demands asked of another node than the hub and neither forwarded nor rejected nor withdrawn, for the day of registration',
  },
  unit: PIECES,
  source: FORWARDING,
  note: {
    zh: '计于首接节点;逾若干日仍未转报的清单见 /v1/demands/unforwarded',
    en: 'for the node asked first; /v1/demands/unforwarded lists those kept for some days',
  },
  numerator: [unforwarded],
};

const D05: Figure = {
  code: 'D05',
  kind: 'count',
  name: { zh: '转派需求', en: 'Demands referred' },
  formula: {
    zh: '转派给其他节点或网络外部门的次数,计于转派日',
    en: 'referrals to another node or to a department outside, for the day of the referral',
  },
  unit: { zh: '件次', en: 'referrals' },
  source: '工企业函〔2017〕187号 (五) 发挥枢纽、集聚、带动作用',
  note: {
    zh: '计于转派方节点;按 code 分组可见承接方:节点或 DEPARTMENT(网络外部门)',
    en: 'for the node that refers; group by code to see where it went: a node, or DEPARTMENT outside the network',
  },
  numerator: [sum('demand-referred')],
};

/** What becomes of demands on their way from node to node. */
export const forwardingFigures: readonly Figure[] = [
  D02,
  forwardMinutes(50),
  forwardMinutes(90),
  receiptMinutes(50),
  receiptMinutes(90),
  D04,
  D05,
];
