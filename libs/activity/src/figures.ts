import { codesOf } from '#reference';
import type { Figure, Part } from '#read-store';
import { projection, SERVICE_CHANNELS, SHARE, sum, unitsServed } from './figure-parts.js';
import { reachFigures } from './reach-figures.js';
import { welfareFigures } from './welfare-figures.js';
import { LINKED, WITHOUT_DEMAND } from './without-demand.js';

const enterprises: Part = {
  projection,
  measures: ['service-unit'],
  function: { kind: 'countDistinct', of: ['org'] },
};

/** What a node's month comes to, quantity by quantity: what its own totals are compared with. */
export const monthTotals = {
  ENTERPRISES: enterprises,
  SERVICES: unitsServed(),
  PERSONS: sum('attendance'),
  ACTIVITIES: sum('activity-held'),
  ORDERS: sum('order-completed'),
  AMOUNT_FEN: sum('amount-contracted'),
} as const satisfies Readonly<Record<string, Part>>;

const satisfied = (levels: readonly string[]): Part => sum('rating', { level: levels });
const ratings = sum('rating');

const F01: Figure = {
  code: 'F01',
  kind: 'count',
  name: { zh: '服务企业数', en: 'Enterprises served' },
  formula: {
    zh: '实名参与活动的企业与完成订单的买方,去重计数',
    en: 'distinct enterprises among named attendance and buyers of completed orders',
  },
  unit: { zh: '家', en: 'enterprises' },
  source: '工企业函〔2017〕187号 (三) 服务范围广泛覆盖',
  note: {
    zh: '各节点之和不等于全网数;应与 F02、F03 一并列示',
    en: 'nodes do not add up to the network; shown together with F02 and F03',
  },
  numerator: [enterprises],
};

const F02: Figure = {
  code: 'F02',
  kind: 'count',
  name: { zh: '服务家次', en: 'Enterprise services' },
  formula: {
    zh: '(活动, 企业) 对数 + 完成订单数',
    en: 'distinct (activity, enterprise) pairs plus completed orders',
  },
  unit: { zh: '家次', en: 'enterprise-times' },
  source: '工企业函〔2017〕187号 (三) 服务供给总量有效扩大',
  note: {
    zh: '未实名参与不计;平台交流服务于网络自身,不计',
    en: 'without unnamed attendance, and without peer exchange, which serves the network itself',
  },
  numerator: [unitsServed()],
};

const F03: Figure = {
  code: 'F03',
  kind: 'count',
  name: { zh: '服务人次', en: 'Attendances' },
  formula: { zh: '实名参与记录数,一人一场计一次', en: 'named attendances, one for each person and session' },
  unit: { zh: '人次', en: 'person-times' },
  source: '工企业函〔2017〕187号 (三) 服务供给总量有效扩大',
  note: {
    zh: '申报人数与其中未实名人数另列(attendance-declared、attendance-unnamed)',
    en: 'declared and unnamed persons are shown apart (attendance-declared, attendance-unnamed)',
  },
  numerator: [sum('attendance')],
};

const F04: Figure = {
  code: 'F04',
  kind: 'ratio',
  name: { zh: '满意度(满意及以上)', en: 'Satisfaction (satisfied or better)' },
  formula: { zh: '4 级及以上评价数 ÷ 有效评价数', en: 'ratings of level 4 or 5 ÷ valid ratings' },
  unit: SHARE,
  source: '工企业函〔2017〕187号 (三) 服务满意度90%以上',
  note: {
    zh: '有效评价由买方本人作出且未被剔除;视同确认不产生评价,无默认评价。与 F05、F06 一并列示',
    en: 'valid: by the buyer itself, not excluded; none by default or by ruling. Published with F05 and F06',
  },
  numerator: [satisfied(['4', '5'])],
  denominator: [ratings],
};

const F04_LENIENT: Figure = {
  ...F04,
  code: 'F04-3',
  name: { zh: '满意度(一般及以上)', en: 'Satisfaction (neutral or better)' },
  formula: { zh: '3 级及以上评价数 ÷ 有效评价数', en: 'ratings of level 3, 4 or 5 ÷ valid ratings' },
  source: '国办发〔2019〕51号 好差评口径,作为 F04 的第二行',
  numerator: [satisfied(['3', '4', '5'])],
};

