import type { Figure } from '#read-store';
import { PIECES, SHARE, sum } from './figure-parts.js';

const APPEALS = '工企业函〔2017〕187号 (十五) 反映中小企业动态和诉求';

const D08: Figure = {
  code: 'D08',
  kind: 'count',
  name: { zh: '诉求', en: 'Appeals' },
  formula: { zh: '登记的诉求件数,计于登记日', en: 'appeals registered, for the day of registration' },
  unit: PIECES,
  source: APPEALS,
  note: {
    zh: '计于首接节点;按 class 分组可见诉求事项',
    en: 'for the node asked first; group by class to see what about',
  },
  numerator: [sum('demand-registered', { kind: 'APPEAL' })],
};

const D08_CLOSED: Figure = {
  code: 'D08-C',
  kind: 'count',
  name: { zh: '诉求办结', en: 'Appeals closed' },
  formula: {
    zh: '办结且未退回重办的诉求件数,计于办结日',
    en: 'appeals closed and not reopened, for the day of the closing',
  },
  unit: PIECES,
  source: APPEALS,
  note: {
    zh: '计于办理节点;按 code 分组可见结果:SATISFIED、UNMET、WITHDRAWN',
    en: 'for the handling node; group by code to see outcomes: SATISFIED, UNMET, WITHDRAWN',
  },
  numerator: [sum('demand-closed', { kind: 'APPEAL' })],
};

const D09: Figure = {
  code: 'D09',
  kind: 'ratio',
  name: { zh: '回访满意率', en: 'Satisfied when called back' },
  formula: {
    zh: '回访时表示满意的办结件数 ÷ 有回访的办结件数,均计于办结日',
    en: 'closings whose asker was satisfied when called back ÷ closings with a call back, both for the day of the closing',
  },
  unit: SHARE,
  source: APPEALS,
  note: {
    zh: '计于办理节点,退回重办的不计;有回访的占多少见 D09-C;与企业评价(F04)不同,回访由节点记录',
    en: 'for the handling node, while the closing stands; for how many were called back see D09-C; unlike ratings (F04) the node records it',
  },
  numerator: [sum('return-call-satisfied')],
  denominator: [sum('return-called')],
};

const ANSWERED = { code: ['SATISFIED', 'UNMET'] };

const D09_CALLED: Figure = {
  code: 'D09-C',
  kind: 'ratio',
  name: { zh: '回访率', en: 'Called back' },
  formula: {
    zh: '办结(撤回除外)且有回访的件数 ÷ 办结(撤回除外)的件数,均计于办结日',
    en: 'closings with a call back ÷ closings, withdrawals left out of both, for the day of the closing',
  },
  unit: SHARE,
  source: APPEALS,
  note: {
    zh: '计于办理节点,退回重办的不计;诉求须回访后方可办结,需求与咨询可不回访',
    en: 'for the handling node, while the closing stands; an appeal is closed after a call back only, other demands may do without',
  },
  numerator: [sum('return-called', ANSWERED)],
  denominator: [sum('demand-closed', ANSWERED)],
};

/** What enterprises appeal for, and how they took what came of it. */
export const appealFigures: readonly Figure[] = [D08, D08_CLOSED, D09, D09_CALLED];
