import { codesOf } from '#reference';
import type { Figure, Part } from '#read-store';
import { distinct, SHARE, sum, unitsServed } from './figure-parts.js';
import { reachFigures } from './reach-figures.js';
import { welfareFigures } from './welfare-figures.js';
import { LINKED, WITHOUT_DEMAND } from './without-demand.js';

const enterprises = distinct('service-unit', 'org');

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
    zh: '实名参与活动的企业(计于举办日)与完成订单的买方企业(计于完成日),去重计数;企业含个体工商户、农民专业合作社、创业团队,不含事业单位、社会团体,也不含承办节点的运营主体与参与该活动的服务机构',
    en: 'distinct enterprises among named attendance (on the day the activity was held) and buyers of completed orders (on the day of completion); enterprises are enterprises, sole traders, cooperatives and start-up teams, not institutions or associations, nor who operates the host node or takes part as an agency',
  },
  unit: { zh: '家', en: 'enterprises' },
  source: '工企业函〔2017〕187号 (三) 服务范围广泛覆盖',
  note: {
    zh: '各节点之和不等于全网数;应与 F02、F03 一并列示;按 size 分组可见大型、中型、小型、微型(订单以下单日、活动以签到日已划定的规模为准,同一活动中前后不一的取较大者),未划型及台账尚未记录服务对象时登记的为 UNKNOWN,后者不问主体类型一律计入;时长为零的参与更正前不计',
    en: 'nodes do not add up to the network; shown together with F02 and F03; group by size to see LARGE, MEDIUM, SMALL and MICRO, as classified by the day of the order or of signing in (of two at one activity the larger); UNKNOWN is what was not classified, or recorded before the ledger noted whom a service served, which counts whatever it is; attendance of no minutes does not count until corrected',
  },
  numerator: [enterprises],
};

const F02: Figure = {
  code: 'F02',
  kind: 'count',
  name: { zh: '服务家次', en: 'Enterprise services' },
  formula: {
    zh: '(活动, 企业) 对数(计于举办日) + 企业完成的订单数(计于完成日);企业范围同 F01',
    en: 'distinct (activity, enterprise) pairs (on the day it was held) plus completed orders of enterprises (on the day of completion); enterprises as in F01',
  },
  unit: { zh: '家次', en: 'enterprise-times' },
  source: '工企业函〔2017〕187号 (三) 服务供给总量有效扩大',
  note: {
    zh: '未实名参与不计;平台交流服务于网络自身,不计;时长为零的参与更正前不计;按 size 分组可见企业规模',
    en: 'without unnamed attendance, attendance of no minutes until corrected, and peer exchange, which serves the network itself; group by size to see sizes of enterprises',
  },
  numerator: [unitsServed()],
};

const F03: Figure = {
  code: 'F03',
  kind: 'count',
  name: { zh: '服务人次', en: 'Attendances' },
  formula: {
    zh: '实名参与记录数,一人一场计一次,计于举办日;平台交流不计,时长为零的更正前不计',
    en: 'named attendances, one for each person and session, on the day it was held; without peer exchange, and those of no minutes until corrected',
  },
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
  formula: {
    zh: '4 级及以上评价数 ÷ 有效评价数,均计于首次评价之日',
    en: 'ratings of level 4 or 5 ÷ valid ratings, both on the day each was first given',
  },
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
  formula: {
    zh: '3 级及以上评价数 ÷ 有效评价数,均计于首次评价之日',
    en: 'ratings of level 3, 4 or 5 ÷ valid ratings, both on the day each was first given',
  },
  source: '国办发〔2019〕51号 好差评口径,作为 F04 的第二行',
  numerator: [satisfied(['3', '4', '5'])],
};

const F05: Figure = {
  code: 'F05',
  kind: 'ratio',
  name: { zh: '评价参与率', en: 'Rating response' },
  formula: {
    zh: '完成订单中至今有有效评价的 ÷ 完成订单数,均计于完成日',
    en: 'of the orders completed, those with a valid rating by now ÷ orders completed, both on the day of completion',
  },
  unit: SHARE,
  source: '国办发〔2019〕51号;随 F04 一并公布',
  note: {
    zh: '评价无论何时作出,都计入其订单完成之日,故不大于 1,近期值随后续评价上升;剔除的评价扣回;活动参与企业尚未被邀请评价,因此分母只有完成订单',
    en: 'a rating counts for the day its order was completed, whenever it is given, so this never exceeds 1 and recent periods still rise; an excluded rating is taken back; attending enterprises are not asked to rate yet, so completed orders are all who were asked',
  },
  numerator: [sum('order-rated')],
  denominator: [sum('order-completed')],
};

