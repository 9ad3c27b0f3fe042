import { sumPart, type Figure, type Part } from '#read-store';
import { catalogueProjection } from './catalogue.projection.js';

const standing = (measure: string): Part => sumPart(catalogueProjection, measure);

const SHARE = { zh: '比例', en: 'share' };

const ITEMS: Figure = {
  code: 'C01',
  kind: 'count',
  stock: true,
  name: { zh: '在架服务产品', en: 'Service items on the shelf' },
  formula: { zh: '期末在架的服务产品数', en: 'service items on the shelf at the end of the period' },
  unit: { zh: '项', en: 'items' },
  source: '工企业函〔2017〕187号 (四) 集聚服务资源;(十) 线上服务超市',
  numerator: [standing('item-listed')],
};

const CLASSES: Figure = {
  code: 'C02',
  kind: 'count',
  stock: true,
  name: { zh: '在架服务类别', en: 'Classes on the shelf' },
  formula: { zh: '期末在架服务产品的类别数(去重)', en: 'distinct classes of the items on the shelf' },
  unit: { zh: '类', en: 'classes' },
  source: '工企业函〔2017〕187号 (三) 功能完善',
  numerator: [{ ...standing('item-listed'), function: { kind: 'countDistinct', of: ['class'] } }],
};

const FROM_DEMAND: Figure = {
  code: 'C03',
  kind: 'ratio',
  stock: true,
  name: { zh: '依据需求开发占比', en: 'Items developed from demands' },
  formula: {
    zh: '列明所依据需求的在架产品 ÷ 在架产品',
    en: 'items on the shelf that name the demands behind them ÷ all',
  },
  unit: SHARE,
  source: '工企业函〔2017〕187号 (六) 依据需求开发服务产品',
  numerator: [standing('item-from-demand')],
  denominator: [standing('item-listed')],
};

const WITH_STANDARD: Figure = {
  code: 'C04',
  kind: 'ratio',
  stock: true,
  name: { zh: '执行服务规范占比', en: 'Items under a service standard' },
  formula: {
    zh: '执行已发布服务规范的在架产品 ÷ 在架产品',
    en: 'items on the shelf that follow a published standard ÷ all',
  },
  unit: SHARE,
  source: '工企业函〔2017〕187号 (五) 建立统一的服务规范',
  numerator: [standing('item-with-standard')],
  denominator: [standing('item-listed')],
};

const POLICIES: Figure = {
  code: 'C05',
  kind: 'count',
  stock: true,
  name: { zh: '有效政策', en: 'Policies in force' },
  formula: { zh: '期末已生效且未废止的政策数', en: 'policies in force at the end of the period' },
  unit: { zh: '件', en: 'policies' },
  source: '工企业函〔2017〕187号 (四) 政策引导;(五) 汇集和宣传方针政策',
  numerator: [standing('policy-published')],
};

const ENTRIES: Figure = {
  code: 'C06',
  kind: 'count',
  stock: true,
  name: { zh: '公益性服务清单条目', en: 'Entries of the welfare catalogue' },
  formula: { zh: '期末公益性服务清单的条目数', en: 'entries of the welfare catalogue at the end of the period' },
  unit: { zh: '条', en: 'entries' },
  source: '工企业函〔2017〕187号 (九) 建立公益性服务清单',
  numerator: [standing('welfare-entry')],
};

/** Of what agencies offer. */
export const itemFigures: readonly Figure[] = [ITEMS, CLASSES, FROM_DEMAND, WITH_STANDARD];

/** The figures of this context, in the order they are shown. */
export const catalogueFigures: readonly Figure[] = [...itemFigures, POLICIES, ENTRIES];
