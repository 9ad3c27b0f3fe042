import type { Figure } from '#read-store';
import { acceptedDemands, each, SHARE, sum } from './figure-parts.js';

const MATCHING = '工企业函〔2017〕187号 (三) 供需对接便捷;(十一) 提高对接效率';

const F09_MATCHED: Figure = {
  code: 'F09-M',
  kind: 'ratio',
  name: { zh: '对接率', en: 'Matched' },
  formula: {
    zh: '已对接机构的需求数 ÷ 受理数,均计于受理日',
    en: 'demands matched with an agency ÷ accepted, both for the day of acceptance',
  },
  unit: SHARE,
  source: MATCHING,
  note: {
    zh: '计于办理节点;对接未成的不计。用时见 D06-P50,成功率见 D07',
    en: 'for the handling node; a declined match does not count. For how long it took see D06-P50, for tries D07',
  },
  numerator: [sum('demand-matched')],
  denominator: [acceptedDemands],
};

const matchDays = (p: number): Figure => ({
  code: `D06-P${p}`,
  kind: 'percentile',
  p,
  name: { zh: `对接用时 P${p}`, en: `Days to the match, P${p}` },
  formula: {
    zh: `登记至对接的自然日数的第 ${p} 百分位(最近秩),计于对接日`,
    en: `the ${p}th percentile (nearest rank) of civil days from registration to the match, for the day of the match`,
  },
  unit: { zh: '天', en: 'days' },
  source: MATCHING,
  note: { zh: '计于办理节点,每次对接一条', en: 'for the handling node, one of each match' },
  numerator: [each('match-days')],
});

const D07: Figure = {
  code: 'D07',
  kind: 'ratio',
  name: { zh: '对接成功比', en: 'Matches that hold' },
  formula: {
    zh: '未被退回的对接次数 ÷ 对接次数,均计于对接日',
    en: 'matches not declined ÷ matches tried, both for the day of the match',
  },
  unit: SHARE,
  source: MATCHING,
  note: {
    zh: '计于办理节点;其倒数即每次成功所需对接次数',
    en: 'for the handling node; its inverse is the tries it takes to find one',
  },
  numerator: [sum('match-held')],
  denominator: [sum('match-tried')],
};

/** How demands and agencies find each other. */
export const matchingFigures: readonly Figure[] = [F09_MATCHED, matchDays(50), matchDays(90), D07];
