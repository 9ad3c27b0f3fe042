import type { Figure } from '#read-store';
import { PIECES, SHARE, sum } from './figure-parts.js';

const APPEALS = '工企业函〔2017〕187号 (十五) 反映中小企业动态和诉求';

const D08: Figure = {
  code: 'D08',
  kind: 'count',
  name: { zh: '诉求', en: 'Appeals' },
  formula: { zh: '登记的诉求件数', en: 'appeals registered' },
  unit: PIECES,
  source: APPEALS,
  note: {
    zh: '按登记日与首接节点计;按 class 分组可见诉求事项',
    en: 'for the day and the node asked first; group by class to see what about',
  },
  numerator: [sum('demand-registered', { kind: 'APPEAL' })],
};

const D08_CLOSED: Figure = {
  code: 'D08-C',
  kind: 'count',
  name: { zh: '诉求办结', en: 'Appeals closed' },
  formula: { zh: '办结且未退回重办的诉求件数', en: 'appeals closed and not reopened' },
  unit: PIECES,
  source: APPEALS,
  note: {
    zh: '按办结日与办理节点计;按 code 分组可见结果:SATISFIED、UNMET、WITHDRAWN',
    en: 'for the day of the closing and the handling node; group by code to see outcomes: SATISFIED, UNMET, WITHDRAWN',
  },
  numerator: [sum('demand-closed', { kind: 'APPEAL' })],
};

const D09: Figure = {
  code: 'D09',
  kind: 'ratio',
  name: { zh: '回访满意率', en: 'Satisfied when called back' },
  formula: {
    zh: '回访时表示满意的办结件数 ÷ 有回访的办结件数',
    en: 'closings whose asker was satisfied when called back ÷ closings with a call back',
  },
  unit: SHARE,
  source: APPEALS,
  note: {
    zh: '按办结日与办理节点计,退回重办的不计;与企业评价(F04)不同,回访由节点记录',
    en: 'for the day of the closing and the handling node, while it stands; unlike ratings (F04) the node records it',
  },
  numerator: [sum('return-call-satisfied')],
  denominator: [sum('return-called')],
};

/** What enterprises appeal for, and how they took what came of it. */
export const appealFigures: readonly Figure[] = [D08, D08_CLOSED, D09];
