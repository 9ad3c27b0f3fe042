import { WELFARE_UNITS } from '#kernel';
import type { Figure, Part } from '#read-store';
import { codesOf } from '#reference';
import { projection, SHARE, sum, unitsServed } from './figure-parts.js';
import type { Measure } from './measures.js';

/** What of the services is public welfare, and whether it is what the catalogue asks for (guideline §9). */

const WELFARE = ['PUBLIC', 'LOW_FEE'];

const F14: Figure = {
  code: 'F14',
  kind: 'ratio',
  name: { zh: '公益占比(家次)', en: 'Welfare share (by enterprise services)' },
  formula: {
    zh: '公益性与低收费服务家次 ÷ 全部服务家次',
    en: 'enterprise services that are public welfare or low-fee ÷ all',
  },
  unit: SHARE,
  source: '工企业函〔2017〕187号 (九) 公益为基础;156号 公益/低收费 ≥ 20%',
  note: {
    zh: '只看公益性时按 welfare 分组',
    en: 'group by welfare to see public welfare alone',
  },
  numerator: [unitsServed({ welfare: ['PUBLIC', 'LOW_FEE'] })],
  denominator: [unitsServed()],
};

const F14_MONEY: Figure = {
  code: 'F14-M',
  kind: 'ratio',
  name: { zh: '公益占比(金额)', en: 'Welfare share (by money)' },
  formula: {
    zh: '公益性与低收费订单的合同金额 ÷ 全部合同金额',
    en: 'contract value of orders that are public welfare or low-fee ÷ all contract value',
  },
  unit: SHARE,
  source: '工企业函〔2017〕187号 (九) 公益为基础、增值为补充;F14 的第二行',
  note: {
    zh: '只计订单;取合同金额,因付款为企业所付,公益性订单依定义为零;订单取消后扣回',
    en: 'orders only; by contract, since what enterprises pay is nothing for public welfare by definition; taken back when an order is cancelled',
  },
  numerator: [sum('amount-contracted', { welfare: WELFARE })],
  denominator: [sum('amount-contracted')],
};

const F14_CONFORMING: Figure = {
  code: 'F14-C',
  kind: 'ratio',
  name: { zh: '清单符合率', en: 'Conformity to the welfare catalogue' },
  formula: {
    zh: '佐证齐备的公益服务数 ÷ 举办的公益性活动数与完成的公益性订单数',
    en: 'of the public welfare activities held and orders completed, those with all evidence their entry demands',
  },
  unit: SHARE,
  source: '工企业函〔2017〕187号 (九) 明确支持范围、服务要求与服务标准',
  note: {
    zh: '所需佐证以登记时引用的清单条目为准,补齐后计入;未问及条目时登记的不计',
    en: 'by the terms each service quotes from its entry, and as soon as the evidence is there; without services recorded before entries were asked for',
  },
  numerator: [sum('welfare-conforming')],
  denominator: [sum('welfare-delivered')],
};

export const welfareFigures: readonly Figure[] = [F14, F14_MONEY, F14_CONFORMING];

const SERVICES = { zh: '件', en: 'services' };

type Count = Extract<Figure, { readonly kind: 'count' }>;

/** A column of the statement, to be cut up by entry (`code`) and unit (`level`). */
const column = (code: string, measure: Measure, name: Figure['name'], formula: Figure['formula']): Count => ({
  code,
  kind: 'count',
  name,
  formula,
  unit: SERVICES,
  source: '工企业函〔2017〕187号 (九) 公益性服务清单',
  numerator: [sum(measure)],
});

const distinctOrgs: Part = {
  projection,
  measures: ['welfare-quantity'],
  dims: { level: 'ORGS' },
  function: { kind: 'countDistinct', of: ['org'] },
};

/** The columns of the public-welfare statement (P12), each a figure of its own. */
export const welfareStatement = {
  planned: column(
    'P12-P',
    'welfare-planned',
    { zh: '计划公益服务', en: 'Public welfare planned' },
    {
      zh: '期内计划举办的活动数 + 下单数,取消的除外',
      en: 'activities to be held and orders placed, unless called off',
    },
  ),
  delivered: column(
    'P12-D',
    'welfare-delivered',
    { zh: '完成公益服务', en: 'Public welfare delivered' },
    { zh: '举办的活动数 + 完成的订单数', en: 'activities held plus orders completed' },
  ),
  quantity: {
    ...column(
      'P12-Q',
      'welfare-quantity',
      { zh: '公益服务数量', en: 'Public welfare in units of its entries' },
      {
        zh: '场:活动与订单的服务场次;家:去重企业;次:活动与订单;人:实名参与',
        en: 'SESSIONS: of activities and orders; ORGS: distinct enterprises; TIMES: activities and orders; PERSONS: named attendances',
      },
    ),
    unit: { zh: '条目计量单位', en: 'the unit of the entry' },
    note: { zh: '单位不同不可相加,应按 code、level 查看', en: 'units do not add up: see it by code and level' },
    numerator: [
      sum('welfare-quantity', { level: codesOf(WELFARE_UNITS).filter((unit) => unit !== 'ORGS') }),
      distinctOrgs,
    ],
  },
  accepted: column(
    'P12-A',
    'welfare-accepted',
    { zh: '验收公益服务', en: 'Public welfare accepted' },
    {
      zh: '已核验的活动数 + 企业本人确认后完成的订单数',
      en: 'activities verified plus orders completed that the buyer itself confirmed',
    },
  ),
  conforming: column(
    'P12-C',
    'welfare-conforming',
    { zh: '符合清单的公益服务', en: 'Public welfare that conforms' },
    { zh: '佐证齐备的公益服务数', en: 'delivered, with all evidence its entry demands' },
  ),
} as const satisfies Readonly<Record<string, Figure>>;
