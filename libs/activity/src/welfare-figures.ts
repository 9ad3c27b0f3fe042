import { WELFARE_UNITS } from '#kernel';
import type { Figure } from '#read-store';
import { codesOf } from '#reference';
import { distinct, SHARE, sum, unitsServed } from './figure-parts.js';
import type { Measure } from './measures.js';

/** What of the services is public welfare, and whether it is what the catalogue asks for (guideline §9). */

const WELFARE = ['PUBLIC', 'LOW_FEE'];

const F14: Figure = {
  code: 'F14',
  kind: 'ratio',
  name: { zh: '公益占比(家次)', en: 'Welfare share (by enterprise services)' },
  formula: {
    zh: '公益性与低收费服务家次 ÷ 全部服务家次,口径与计入日同 F02',
    en: 'enterprise services that are public welfare or low-fee ÷ all, counted and dated as in F02',
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
    zh: '公益性与低收费订单的合同金额 ÷ 全部合同金额,均计于合同备案事项发生日',
    en: 'contract value of orders that are public welfare or low-fee ÷ all contract value, both on the day the contract was filed',
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
    zh: '佐证齐备的公益服务数 ÷ 申报举办的公益性活动数与完成的公益性订单数,均计于举办日、完成日',
    en: 'of the public welfare activities said to be held and orders completed, those with all evidence their entry demands, both on the day held or completed',
  },
  unit: SHARE,
  source: '工企业函〔2017〕187号 (九) 明确支持范围、服务要求与服务标准',
  note: {
    zh: '所需佐证种类以登记时引用的清单条目为准,活动的照片须有 3 张不同的、其他种类各 1 件,订单每种 1 件;补齐后计入;作废的活动视同未举办而不符合,仍在分母;未问及条目时登记的不计',
    en: 'by the kinds of evidence each service quotes from its entry: of an activity three different photos and one file of every other kind, of an order one of each; as soon as the evidence is there; an invalidated activity does not conform and stays in the denominator; without services recorded before entries were asked for',
  },
  numerator: [sum('welfare-conforming')],
  denominator: [sum('welfare-reported')],
};

export const welfareFigures: readonly Figure[] = [F14, F14_MONEY, F14_CONFORMING];

const SERVICES = { zh: '件', en: 'services' };

type Count = Extract<Figure, { readonly kind: 'count' }>;

/** A column of the statement, to be cut up by `network`, `entry` and unit (`level`). */
const column = (code: string, measure: Measure, name: Figure['name'], formula: Figure['formula']): Count => ({
  code,
  kind: 'count',
  name,
  formula,
  unit: SERVICES,
  source: '工企业函〔2017〕187号 (九) 公益性服务清单',
  numerator: [sum(measure)],
});

const distinctOrgs = distinct('welfare-quantity', 'org', { level: 'ORGS' });

/** The columns of the public-welfare statement (P12), each a figure of its own. */
export const welfareStatement = {
  planned: {
    ...column(
      'P12-P',
      'welfare-planned',
      { zh: '计划公益服务', en: 'Public welfare planned' },
      {
        zh: '计划举办的活动数(计于计划开始日) + 下单数(计于下单日),取消的除外;作废的活动仍为计划',
        en: 'activities to be held (on the day they were to begin) and orders placed (on that day), unless called off; an invalidated activity was planned all the same',
      },
    ),
    ahead: true,
  },
  delivered: column(
    'P12-D',
    'welfare-delivered',
    { zh: '完成公益服务', en: 'Public welfare delivered' },
    {
      zh: '举办的活动数(计于举办日) + 完成的订单数(计于完成日);作废的活动不计',
      en: 'activities held (on that day) plus orders completed (on that day), without invalidated activities',
    },
  ),
  quantity: {
    ...column(
      'P12-Q',
      'welfare-quantity',
      { zh: '公益服务数量', en: 'Public welfare in units of its entries' },
      {
        zh: '场:活动与订单的服务场次;家:去重企业;次:活动与订单;人:实名参与;均计于举办日、完成日,时长为零的更正前不计,企业范围同 F01',
        en: 'SESSIONS: of activities and orders; ORGS: distinct enterprises; TIMES: activities and orders; PERSONS: named attendances; all on the day held or completed, those of no minutes not until corrected; enterprises as in F01',
      },
    ),
    unit: { zh: '条目计量单位', en: 'the unit of the entry' },
    note: {
      zh: '单位不同不可相加,应按 network、entry、level 查看',
      en: 'units do not add up: see it by network, entry and level',
    },
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
      zh: '已核验的活动数(计于举办日) + 企业本人确认后完成的订单数(计于完成日)',
      en: 'activities verified (on the day held) plus orders completed that the buyer itself confirmed (on the day completed)',
    },
  ),
  conforming: column(
    'P12-C',
    'welfare-conforming',
    { zh: '符合清单的公益服务', en: 'Public welfare that conforms' },
    {
      zh: '佐证齐备的公益服务数(种类与件数同 F14-C),计于举办日、完成日',
      en: 'delivered, with all evidence its entry demands (kinds and numbers as in F14-C), on the day held or completed',
    },
  ),
} as const satisfies Readonly<Record<string, Figure>>;
