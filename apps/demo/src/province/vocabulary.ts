import type { Random } from './random.js';

/** Words the province is made of. */

const FIRST = '湘楚岳潇芙星宏恒瑞华金新天众博鼎盛德润泰远锦立安创启智云'.split('');
const SECOND = '达源丰泰兴利通晟辉康和诚科邦泽力林峰洋美佳特翔捷信成'.split('');
const THIRD = ['', '', '', '湘', '楚', '业', '海', '宇'];

export const tradeName = (random: Random): string => random.pick(FIRST) + random.pick(SECOND) + random.pick(THIRD);

/** What enterprises do: GB/T 4754-2017 class, the word in their name, how many do it. */
export const TRADES: readonly (readonly [
  trade: { readonly industry: string; readonly word: string },
  weight: number,
])[] = [
  [{ industry: '3484', word: '精密机械' }, 9],
  [{ industry: '1411', word: '食品' }, 8],
  [{ industry: '3071', word: '陶瓷' }, 5],
  [{ industry: '2672', word: '烟花' }, 4],
  [{ industry: '3981', word: '电子' }, 7],
  [{ industry: '2614', word: '新材料' }, 6],
  [{ industry: '1811', word: '服饰' }, 4],
  [{ industry: '2740', word: '中药' }, 3],
  [{ industry: '0149', word: '农业开发' }, 7],
  [{ industry: '4720', word: '建筑工程' }, 6],
  [{ industry: '5179', word: '商贸' }, 10],
  [{ industry: '5212', word: '超市' }, 6],
  [{ industry: '5431', word: '物流' }, 5],
  [{ industry: '6210', word: '餐饮管理' }, 5],
  [{ industry: '6513', word: '软件' }, 8],
  [{ industry: '7281', word: '文化传播' }, 5],
  [{ industry: '7292', word: '旅游' }, 2],
];

/** What agencies offer, by service class: the word in their name and what orders are called. */
export const SERVICES = {
  '10': { word: '信息咨询', titles: ['惠企政策匹配', '项目申报信息服务', '数字化诊断问诊'] },
  '11': { word: '投融资服务', titles: ['融资方案设计', '股改辅导', '知识产权质押融资对接'] },
  '12': { word: '创业服务', titles: ['公司设立代办', '财税代理', '创业导师辅导'] },
  '13': { word: '人才培训', titles: ['班组长内训', '直播电商实训', '专场招聘'] },
  '14': { word: '技术服务', titles: ['专利挖掘与申请', '产品检测', '质量体系认证辅导', '设备联网改造'] },
  '15': { word: '管理咨询', titles: ['精益生产诊断', '股权激励设计', '内控制度建设'] },
  '16': { word: '市场推广', titles: ['展会参展组织', '跨境电商开店', '采购对接'] },
  '17': { word: '律师事务', titles: ['合同审查', '用工风险体检', '欠款催收法律意见'] },
} as const;
export type ServiceClassCode = keyof typeof SERVICES;

/** How often each class is asked for. */
export const CLASS_WEIGHTS: readonly (readonly [code: ServiceClassCode, weight: number])[] = [
  ['10', 14],
  ['11', 10],
  ['12', 16],
  ['13', 12],
  ['14', 18],
  ['15', 13],
  ['16', 8],
  ['17', 9],
];

/** Kinds of activities with the class they count for and what they are called. */
export const ACTIVITIES: readonly (readonly [
  activity: { readonly kind: string; readonly classCode: ServiceClassCode; readonly title: string },
  weight: number,
])[] = [
  [{ kind: 'POLICY_BRIEFING', classCode: '10', title: '惠企政策宣讲会' }, 26],
  [{ kind: 'TRAINING', classCode: '13', title: '中小企业经营管理培训' }, 22],
  [{ kind: 'FREE_CONSULTATION', classCode: '17', title: '法律公益咨询日' }, 9],
  [{ kind: 'MATCHMAKING', classCode: '11', title: '银企融资对接会' }, 12],
  [{ kind: 'ROADSHOW', classCode: '11', title: '项目路演' }, 4],
  [{ kind: 'EXPERT_CLINIC', classCode: '15', title: '专家会诊“一企一策”' }, 5],
  [{ kind: 'BOOTCAMP', classCode: '12', title: '创业训练营' }, 5],
  [{ kind: 'SERVICE_CARAVAN', classCode: '14', title: '“一起益企”数字化转型进园区' }, 9],
  [{ kind: 'EXHIBITION', classCode: '16', title: '产销对接展' }, 4],
  [{ kind: 'PEER_EXCHANGE', classCode: '10', title: '窗口平台工作交流' }, 4],
];

/** Why orders come of no demand that was registered. */
export const WITHOUT_DEMAND = [
  ['DIRECT', 55],
  ['OUTREACH', 20],
  ['FOLLOW_UP', 15],
  ['CAMPAIGN', 10],
] as const;

export const PRAISE = ['响应快,问题解决了', '老师讲得清楚', '方案可落地', '上门及时,态度好'] as const;
export const COMPLAINTS = ['比约定晚了一周', '报告内容较空泛', '多次联系才有回复', '收费说明不清楚'] as const;
export const CANCEL_REASONS = ['企业经营计划调整', '改由内部自行完成', '预算未获批准'] as const;
export const DECLINE_REASONS = ['近期人手不足', '超出本机构服务能力', '不在服务区域'] as const;

export const REOPENING_REASONS = [
  '窗口系统故障,末周活动未能在关账前报送',
  '经审计发现漏报,申请补报',
  '枢纽更正录入错误',
] as const;
export const ADJUSTMENTS = [
  { quantity: 'PERSONS', reason: '签到表核对后调整人次', most: 40 },
  { quantity: 'SERVICES', reason: '年终核对服务档案后调整家次', most: 12 },
  { quantity: 'ACTIVITIES', reason: '联办活动归并后调整场次', most: 2 },
  { quantity: 'AMOUNT_FEN', reason: '合同决算后调整金额', most: 900_000 },
] as const;

/** What demands ask for, beside services: appeals (诉求) are for departments, questions are answered at once. */
export const REJECTIONS: readonly (readonly [
  rejection: { readonly reasonCode: string; readonly reason?: string },
  weight: number,
])[] = [
  [{ reasonCode: 'OUT_OF_SCOPE' }, 34],
  [{ reasonCode: 'DUPLICATE' }, 28],
  [{ reasonCode: 'INCOMPLETE' }, 20],
  [{ reasonCode: 'NOT_AN_SME' }, 12],
  [{ reasonCode: 'OTHER', reason: '属劳动仲裁受理范围,已告知途径' }, 6],
];
export const DEPARTMENTS = [
  '市人力资源和社会保障局',
  '市税务局',
  '市场监督管理局',
  '供电公司',
  '自然资源和规划局',
] as const;
export const HARD_CASE_REASONS = ['涉及三个部门会商', '需省级主管部门答复政策口径'] as const;
export const MATCH_DECLINES = ['需求超出本机构资质范围', '近期排期已满', '报价未达成一致'] as const;
export const CLOSINGS = {
  SATISFIED: ['问题已解决,企业认可', '已提供方案并落实', '已答复政策口径'],
  UNMET: ['无合适机构承接', '企业条件暂不符合政策要求', '超出部门权限'],
  WITHDRAWN: ['企业自行解决', '经营计划调整'],
} as const;
export const REOPENINGS = ['答复未解决实际问题', '承诺事项未落实', '回访不满意'] as const;
