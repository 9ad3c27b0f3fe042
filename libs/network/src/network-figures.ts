import { activityProjection } from '#activity/published';
import type { Figure, Part } from '#read-store';
import { networkProjection } from './network.projection.js';

const { name, version } = networkProjection;
const stands = (measure: string, of: 'node' | 'agency'): Part => ({
  projection: { name, version },
  measures: [measure],
  function: { kind: 'countDistinct', of: [of] },
});

const NODES: Figure = {
  code: 'N01',
  kind: 'count',
  stock: true,
  name: { zh: '在网节点数', en: 'Nodes in service' },
  formula: {
    zh: '期末已验收且未暂停、未退出的节点',
    en: 'nodes accepted and neither suspended nor gone at the end of the period',
  },
  unit: { zh: '个', en: 'nodes' },
  source: '工企业函〔2017〕187号 (七) 增加服务节点',
  note: {
    zh: '自验收日(on)起计,自退出生效日(effectiveOn)、暂停日起不计,自恢复日起再计;已宣布而尚未生效的退出,自生效日起不计',
    en: 'from the day of the acceptance (on); no longer from the day an exit takes effect (effectiveOn) or of a suspension, again from that of the reinstatement; an exit announced ahead counts from its day',
  },
  numerator: [stands('node-active', 'node')],
};

/** Agencies that may take new business. */
const liveAgencies: Part = stands('membership-live', 'agency');

const AGENCIES: Figure = {
  code: 'N02',
  kind: 'count',
  stock: true,
  name: { zh: '在网服务机构数', en: 'Agencies in the network' },
  formula: { zh: '期末入网且未暂停、未退出的服务机构', en: 'agencies with a live membership at the end of the period' },
  unit: { zh: '家', en: 'agencies' },
  source: '工企业函〔2017〕187号 (七) 服务机构聚合',
  note: {
    zh: '自批准、恢复之日起计,自暂停、退出、列入禁入之日起不计;按 class 分组时一家机构计于其每一类别,各类之和不等于总数',
    en: 'from the day of approval or reinstatement, no longer from that of a suspension, exit or bar; by class an agency counts in each of its classes, so classes do not add up to the whole',
  },
  numerator: [liveAgencies],
};

/** Joins the agencies of the network with the orders they completed. */
const ACTIVE_AGENCIES: Figure = {
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
    {
      projection: { name: activityProjection.name, version: activityProjection.version },
      measures: ['order-completed'],
      function: { kind: 'countDistinct', of: ['agency'] },
      window: { months: 12 },
    },
  ],
  denominator: [liveAgencies],
};

/** The figures of this context, in the order they are shown. */
export const networkFigures: readonly Figure[] = [ACTIVE_AGENCIES, NODES, AGENCIES];
