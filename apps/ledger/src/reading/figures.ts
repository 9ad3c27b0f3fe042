import { activityFigures, activityProjection, orderFigures, welfareStatement } from '#activity';
import { catalogueFigures, itemFigures } from '#catalogue';
import { acceptedDemands, demandFigures } from '#demand';
import { liveAgencies, networkFigures } from '#network';
import type { Figure, Part } from '#read-store';
import { qualityFigures, submissionFigures } from '#submission';
import { isCutBy } from './figure-cuts.js';
import { refuse } from './query.js';

const ofOrders = (part: Omit<Part, 'projection'>): Part => ({
  projection: { name: activityProjection.name, version: activityProjection.version },
  ...part,
});

/** Joins what two contexts have recorded: a demand, and the order that names it. */
const F09: Figure = {
  code: 'F09',
  kind: 'ratio',
  name: { zh: '对接成功率', en: 'Demands that became orders' },
  formula: {
    zh: '有订单被接单的需求数(去重,计于接单日) ÷ 受理数(计于受理日)',
    en: 'distinct demands of which an order was accepted (on the day of that) ÷ accepted demands (on the day of acceptance)',
  },
  unit: { zh: '比例', en: 'share' },
  source: '工企业函〔2017〕187号 (三) 供需对接便捷;(十一) 提高对接效率',
  note: {
    zh: '分子计于服务节点,分母计于经办节点;两日不在同一期间、两处不是同一节点时可大于 1',
    en: 'numerator at the node that serves, denominator at the node that handles: may exceed 1 where the two days are not of one period, or the two nodes not one',
  },
  numerator: [ofOrders({ measures: ['demand-ordered'], function: { kind: 'countDistinct', of: ['code'] } })],
  denominator: [acceptedDemands],
};

/** Joins the agencies of the network with the orders they completed. */
const F16: Figure = {
  code: 'F16',
  kind: 'ratio',
  stock: true,
  name: { zh: '资源活跃率', en: 'Agencies active' },
  formula: {
    zh: '截至期末 12 个月内有完成订单的服务机构数(去重,计于完成日) ÷ 期末在网服务机构数',
    en: 'distinct agencies with an order completed (on that day) in the 12 months up to the end of the period ÷ agencies with a live membership at its end',
  },
  unit: { zh: '比例', en: 'share' },
  source: '工企业函〔2017〕187号 (四) 集聚和共享服务资源',
  note: {
    zh: '入网不分节点,故不按节点计;按月分组时,12 个月随各月末移动;完成订单后退出的机构仍在分子,可大于 1',
    en: 'memberships are of the network, so there is none of a node; by month the 12 months move with the end of each; who completed an order and left stays in the numerator: may exceed 1',
  },
  numerator: [
    ofOrders({
      measures: ['order-completed'],
      function: { kind: 'countDistinct', of: ['agency'] },
      window: { months: 12 },
    }),
  ],
  denominator: [liveAgencies],
};

/** Figures of the network and of its nodes, in the order scorecards and overview show them. */
export const FIGURES: readonly Figure[] = [
  ...activityFigures,
  ...demandFigures,
  F09,
  F16,
  ...networkFigures,
  ...catalogueFigures,
  ...submissionFigures,
];

/** Those that a node can have. */
export const NODE_FIGURES: readonly Figure[] = FIGURES.filter((figure) => isCutBy(figure, 'node'));

/** What an agency does and offers, in the order its scorecard shows it. */
export const AGENCY_FIGURES: readonly Figure[] = [...activityFigures, ...orderFigures, ...itemFigures].filter(
  (figure) => isCutBy(figure, 'agency'),
);

/** Every figure that can be asked for: those, the columns of statements, and the defect rates behind the data quality score. */
export const ALL_FIGURES: readonly Figure[] = [
  ...new Set([...FIGURES, ...AGENCY_FIGURES, ...Object.values(welfareStatement), ...qualityFigures]),
];

/** Refuses with figure-unknown. */
export function figureAmong(figures: readonly Figure[], code: string): Figure {
  const found = figures.find((figure) => figure.code === code);
  if (found === undefined) throw refuse('figure-unknown', { params: { code: code.slice(0, 20) } });
  return found;
}

export const figureOf = (code: string): Figure => figureAmong(ALL_FIGURES, code);
