import type { Figure } from '#read-store';
import { distinct, projection, SHARE, sum } from './figure-parts.js';

const S01: Figure = {
  code: 'S01',
  kind: 'ratio',
  name: { zh: '跨节点服务占比', en: 'Served by another node' },
  formula: {
    zh: '由首接节点以外的节点服务的接单数 ÷ 接单数,均计于接单日',
    en: 'orders accepted at another node than the one asked first ÷ orders accepted, both on the day of acceptance',
  },
  unit: SHARE,
  source: '工企业函〔2017〕187号 (三) 资源共享;(四) 服务协同',
  note: {
    zh: '计于服务节点;分子计量行的 code 为首接节点',
    en: 'for the serving node; the rows of the numerator have the node asked first as code',
  },
  numerator: [sum('order-cross-node')],
  denominator: [sum('order-accepted')],
};

const S02: Figure = {
  code: 'S02',
  kind: 'ratio',
  name: { zh: '个性化定制占比', en: 'Customised orders' },
  formula: {
    zh: '定制的接单数 ÷ 接单数,均计于接单日',
    en: 'customised orders accepted ÷ orders accepted, both on the day of acceptance',
  },
  unit: SHARE,
  source: '工企业函〔2017〕187号 (十一) 个性化定制、订单式服务',
  numerator: [sum('order-customised')],
  denominator: [sum('order-accepted')],
};

const S03: Figure = {
  code: 'S03',
  kind: 'count',
  name: { zh: '服务场次', en: 'Sessions' },
  formula: {
    zh: '举办的活动数(计于举办日) + 订单的服务场次(计于服务结束日);平台交流、刊物、信函不计,时长为零的更正前不计',
    en: 'activities held (on that day) plus sessions of orders (on the day they ended); without peer exchange and material sent, and those of no minutes until corrected',
  },
  unit: { zh: '场次', en: 'sessions' },
  source: '工企业函〔2017〕187号 (三) 服务供给总量有效扩大',
  note: {
    zh: '按 kind 分组可见各类活动,按 channel 可见线上线下',
    en: 'group by kind to see kinds of activities, by channel to see online and offline',
  },
  numerator: [sum('session')],
};

const S04: Figure = {
  code: 'S04',
  kind: 'ratio',
  ahead: true,
  name: { zh: '计划活动记录完整率', en: 'Planned activities with an outcome' },
  formula: {
    zh: '已举办或已取消的计划活动数 ÷ 计划活动数,均计于计划开始日',
    en: 'planned activities held or called off ÷ activities planned, both on the day they were to begin',
  },
  unit: SHARE,
  source: '工企业函〔2017〕187号 (六) 有记录、能追踪、可考核',
  note: {
    zh: '改期随之;尚未到期的活动也在分母;作废的活动视同未举办,仍在分母;举办不足一分钟的更正前不计',
    en: 'as last planned; what lies ahead is in the denominator too; an invalidated activity counts as not held and stays in the denominator; so does one held for less than a minute, until corrected',
  },
  numerator: [sum('activity-settled')],
  denominator: [sum('activity-due')],
};

const S05: Figure = {
  code: 'S05',
  kind: 'count',
  name: { zh: '线上服务企业数', en: 'Enterprises served online' },
  formula: {
    zh: '线上参与活动(计于举办日)或有线上服务场次(计于服务结束日)的企业,去重计数;企业范围同 F01',
    en: 'distinct enterprises that attended online (on the day the activity was held) or had a session online (on the day it ended); enterprises as in F01',
  },
  unit: { zh: '家', en: 'enterprises' },
  source: '工企业函〔2017〕187号 (十) 线下服务线上化、线上活跃度',
  note: {
    zh: '企业在哪个月、哪一天在线,就计入哪个月、哪一天,按月查询即月活跃企业;各月之和不等于全年;时长为零的更正前不计',
    en: 'an enterprise counts in every month and on every day it was online: asked for a month it is the monthly active enterprises; months do not add up to the year; contacts of no minutes do not count until corrected',
  },
  numerator: [distinct('online-contact', 'org')],
};

const S06: Figure = {
  code: 'S06',
  kind: 'ratio',
  name: { zh: '分项评价均分', en: 'Ratings in single respects, mean' },
  formula: {
    zh: '分项评价级数之和 ÷ 分项评价条数,均计于首次评价之日',
    en: 'levels given in single respects ÷ their number, both on the day the rating was first given',
  },
  unit: { zh: '级(1–5)', en: 'level (1 to 5)' },
  source: '工企业函〔2017〕187号 (十一) 改善对接体验',
  note: {
    zh: '按 code 分组:efficiency 效率、quality 质量、attitude 态度、price 价格、convenience 便利;未评的分项不计',
    en: 'group by code: efficiency, quality, attitude, price, convenience; respects not rated do not count',
  },
  numerator: [sum('rating-respect')],
  denominator: [{ projection, measures: ['rating-respect'], function: { kind: 'count' } }],
};

/** How far services reach, and how they are taken. */
export const reachFigures: readonly Figure[] = [S01, S02, S03, S04, S05, S06];
