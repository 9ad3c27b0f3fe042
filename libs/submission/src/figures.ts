import type { Figure, Part, ProjectionKey } from '#read-store';
import { monthsProjection } from './months.projection.js';
import { postingsProjection } from './postings.projection.js';
import { timelinessProjection } from './timeliness.projection.js';

const part = ({ name, version }: ProjectionKey, measure: string, kind: 'sum' | 'count' = 'sum'): Part => ({
  projection: { name, version },
  measures: [measure],
  function: { kind },
});
const less = (of: Part): Part => ({ ...of, minus: true });

/** What shares of all postings rest on. */
export const accepted = part(postingsProjection, 'posting-accepted');

const posted = part(timelinessProjection, 'fact-posted');
const untimed = part(timelinessProjection, 'fact-untimed');
/** Of the postings that can be judged, those that were late, and all. */
export const late = part(timelinessProjection, 'fact-late');
export const timed: readonly Part[] = [posted, less(untimed)];

const F25: Figure = {
  code: 'F25',
  kind: 'ratio',
  name: { zh: '上报及时率', en: 'Timeliness of posting' },
  formula: {
    zh: '发生次日起 3 个工作日内申报的业务事件数 ÷ 已登记的业务事件数,均计于登记日',
    en: 'facts posted within three working days of the day after they happened ÷ facts posted, both for the day of recording',
  },
  unit: { zh: '比例', en: 'share' },
  source: '工企业函〔2017〕187号 (六) 及时上报;期间自次日起算(民法典第201条)',
  note: {
    zh: '计于申报节点;只计需求、订单、活动的事件,登记名册与更正不计;发生时间经更正的按更正后的时间重新判定,被冲销的不计;因节假日安排尚未公布而无法判定的不计入分子与分母,见 F25-X',
    en: 'for the node that posted; facts of demands, orders and activities only, no registers, no corrections; a time that was restated is judged anew, what was reversed does not count; what cannot be judged, since the holidays of the year are not announced, counts in neither part, see F25-X',
  },
  numerator: [...timed, less(late)],
  denominator: timed,
};

const F25_UNTIMED: Figure = {
  code: 'F25-X',
  kind: 'count',
  name: { zh: '及时与否无法判定', en: 'Postings whose timeliness is unknown' },
  formula: {
    zh: '跨入节假日安排尚未公布的年份、无论如何安排都无法判定是否及时的业务事件数,计于登记日',
    en: 'facts that reach into a year whose holidays are not announced and may be in time or late by what they will be, for the day of recording',
  },
  unit: { zh: '件', en: 'postings' },
  source: '工企业函〔2017〕187号 (六) 及时上报',
  note: {
    zh: '计于申报节点;相应年份的放假通知载入后重新判定',
    en: 'for the node that posted; judged once the notice of the year is in the ledger',
  },
  numerator: [untimed],
};

const postingMinutes = (p: number): Figure => ({
  code: `F25-P${p}`,
  kind: 'percentile',
  p,
  name: { zh: `上报时长 P${p}`, en: `Minutes to posting, P${p}` },
  formula: {
    zh: `业务事件发生至登记的分钟数的第 ${p} 百分位(最近秩),计于登记日`,
    en: `the ${p}th percentile (nearest rank) of minutes by the clock from occurrence to recording of facts, for the day of recording`,
  },
  unit: { zh: '分钟', en: 'minutes' },
  source: '工企业函〔2017〕187号 (三) 信息畅通;(六) 及时上报',
  note: { zh: '计于申报节点;所计事件同 F25', en: 'for the node that posted; of the same facts as F25' },
  numerator: [part(timelinessProjection, 'fact-minutes', 'count')],
});

const F25_MONTHS: Figure = {
  code: 'F25-M',
  kind: 'ratio',
  name: { zh: '月度申报完整及时率', en: 'Months declared complete in time' },
  formula: {
    zh: '次月 10 日及以前首次申报完整的月份数 ÷ 已申报完整的月份数,均计于所报月份的末日',
    en: 'node months first declared complete by the 10th of the next month ÷ node months declared complete, both for the last day of the month declared',
  },
  unit: { zh: '比例', en: 'share' },
  source: '工企业函〔2017〕187号 (三) 信息畅通;(十五) 服务数据报送和分析',
  note: {
    zh: '10 日为自然日;从未申报完整的不在其中,见 /v1/submissions',
    en: 'the 10th is a day of the calendar; what was never declared is not in it, see /v1/submissions',
  },
  numerator: [part(monthsProjection, 'month-in-time')],
  denominator: [part(monthsProjection, 'month-declared')],
};

/** The figures of this context, in the order they are shown. */
export const submissionFigures: readonly Figure[] = [
  F25,
  F25_UNTIMED,
  postingMinutes(50),
  postingMinutes(90),
  F25_MONTHS,
];
