import type { DimensionOf, Dimensions, MeasureDimensions, Measurement } from '#read-store';

const ALL = ['node', 'class', 'kind', 'channel', 'org'] as const;
const WITH_CODE = [...ALL, 'code'] as const;
const OF_MATCHES = [...ALL, 'agency'] as const;

/**
 * What the rows of this context measure. Dimensions: `node`, `class` (2 digits), `kind` (SERVICE, APPEAL, CONSULTATION),
 * `channel` (the channel's kind), `org` where an organisation asks, `agency` of matches, `code` (reason of a rejection,
 * outcome of a closing and of its call back, target of a referral). The node is the one that was asked first for what runs from registration, the one that handles it
 * (or did) for all else.
 */
export const MEASURES = {
  'demand-registered': { zh: '登记需求', unit: '件', cuts: ALL },
  /** Of demands with an SLA, for the day of registration; so are the three below. */
  'response-due': { zh: '应首次响应', unit: '件', cuts: ALL },
  /** Answered, in time or late by holidays that are not announced yet. */
  'response-untimed': { zh: '响应及时与否无法判定', unit: '件', cuts: ALL },
  'response-in-time': { zh: '按时首次响应', unit: '件', cuts: ALL },
  /** Working minutes from registration to first response; zero is a value. */
  'response-minutes': { zh: '首次响应时长', unit: '工作分钟', cuts: ALL },
  'demand-accepted': { zh: '受理需求', unit: '件', cuts: ALL },
  /** Taken back when the demand is reopened. */
  'demand-rejected': { zh: '不予受理', unit: '件', cuts: WITH_CODE },
  /** Of demands with an SLA, for the day of acceptance; so are the four below. */
  'closing-due': { zh: '应办结', unit: '件', cuts: ALL },
  /** Met, in time or late by holidays that are not announced yet. */
  'closing-untimed': { zh: '办结及时与否无法判定', unit: '件', cuts: ALL },
  /** Withdrawn by the enterprise with its own credential. */
  'closing-excused': { zh: '企业自行撤回', unit: '件', cuts: ALL },
  /** The closing that stands says satisfied, and is not later than the day it was due. */
  'met-in-time': { zh: '按时办结且满足', unit: '件', cuts: ALL },
  /** The closing that stands says unmet, whenever it was. */
  'closed-unmet': { zh: '办结未满足', unit: '件', cuts: ALL },
  /** Taken back when the demand is reopened. */
  'demand-closed': { zh: '办结需求', unit: '件', cuts: WITH_CODE },
  /** Of closings that stand and had a call back (回访), and of these whose asker was satisfied. */
  'return-called': { zh: '办结回访', unit: '件', cuts: WITH_CODE },
  'return-call-satisfied': { zh: '回访满意', unit: '件', cuts: WITH_CODE },
  'demand-reopened': { zh: '退回重办', unit: '次', cuts: ALL },
  /** For the day of acceptance, while a match stands. */
  'demand-matched': { zh: '已对接需求', unit: '件', cuts: ALL },
  'match-tried': { zh: '对接', unit: '次', cuts: OF_MATCHES },
  /** For the day of the match, until it is declined. */
  'match-held': { zh: '对接未被退回', unit: '次', cuts: OF_MATCHES },
  'match-declined': { zh: '对接未成', unit: '次', cuts: OF_MATCHES },
  /** Civil days from registration to the match; zero is a value. */
  'match-days': { zh: '对接用时', unit: '天', cuts: OF_MATCHES },
  /** By the node that refers; the `code` is the node it goes to, or DEPARTMENT. */
  'demand-referred': { zh: '转派需求', unit: '件次', cuts: WITH_CODE },
  'demand-forwarded': { zh: '转报枢纽', unit: '件次', cuts: ALL },
  /** Asked of another node than the hub, and neither forwarded nor rejected nor withdrawn; for the day of registration. */
  'forward-owed': { zh: '未转报需求', unit: '件', cuts: ALL },
  /** Minutes by the clock, from registration and from sending to the hub's receipt; zero is a value. */
  'forward-minutes': { zh: '转报用时', unit: '分钟', cuts: ALL },
  'receipt-minutes': { zh: '回执用时', unit: '分钟', cuts: ALL },
} as const satisfies Readonly<Record<string, MeasureDimensions & { readonly zh: string; readonly unit: string }>>;

export type Measure = keyof typeof MEASURES;
export type Dims = Dimensions<DimensionOf<typeof MEASURES>>;

/** A row as this context states it. */
export type Count = Measurement & { readonly measure: Measure };