const F06: Figure = {
  code: 'F06',
  kind: 'bound',
  name: { zh: '满意度下限(95%)', en: 'Satisfaction, lower bound (95 %)' },
  formula: {
    zh: 'F04 的 Wilson 95% 区间下限,z = 1.96;评价计于首次评价之日',
    en: 'lower bound of the Wilson 95 % interval of F04, z = 1.96; ratings on the day each was first given',
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
    zh: '完成订单数(计于完成日) ÷ (接单数 − 接单后因企业取消数)(均计于接单日);因企业取消指企业自行取消,或裁定企业违约而取消',
    en: 'completed orders (on the day of completion) ÷ (orders accepted − of these, lost by the buyer: cancelled by itself, or by a ruling for its default) (both on the day of acceptance)',
  },
  unit: SHARE,
  source: '工企业函〔2017〕187号 (六) 可考核',
  note: {
    zh: '短期内可大于 1;取消回计接单日,接单时无人能预知,故近期值会随日后的取消而变;机构取消及其他裁定取消留在分母;因企业取消的另见 F10-B',
    en: 'short periods may exceed 1; a cancellation counts back for the day of acceptance, when nobody could know it, so recent periods still change; cancellations by the agency and by other rulings stay; those by the buyer are shown in F10-B',
  },
  numerator: [sum('order-completed')],
  denominator: [sum('order-accepted'), { ...sum('order-cancelled-by-buyer'), minus: true }],
};

const F10_BUYER: Figure = {
  code: 'F10-B',
  kind: 'ratio',
  name: { zh: '企业取消率', en: 'Lost by the buyer' },
  formula: {
    zh: '接单后因企业取消的订单数 ÷ 接单数,均计于接单日;因企业取消指企业自行取消(SME),或裁定企业违约而取消(RULING)',
    en: 'orders lost by the buyer after acceptance ÷ orders accepted, both on the day of acceptance; lost by the buyer: cancelled by itself (SME), or by a ruling for its default (RULING)',
  },
  unit: SHARE,
  source: '随 F10 一并公布',
  note: {
    zh: 'F10 的分母不含这些订单;分子按 kind 分组可见由谁取消;裁定未写明违约方的,以申诉所指为准',
    en: 'what F10 leaves out of its denominator; group by kind to see who cancelled; a ruling that names no default leaves it at what the dispute claimed',
  },
  numerator: [sum('order-cancelled-by-buyer')],
  denominator: [sum('order-accepted')],
};

const F11: Figure = {
  code: 'F11',
  kind: 'ratio',
  name: { zh: '线上占比', en: 'Online share' },
  formula: {
    zh: '线上场次 ÷ 全部场次,订单计于服务结束日,活动计于举办日;场次同 S03',
    en: 'online sessions ÷ all sessions, of orders on the day they ended, of activities on the day they were held; sessions as in S03',
  },
  unit: SHARE,
  source: '工企业函〔2017〕187号 (四) 线上线下相结合',
  note: {
    zh: '活动计一场,线上线下结合的按参与分钟最多的方式计;并列的以计划的主要方式为准,主要方式不在并列之中的取代码(OFFLINE、ONLINE、OTHER、REMOTE)在前者;登记先后不影响结果',
    en: 'an activity is one session; a hybrid one counts where most attended minutes were, on a tie in the main channel of the plan, and where that is not among the highest in the first by name (OFFLINE, ONLINE, OTHER, REMOTE); the order of entry plays no part',
  },
  numerator: [sum('session', { channel: 'ONLINE' })],
  denominator: [sum('session')],
};

/** Share of what is asked for: reasons are known since orders are asked for them. */
const F09_LINKED: Figure = {
  code: 'F09-L',
  kind: 'ratio',
  name: { zh: '需求关联率', en: 'Orders that came of a demand' },
  formula: {
    zh: '依据已登记需求的下单数 ÷ 注明需求或无需求原因的下单数,均计于下单日',
    en: 'orders placed for a registered demand ÷ orders placed that name a demand or why there is none, both on the day of the order',
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
  F10_BUYER,
  F11,
  ...welfareFigures,
  ...reachFigures,
];
