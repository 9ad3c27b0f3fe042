import type { Figure, Part } from '#read-store';
import { demandProjection } from './demand.projection.js';
import type { Measure } from './measures.js';

const { name, version } = demandProjection;
const projection = { name, version };

const sum = (measure: Measure, dims: Part['dims'] = {}): Part => ({
  projection,
  measures: [measure],
  dims,
  function: { kind: 'sum' },
});

const SHARE = { zh: '比例', en: 'share' };
const PIECES = { zh: '件', en: 'demands' };
const MINUTES = { zh: '分钟', en: 'minutes' };
const FORWARDING = '工企业函〔2017〕187号 (三) 信息畅通;(四) 互联互通;(六) 及时向省平台传递服务需求';

const D01: Figure = {
  code: 'D01',
  kind: 'count',
  name: { zh: '登记需求', en: 'Demands registered' },
  formula: { zh: '登记的需求、诉求、咨询件数', en: 'demands, appeals and consultations registered' },
  unit: PIECES,
  source: '工企业函〔2017〕187号 (六) 需求调研与传递;(十五) 反映中小企业动态和诉求',
  note: {
    zh: '按首接节点计;按 kind 分组可单看诉求(APPEAL)',
    en: 'for the node that was asked first; group by kind to see appeals alone',
  },
  numerator: [sum('demand-registered')],
};

const D02: Figure = {
  code: 'D02',
  kind: 'count',
  name: { zh: '转报枢纽', en: 'Demands forwarded to the hub' },
  formula: { zh: '有回执的转报次数', en: 'forwardings with a receipt' },
  unit: { zh: '件次', en: 'forwardings' },
  source: FORWARDING,
  note: {
    zh: '用时见 D02-P50、D03-P50,从未转报的见 D04',
    en: 'for how long it took see D02-P50 and D03-P50, for what was never forwarded D04',
  },
  numerator: [sum('demand-forwarded')],
};

const forwardMinutes = (p: number): Figure => ({
  code: `D02-P${p}`,
  kind: 'percentile',
  p,
  name: { zh: `转报用时 P${p}`, en: `Minutes until the hub has it, P${p}` },
  formula: {
    zh: `登记至枢纽回执的分钟数的第 ${p} 百分位(最近秩)`,
    en: `the ${p}th percentile (nearest rank) of minutes by the clock from registration to the hub's receipt`,
  },
  unit: MINUTES,
  source: FORWARDING,
  note: { zh: '按转报日与转报节点计', en: 'for the day and the node of the forwarding' },
  numerator: [{ projection, measures: ['forward-minutes'], function: { kind: 'count' } }],
});

const receiptMinutes = (p: number): Figure => ({
  code: `D03-P${p}`,
  kind: 'percentile',
  p,
  name: { zh: `回执用时 P${p}`, en: `Minutes from sending to receipt, P${p}` },
  formula: {
    zh: `转报至枢纽回执的分钟数的第 ${p} 百分位(最近秩)`,
    en: `the ${p}th percentile (nearest rank) of minutes by the clock from sending to the hub's receipt`,
  },
  unit: MINUTES,
  source: FORWARDING,
  note: { zh: '按转报日与转报节点计', en: 'for the day and the node of the forwarding' },
  numerator: [{ projection, measures: ['receipt-minutes'], function: { kind: 'count' } }],
});

/** Demands that a window has kept to itself. */
export const unforwarded: Part = sum('forward-owed');

const D04: Figure = {
  code: 'D04',
  kind: 'count',
  name: { zh: '未转报需求', en: 'Demands never forwarded' },
  formula: {
    zh: '登记于枢纽以外节点,且未转报、未不予受理、未撤回的需求件数',
    en: 'demands asked of another node than the hub and neither forwarded nor rejected nor withdrawn',
  },
  unit: PIECES,
  source: FORWARDING,
  note: {
    zh: '按登记日与首接节点计;逾若干日仍未转报的清单见 /v1/demands/unforwarded',
    en: 'for the day of registration and the node asked first; /v1/demands/unforwarded lists those kept for some days',
  },
  numerator: [unforwarded],
};

