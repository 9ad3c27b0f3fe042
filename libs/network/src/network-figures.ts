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

/** Agencies that may take new business; F16 joins them with the orders they completed. */
export const liveAgencies: Part = stands('membership-live', 'agency');

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

/** The figures of this context, in the order they are shown. */
export const networkFigures: readonly Figure[] = [NODES, AGENCIES];
