import type { Figure, Part } from '#read-store';
import { postingsProjection } from './postings.projection.js';

const { name, version } = postingsProjection;

const posted = (measure: string): Part => ({
  projection: { name, version },
  measures: [measure],
  function: { kind: 'sum' },
});
const less = (measure: string): Part => ({ ...posted(measure), minus: true });

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
  numerator: [posted('posting-accepted'), less('posting-late'), less('posting-untimed')],
  denominator: [posted('posting-accepted'), less('posting-untimed')],
};

/** The figures of this context, in the order they are shown. */
export const submissionFigures: readonly Figure[] = [F25];
