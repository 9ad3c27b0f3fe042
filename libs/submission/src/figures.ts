import type { Figure, Part, ProjectionKey } from '#read-store';
import { monthsProjection } from './months.projection.js';
import { postingsProjection } from './postings.projection.js';

const part = ({ name, version }: ProjectionKey, measure: string, kind: 'sum' | 'count' = 'sum'): Part => ({
  projection: { name, version },
  measures: [measure],
  function: { kind },
});
const less = (of: Part): Part => ({ ...of, minus: true });

/** What shares of postings rest on. */
export const accepted = part(postingsProjection, 'posting-accepted');
export const late = part(postingsProjection, 'posting-late');
export const untimed = part(postingsProjection, 'posting-untimed');

const F25: Figure = {
  code: 'F25',
  kind: 'ratio',
  name: { zh: '上报及时率', en: 'Timeliness of posting' },
  formula: {
    zh: '发生次日起 3 个工作日内申报的事件数 ÷ 全部已登记申报数',
    en: 'events posted within three working days of the day after they happened ÷ all recorded postings',
  },
  unit: { zh: '比例', en: 'share' },
  source: '工企业函〔2017〕187号 (六) 及时上报;期间自次日起算(民法典第201条)',
  note: {
    zh: '按登记日归期;节假日安排尚未公布的年份不计入分子与分母(posting-untimed)',
    en: 'by day of recording; years whose holidays are not announced count in neither part (posting-untimed)',
  },
  numerator: [accepted, less(late), less(untimed)],
  denominator: [accepted, less(untimed)],
};

const postingMinutes = (p: number): Figure => ({
  code: `F25-P${p}`,
  kind: 'percentile',
  p,
  name: { zh: `上报时长 P${p}`, en: `Minutes to posting, P${p}` },
  formula: {
    zh: `发生至登记的分钟数的第 ${p} 百分位(最近秩)`,
    en: `the ${p}th percentile (nearest rank) of minutes by the clock from occurrence to recording`,
  },
  unit: { zh: '分钟', en: 'minutes' },
  source: '工企业函〔2017〕187号 (三) 信息畅通;(六) 及时上报',
  note: { zh: '按登记日与申报节点计', en: 'by day of recording, for the node that posted' },
  numerator: [part(postingsProjection, 'posting-minutes', 'count')],
});

const F25_MONTHS: Figure = {
  code: 'F25-M',
  kind: 'ratio',
  name: { zh: '月度申报完整及时率', en: 'Months declared complete in time' },
  formula: {
    zh: '次月 10 日及以前首次申报完整的月份数 ÷ 已申报完整的月份数',
    en: 'node months first declared complete by the 10th of the next month ÷ node months declared complete',
  },
  unit: { zh: '比例', en: 'share' },
  source: '工企业函〔2017〕187号 (三) 信息畅通;(十五) 服务数据报送和分析',
  note: {
    zh: '按所报月份计;从未申报完整的不在其中,见 /v1/submissions',
    en: 'for the month it is about; what was never declared is not in it, see /v1/submissions',
  },
  numerator: [part(monthsProjection, 'month-in-time')],
  denominator: [part(monthsProjection, 'month-declared')],
};

/** The figures of this context, in the order they are shown. */
export const submissionFigures: readonly Figure[] = [F25, postingMinutes(50), postingMinutes(90), F25_MONTHS];
