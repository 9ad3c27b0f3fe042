import type { CheckCode } from '#kernel';

/** 报送数据质量: what is checked of how a party reports. */

interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

export interface Check {
  readonly name: Bilingual;
  /** The dimension of data quality (GB/T 36344-2018) it belongs to. */
  readonly dimension: Bilingual;
  /** What happens: the door refuses, the entry is flagged and counts, or the month is noticed. */
  readonly action: 'refuse' | 'refuse-and-flag' | 'flag' | 'notice';
  readonly formula: Bilingual;
}

const NORM = { zh: '规范性', en: 'conformity' };
const COMPLETE = { zh: '完整性', en: 'completeness' };
const ACCURATE = { zh: '准确性', en: 'accuracy' };
const CONSISTENT = { zh: '一致性', en: 'consistency' };
const TIMELY = { zh: '时效性', en: 'timeliness' };

const refusedOf = (what: Bilingual): Bilingual => ({
  zh: `因${what.zh}被退回的申报数 ÷ (已登记申报数 + 分子)`,
  en: `postings refused for ${what.en} ÷ (recorded postings + numerator)`,
});
const flaggedOf = (what: Bilingual): Bilingual => ({
  zh: `${what.zh}被标记或因此被退回的申报数 ÷ (可作此检查的已登记申报数 + 退回数)`,
  en: `postings flagged or refused for ${what.en} ÷ (recorded postings that can be checked for it + those refused)`,
});

export const CHECKS: Readonly<Record<CheckCode, Check>> = {
  Q01: {
    name: { zh: '标识校验', en: 'Identifiers' },
    dimension: NORM,
    action: 'refuse-and-flag',
    formula: flaggedOf({ zh: '标识位数、字符或校验位不符', en: 'length, characters or check digits of identifiers' }),
  },
  Q02: {
    name: { zh: '个人信息', en: 'Personal data' },
    dimension: NORM,
    action: 'refuse',
    formula: refusedOf({ zh: '含疑似个人信息', en: 'what looks like personal data' }),
  },
  Q03: {
    name: { zh: '格式与代码', en: 'Form and codes' },
    dimension: NORM,
    action: 'refuse',
    formula: refusedOf({ zh: '格式或代码不符', en: 'form, or codes not in force' }),
  },
  Q04: {
    name: { zh: '时间', en: 'Times' },
    dimension: ACCURATE,
    action: 'refuse',
    formula: refusedOf({ zh: '时间不合理或超过期限', en: 'times that cannot be, or are out of limits' }),
  },
  Q05: {
    name: { zh: '月末集中申报', en: 'Posted at the end of the month' },
    dimension: TIMELY,
    action: 'flag',
    formula: {
      zh: '当月最后几日登记的申报占全月的份额超过阈值,则全月记一次不合格;不足 10 条不判',
      en: 'the month fails when more than a share of its postings was recorded on its last days; below 10 it is not judged',
    },
  },
  Q06: {
    name: { zh: '佐证与内容齐全', en: 'Evidence and contents' },
    dimension: COMPLETE,
    action: 'refuse-and-flag',
    formula: flaggedOf({ zh: '服务时长为零、佐证逾期或缺项', en: 'zero minutes, late evidence, or what is missing' }),
  },
  Q07: {
    name: { zh: '实名比例', en: 'Named attendance' },
    dimension: COMPLETE,
    action: 'refuse-and-flag',
    formula: flaggedOf({ zh: '未实名过多或实名多于申报', en: 'too many unnamed, or more named than declared' }),
  },
  Q08: {
    name: { zh: '前后一致', en: 'Consistency' },
    dimension: CONSISTENT,
    action: 'refuse-and-flag',
    formula: flaggedOf({ zh: '与台账其他记录矛盾', en: 'contradicting what else is recorded' }),
  },
  Q09: {
    name: { zh: '重复', en: 'Duplicates' },
    dimension: ACCURATE,
    action: 'refuse',
    formula: refusedOf({ zh: '重复', en: 'saying what is recorded already' }),
  },
  Q10: {
    name: { zh: '引用', en: 'References' },
    dimension: CONSISTENT,
    action: 'refuse',
    formula: refusedOf({
      zh: '所引主体、节点、事项不存在或不在相应状态',
      en: 'what they refer to not being there, or not so',
    }),
  },
  Q11: {
    name: { zh: '金额单位', en: 'Unit of amounts' },
    dimension: ACCURATE,
    action: 'flag',
    formula: flaggedOf({ zh: '较上年相差千倍', en: 'a thousandfold difference from the year before' }),
  },
  Q12: {
    name: { zh: '其他类占比', en: 'Share of class 99' },
    dimension: ACCURATE,
    action: 'flag',
    formula: {
      zh: '归入其他服务(99)的活动与订单占比超过阈值,则全月记一次不合格;不足 10 条不判',
      en: 'the month fails when more than a share of its activities and orders is of class 99; below 10 it is not judged',
    },
  },
  Q13: {
    name: { zh: '上报及时', en: 'Timely posting' },
    dimension: TIMELY,
    action: 'notice',
    formula: { zh: '1 − F25', en: '1 − F25' },
  },
  Q14: {
    name: { zh: '自报合计对账', en: 'Own totals' },
    dimension: CONSISTENT,
    action: 'notice',
    formula: {
      zh: '自报月度合计与台账不符的项数 ÷ 自报项数',
      en: 'totals the node states of its month that differ from the ledger ÷ totals stated',
    },
  },
  Q15: {
    name: { zh: '异常波动', en: 'Leaps' },
    dimension: ACCURATE,
    action: 'flag',
    formula: {
      zh: '当月值大于前 12 个月均值加三倍标准差的项数 ÷ 前 12 个月均有值的项数',
      en: 'quantities above mean + 3σ of the twelve months before ÷ quantities that all twelve had',
    },
  },
};
