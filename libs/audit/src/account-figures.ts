import { sumPart, type Figure, type Part } from '#read-store';
import { accountsProjection, type Hours } from './accounts.projection.js';

const SHARE = { zh: '比例', en: 'share' };
const TIMES = { zh: '次', en: 'times' };
const SOURCE = '工企业函〔2017〕187号 (十四) 监督检查';

/** By refusal code: grouped by kind. */
export const ACCOUNT_REFUSALS = 'U06';

/** What one account did; by the day of recording, Asia/Shanghai. */
export function accountFigures(account: string): readonly Figure[] {
  const sum = (measure: string, dims: Part['dims'] = {}): Part =>
    sumPart(accountsProjection, measure, { ...dims, code: account });
  const posts = sum('account-posted');
  const at = (...level: readonly Hours[]): Part => sum('account-posted', { level });
  return [
    {
      code: 'U01',
      kind: 'count',
      name: { zh: '申报', en: 'Postings' },
      formula: {
        zh: '登记的申报数,更正在内,计于登记日',
        en: 'postings recorded, corrections among them, for the day of recording',
      },
      unit: { zh: '件', en: 'postings' },
      source: SOURCE,
      numerator: [posts],
    },
    {
      code: 'U02',
      kind: 'ratio',
      name: { zh: '代录占比', en: 'Entered by proxy' },
      formula: {
        zh: '代录的申报数 ÷ 申报数,均计于登记日',
        en: 'postings entered by proxy ÷ postings, both for the day of recording',
      },
      unit: SHARE,
      source: SOURCE,
      numerator: [sum('account-posted', { kind: 'PROXY' })],
      denominator: [posts],
    },
    {
      code: 'U03',
      kind: 'ratio',
      name: { zh: '深夜申报占比', en: 'Posted at night' },
      formula: {
        zh: '00:00–05:00 登记的申报数 ÷ 申报数,均计于登记日',
        en: 'postings recorded from 00:00 to 05:00 ÷ postings, both for the day of recording',
      },
      unit: SHARE,
      source: SOURCE,
      numerator: [at('NIGHT')],
      denominator: [posts],
    },
    {
      code: 'U04',
      kind: 'ratio',
      name: { zh: '工作时间外申报占比', en: 'Posted outside working hours' },
      formula: {
        zh: '工作日 9:00–12:00、13:30–17:30 之外登记的申报数(含深夜) ÷ 申报数,均计于登记日',
        en: 'postings recorded outside 9:00–12:00 and 13:30–17:30 of working days, nights included ÷ postings, both for the day of recording',
      },
      unit: SHARE,
      source: SOURCE,
      note: {
        zh: '节假日安排尚未公布的年份,上述时段内的申报是否在工作日无从判定,不计入分子与分母',
        en: 'in years whose holidays are not announced, postings within these hours count in neither part: nobody can say whether the day is worked',
      },
      numerator: [at('NIGHT', 'OFF')],
      denominator: [at('NIGHT', 'OFF', 'WORKING')],
    },
    {
      code: 'U05',
      kind: 'count',
      name: { zh: '更正', en: 'Corrections made' },
      formula: {
        zh: '所作红字冲销与蓝字更正数,计于登记日',
        en: 'reversals and restatements it made, for the day of recording',
      },
      unit: TIMES,
      source: SOURCE,
      numerator: [sum('account-corrected')],
    },
    {
      code: ACCOUNT_REFUSALS,
      kind: 'count',
      name: { zh: '被退回', en: 'Refusals' },
      formula: {
        zh: '被退回的申报数,相同内容同因退回计一次,计于登记日',
        en: 'refused postings; the same refusal of the same content once, for the day of recording',
      },
      unit: TIMES,
      source: SOURCE,
      numerator: [sum('account-refused')],
    },
  ];
}
