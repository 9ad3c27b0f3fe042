import { activityProjection } from '#activity/published';
import type { Figure } from '#read-store';
import { acceptedDemands } from './figure-parts.js';

const { name, version } = activityProjection;

/** Joins what two contexts have recorded: a demand, and the order that names it. */
export const F09: Figure = {
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
  numerator: [
    {
      projection: { name, version },
      measures: ['demand-ordered'],
      function: { kind: 'countDistinct', of: ['code'] },
    },
  ],
  denominator: [acceptedDemands],
};
