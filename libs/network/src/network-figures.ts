import type { Figure, Part } from '#read-store';
import { networkProjection } from './network.projection.js';

const { name, version } = networkProjection;
const stands = (measure: string, of: 'node' | 'org'): Part => ({
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
  numerator: [stands('node-active', 'node')],
};

/** Agencies that may take new business; F16 joins them with the orders they completed. */
export const liveAgencies: Part = stands('membership-live', 'org');

const AGENCIES: Figure = {
  code: 'N02',
  kind: 'count',
  stock: true,
  name: { zh: '在网服务机构数', en: 'Agencies in the network' },
  formula: { zh: '期末入网且未暂停、未退出的服务机构', en: 'agencies with a live membership at the end of the period' },
  unit: { zh: '家', en: 'agencies' },
  source: '工企业函〔2017〕187号 (七) 服务机构聚合',
  numerator: [liveAgencies],
};

/** The figures of this context, in the order they are shown. */
export const networkFigures: readonly Figure[] = [NODES, AGENCIES];