const F07: Figure = {
  code: 'F07',
  kind: 'ratio',
  name: { zh: '首次响应及时率', en: 'First responses in time' },
  formula: {
    zh: '登记后规定工作分钟内首次响应的需求数 ÷ 登记的需求数(含从未响应)',
    en: 'demands first responded to within the working minutes of their SLA ÷ demands registered, never answered ones included',
  },
  unit: SHARE,
  source: '工企业函〔2017〕187号 (三) 快速响应',
  note: {
    zh: '按登记日与首接节点计,时限取登记时有效的规则版本;登记时无规则的不计。时长(response-minutes)只含已响应的',
    en: 'for the day of registration and the node asked first, by the SLA in force then; without one it is not counted. Durations (response-minutes) are of answered demands only',
  },
  numerator: [sum('response-in-time')],
  denominator: [sum('response-due')],
};

const responseMinutes = (p: number): Figure => ({
  code: `F07-P${p}`,
  kind: 'percentile',
  p,
  name: { zh: `首次响应时长 P${p}`, en: `Minutes to the first response, P${p}` },
  formula: {
    zh: `登记至首次响应的工作分钟数的第 ${p} 百分位(最近秩)`,
    en: `the ${p}th percentile (nearest rank) of working minutes from registration to the first response`,
  },
  unit: MINUTES,
  source: '工企业函〔2017〕187号 (三) 快速响应',
  note: {
    zh: '只含已响应的需求(n);从未响应的见 F07',
    en: 'of answered demands only (n); for those never answered see F07',
  },
  numerator: [{ projection, measures: ['response-minutes'], function: { kind: 'count' } }],
});

const F08: Figure = {
  code: 'F08',
  kind: 'ratio',
  name: { zh: '按时办结率', en: 'Closed in time' },
  formula: {
    zh: '按时办结的需求数 ÷ (受理数 − 企业自行撤回数)',
    en: 'demands closed in time ÷ (accepted − withdrawn by the enterprise itself)',
  },
  unit: SHARE,
  source: '工企业函〔2017〕187号 (三) 快速响应;(四) 有保证',
  note: {
    zh: '按受理日与办理节点计,期限自登记日起算;退回重办的以最后一次办结为准;代录的撤回按办结计;不予受理另列(demand-rejected)',
    en: 'for the day of acceptance and the handling node, periods run from registration; after reopening the last closing counts; a withdrawal by proxy is a closing; rejections are shown apart (demand-rejected)',
  },
  numerator: [sum('closed-in-time')],
  denominator: [sum('closing-due'), { ...sum('closing-excused'), minus: true }],
};

/** What shares of demands rest on; F09 joins it with the orders. */
export const acceptedDemands: Part = sum('demand-accepted');

const F09_MATCHED: Figure = {
  code: 'F09-M',
  kind: 'ratio',
  name: { zh: '对接率', en: 'Matched' },
  formula: { zh: '已对接机构的需求数 ÷ 受理数', en: 'demands matched with an agency ÷ accepted' },
  unit: SHARE,
  source: '工企业函〔2017〕187号 (三) 供需对接便捷;(十一) 提高对接效率',
  note: {
    zh: '按受理日计;对接未成的不计。对接次数与用时另列(match-tried、match-days)',
    en: 'for the day of acceptance; a declined match does not count. Tries and days are shown apart (match-tried, match-days)',
  },
  numerator: [sum('demand-matched')],
  denominator: [acceptedDemands],
};

/** The figures of this context, in the order they are shown. */
export const demandFigures: readonly Figure[] = [
  D01,
  D02,
  forwardMinutes(50),
  forwardMinutes(90),
  receiptMinutes(50),
  receiptMinutes(90),
  D04,
  F07,
  responseMinutes(50),
  responseMinutes(90),
  F08,
  F09_MATCHED,
];
