import type { Figure } from '#read-store';
import { appealFigures } from './appeal-figures.js';
import { each, MINUTES, PIECES, SHARE, sum } from './figure-parts.js';
import { forwardingFigures } from './forwarding-figures.js';
import { matchingFigures } from './matching-figures.js';
import { F09 } from './ordered-figure.js';

const D01: Figure = {
  code: 'D01',
  kind: 'count',
  name: { zh: '登记需求', en: 'Demands registered' },
  formula: {
    zh: '登记的需求、诉求、咨询件数,计于登记日',
    en: 'demands, appeals and consultations registered, for the day of registration',
  },
  unit: PIECES,
  source: '工企业函〔2017〕187号 (六) 需求调研与传递;(十五) 反映中小企业动态和诉求',
  note: {
    zh: '按首接节点计;按 kind 分组可单看诉求(APPEAL)',
    en: 'for the node that was asked first; group by kind to see appeals alone',
  },
  numerator: [sum('demand-registered')],
};

const F07: Figure = {
  code: 'F07',
  kind: 'ratio',
  name: { zh: '首次响应及时率', en: 'First responses in time' },
  formula: {
    zh: '登记后规定工作分钟内首次响应的需求数 ÷ 登记的需求数(含从未响应),均计于登记日',
    en: 'demands first responded to within the working minutes of their SLA ÷ demands registered, never answered ones included; both for the day of registration',
  },
  unit: SHARE,
  source: '工企业函〔2017〕187号 (三) 快速响应',
  note: {
    zh: '计于首接节点,时限取登记时有效的规则版本;登记时无规则的不计。时长(response-minutes)只含已响应的',
    en: 'for the node asked first, by the SLA in force then; without one it is not counted. Durations (response-minutes) are of answered demands only',
  },
  numerator: [sum('response-in-time')],
  denominator: [sum('response-due')],
};

/** How many a share of demands leaves out, since it hangs on holidays that are not announced yet. */
const untimed = (of: 'F07' | 'F08'): Figure => ({
  code: `${of}-X`,
  kind: 'count',
  name: UNTIMED[of].name,
  formula: UNTIMED[of].formula,
  unit: PIECES,
  source: '工企业函〔2017〕187号 (三) 快速响应',
  note: {
    zh: `不计入 ${of} 的分子与分母;相应年份的放假通知载入后重新判定`,
    en: `in neither part of ${of}; judged once the notice of the year is in the ledger`,
  },
  numerator: [sum(UNTIMED[of].measure)],
});

const UNTIMED = {
  F07: {
    measure: 'response-untimed',
    name: { zh: '首次响应及时与否无法判定', en: 'Responses whose timeliness is unknown' },
    formula: {
      zh: '已首次响应、因节假日安排尚未公布而无法判定是否及时的需求数,计于登记日',
      en: 'demands responded to in time or late by holidays that are not announced, for the day of registration',
    },
  },
  F08: {
    measure: 'closing-untimed',
    name: { zh: '办结及时与否无法判定', en: 'Closings whose timeliness is unknown' },
    formula: {
      zh: '已办结且满足、因节假日安排尚未公布而无法判定是否按时的需求数,计于受理日',
      en: 'demands met in time or late by holidays that are not announced, for the day of acceptance',
    },
  },
} as const;

const responseMinutes = (p: number): Figure => ({
  code: `F07-P${p}`,
  kind: 'percentile',
  p,
  name: { zh: `首次响应时长 P${p}`, en: `Minutes to the first response, P${p}` },
  formula: {
    zh: `登记至首次响应的工作分钟数的第 ${p} 百分位(最近秩),计于登记日`,
    en: `the ${p}th percentile (nearest rank) of working minutes from registration to the first response, for the day of registration`,
  },
  unit: MINUTES,
  source: '工企业函〔2017〕187号 (三) 快速响应',
  note: {
    zh: '只含已响应的需求(n);从未响应的见 F07',
    en: 'of answered demands only (n); for those never answered see F07',
  },
  numerator: [each('response-minutes')],
});

const closingDue = [sum('closing-due'), { ...sum('closing-excused'), minus: true as const }];

const F08: Figure = {
  code: 'F08',
  kind: 'ratio',
  name: { zh: '按时办结率', en: 'Met and closed in time' },
  formula: {
    zh: '按时办结且需求已满足的需求数 ÷ (受理数 − 企业自行撤回数),均计于受理日',
    en: 'demands closed in time as satisfied ÷ (accepted − withdrawn by the enterprise itself), both for the day of acceptance',
  },
  unit: SHARE,
  source: '工企业函〔2017〕187号 (三) 快速响应;(四) 有保证',
  note: {
    zh: '计于办理节点,期限自登记日起算;退回重办的以最后一次办结为准;代录的撤回不算办结,仍在分母;未满足的见 F08-U;不予受理另列(demand-rejected)',
    en: 'for the handling node, periods run from registration; after reopening the last closing counts; a withdrawal by proxy is no closing and stays in the denominator; for unmet ones see F08-U; rejections are shown apart (demand-rejected)',
  },
  numerator: [sum('met-in-time')],
  denominator: closingDue,
};

const F08_UNMET: Figure = {
  code: 'F08-U',
  kind: 'ratio',
  name: { zh: '办结未满足率', en: 'Closed unmet' },
  formula: {
    zh: '办结为未满足的需求数(不论是否按时) ÷ (受理数 − 企业自行撤回数),均计于受理日',
    en: 'demands closed as unmet, in time or not ÷ (accepted − withdrawn by the enterprise itself), both for the day of acceptance',
  },
  unit: SHARE,
  source: '工企业函〔2017〕187号 (三) 快速响应;(四) 有保证',
  note: {
    zh: '计于办理节点,与 F08 同一分母;退回重办的以最后一次办结为准',
    en: 'for the handling node, of the same demands as F08; after reopening the last closing counts',
  },
  numerator: [sum('closed-unmet')],
  denominator: closingDue,
};

/** The figures of this context, in the order they are shown. */
export const demandFigures: readonly Figure[] = [
  D01,
  ...forwardingFigures,
  F07,
  untimed('F07'),
  responseMinutes(50),
  responseMinutes(90),
  F08,
  F08_UNMET,
  untimed('F08'),
  ...matchingFigures,
  ...appealFigures,
  F09,
];