const F05: Figure = {
  code: 'F05',
  kind: 'ratio',
  name: { zh: '评价参与率', en: 'Rating response' },
  formula: { zh: '有效评价数 ÷ 完成订单数', en: 'valid ratings ÷ completed orders' },
  unit: SHARE,
  source: '国办发〔2019〕51号;随 F04 一并公布',
  note: {
    zh: '活动参与企业尚未被邀请评价,因此分母只有完成订单',
    en: 'attending enterprises are not asked to rate yet, so completed orders are all who were asked',
  },
  numerator: [ratings],
  denominator: [sum('order-completed')],
};

const F06: Figure = {
  code: 'F06',
  kind: 'bound',
  name: { zh: '满意度下限(95%)', en: 'Satisfaction, lower bound (95 %)' },
  formula: {
    zh: 'F04 的 Wilson 95% 区间下限,z = 1.96',
    en: 'lower bound of the Wilson 95 % interval of F04, z = 1.96',
  },
  unit: SHARE,
  source: 'E. B. Wilson, JASA 22 (1927) 209–212;满意度90%以上的检验',
  note: {
    zh: '向下取至万分位;样本越少下限越低,9/10 仅为 0.5958',
    en: 'rounded down; the fewer ratings, the lower: 9 of 10 give 0.5958',
  },
  numerator: F04.numerator,
  denominator: [ratings],
};

const F10: Figure = {
  code: 'F10',
  kind: 'ratio',
  name: { zh: '订单完成率', en: 'Completion' },
  formula: {
    zh: '完成订单数 ÷ (接单数 − 接单后由企业取消数)',
    en: 'completed orders ÷ (orders accepted − of these, cancelled by the buyer)',
  },
  unit: SHARE,
  source: '工企业函〔2017〕187号 (六) 可考核',
  note: {
    zh: '完成按完成日、接单按接单日计期,短期内可大于 1;机构取消计入分母',
    en: 'completion counts on its day, acceptance on its own, so short periods may exceed 1; agency cancellations stay',
  },
  numerator: [sum('order-completed')],
  denominator: [sum('order-accepted'), { ...sum('order-cancelled-by-buyer'), minus: true }],
};

const F11: Figure = {
  code: 'F11',
  kind: 'ratio',
  name: { zh: '线上占比', en: 'Online share' },
  formula: {
    zh: '线上场次 ÷ 全部场次(刊物、信函不计)',
    en: 'online sessions ÷ all sessions, material sent left out',
  },
  unit: SHARE,
  source: '工企业函〔2017〕187号 (四) 线上线下相结合',
  note: {
    zh: '活动计一场,线上线下结合的按参与分钟多的一方计',
    en: 'an activity is one session; a hybrid one counts where most attended minutes were',
  },
  numerator: [sum('session', { channel: 'ONLINE' })],
  denominator: [sum('session', { channel: SERVICE_CHANNELS })],
};

/** Share of what is asked for: reasons are known since orders are asked for them. */
const F09_LINKED: Figure = {
  code: 'F09-L',
  kind: 'ratio',
  name: { zh: '需求关联率', en: 'Orders that came of a demand' },
  formula: {
    zh: '依据已登记需求的下单数 ÷ 注明需求或无需求原因的下单数',
    en: 'orders placed for a registered demand ÷ orders placed that name a demand or why there is none',
  },
  unit: SHARE,
  source: '工企业函〔2017〕187号 (四) 以需求为导向',
  note: {
    zh: '未问及需求时登记、未注明需求的订单(UNKNOWN)不计,因此早期偏高;按 code 分组可见各原因',
    en: 'without orders that named no demand before this was asked (UNKNOWN), so early months read too high; group by code to see the reasons',
  },
  numerator: [sum('order-placed', { code: LINKED })],
  denominator: [sum('order-placed', { code: [LINKED, ...codesOf(WITHOUT_DEMAND)] })],
};

/** The figures of this context, in the order they are shown. */
export const activityFigures: readonly Figure[] = [
  F01,
  F02,
  F03,
  F04,
  F04_LENIENT,
  F05,
  F06,
  F09_LINKED,
  F10,
  F11,
  ...welfareFigures,
  ...reachFigures,
];
