import { sumPart, type Figure, type Part } from '#read-store';
import { catalogueProjection } from './catalogue.projection.js';

const { name, version } = catalogueProjection;
const standing = (measure: string): Part => sumPart({ name, version }, measure);

const SHELF_DAYS = {
  zh: '自上架之日起计,自下架之日起不计;变更自其上架之日起计',
  en: 'from the day of the listing, no longer from that of the delisting; a change counts from the day it is listed',
};

const SHARE = { zh: '比例', en: 'share' };

const ITEMS: Figure = {
  code: 'C01',
  kind: 'count',
  stock: true,
  name: { zh: '在架服务产品', en: 'Service items on the shelf' },
  formula: { zh: '期末在架的服务产品数', en: 'service items on the shelf at the end of the period' },
  unit: { zh: '项', en: 'items' },
  source: '工企业函〔2017〕187号 (四) 集聚服务资源;(十) 线上服务超市',
  note: SHELF_DAYS,
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
  note: SHELF_DAYS,
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
  note: SHELF_DAYS,
  numerator: [standing('item-from-demand')],
  denominator: [standing('item-listed')],
};

const WITH_STANDARD: Figure = {
  code: 'C04',
  kind: 'ratio',
  stock: true,
  name: { zh: '执行服务规范占比', en: 'Items under a service standard' },
  formula: {
    zh: '所列服务规范期末仍有效的在架产品 ÷ 在架产品',
    en: 'items on the shelf that name a standard which is in force at the end of the period ÷ all',
  },
  unit: SHARE,
  source: '工企业函〔2017〕187号 (五) 建立统一的服务规范',
  note: {
    zh: '服务规范自生效日起有效,自废止日起其产品不计;被新版本取代的仍计。产品按上架、下架之日计',
    en: 'a standard counts from the day it takes effect, and its items no longer from the day it is withdrawn; a later version leaves them in. Items by the days of listing and delisting',
  },
  numerator: [
    {
      ...standing('item-with-standard'),
      among: {
        dimension: 'kind',
        standing: { projection: { name, version }, measures: ['standard-published'] },
      },
    },
  ],
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
  note: {
    zh: '自生效日(effectiveFrom)起计,自废止日(on)起不计,不论何时登记',
    en: 'from the day it takes effect (effectiveFrom), no longer from the day it is withdrawn (on), whenever that was recorded',
  },
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
  note: {
    zh: '各网络期末有效版本的条目之和;新版本自生效日(effectiveFrom)起计',
    en: 'of the versions in force at the end of the period, all networks together; a version counts from the day it takes effect (effectiveFrom)',
  },
  numerator: [standing('welfare-entry')],
};

/** Of what agencies offer. */
export const itemFigures: readonly Figure[] = [ITEMS, CLASSES, FROM_DEMAND, WITH_STANDARD];

/** The figures of this context, in the order they are shown. */
export const catalogueFigures: readonly Figure[] = [...itemFigures, POLICIES, ENTRIES];
