import type { Measurement } from '#read-store';

/**
 * What the rows of this context measure. Dimensions: `node`, `class` (2 digits), `kind` (SERVICE, APPEAL, CONSULTATION),
 * `channel` (the channel's kind), `org` where an organisation asks, `agency` of matches, `code` (reason of a rejection,
 * outcome of a closing and of its call back, target of a referral). The node is the one that was asked first for what runs from registration, the one that handles it
 * (or did) for all else.
 */
export const MEASURES = {
  'demand-registered': { zh: '登记需求', unit: '件' },
  /** Of demands with an SLA, for the day of registration; so are the three below. */
  'response-due': { zh: '应首次响应', unit: '件' },
  /** Answered, in time or late by holidays that are not announced yet. */
  'response-untimed': { zh: '响应及时与否无法判定', unit: '件' },
  'response-in-time': { zh: '按时首次响应', unit: '件' },
  /** Working minutes from registration to first response; zero is a value. */
  'response-minutes': { zh: '首次响应时长', unit: '工作分钟' },
  'demand-accepted': { zh: '受理需求', unit: '件' },
  /** Taken back when the demand is reopened. */
  'demand-rejected': { zh: '不予受理', unit: '件' },
  /** Of demands with an SLA, for the day of acceptance; so are the four below. */
  'closing-due': { zh: '应办结', unit: '件' },
  /** Met, in time or late by holidays that are not announced yet. */
  'closing-untimed': { zh: '办结及时与否无法判定', unit: '件' },
  /** Withdrawn by the enterprise with its own credential. */
  'closing-excused': { zh: '企业自行撤回', unit: '件' },
  /** The closing that stands says satisfied, and is not later than the day it was due. */
  'met-in-time': { zh: '按时办结且满足', unit: '件' },
  /** The closing that stands says unmet, whenever it was. */
  'closed-unmet': { zh: '办结未满足', unit: '件' },
  /** Taken back when the demand is reopened. */
  'demand-closed': { zh: '办结需求', unit: '件' },
  /** Of closings that stand and had a call back (回访), and of these whose asker was satisfied. */
  'return-called': { zh: '办结回访', unit: '件' },
  'return-call-satisfied': { zh: '回访满意', unit: '件' },
  'demand-reopened': { zh: '退回重办', unit: '次' },
  /** For the day of acceptance, while a match stands. */
  'demand-matched': { zh: '已对接需求', unit: '件' },
  'match-tried': { zh: '对接', unit: '次' },
  /** For the day of the match, until it is declined. */
  'match-held': { zh: '对接未被退回', unit: '次' },
  'match-declined': { zh: '对接未成', unit: '次' },
  /** Civil days from registration to the match; zero is a value. */
  'match-days': { zh: '对接用时', unit: '天' },
  /** By the node that refers; the `code` is the node it goes to, or DEPARTMENT. */
  'demand-referred': { zh: '转派需求', unit: '件次' },
  'demand-forwarded': { zh: '转报枢纽', unit: '件次' },
  /** Asked of another node than the hub, and neither forwarded nor rejected nor withdrawn; for the day of registration. */
  'forward-owed': { zh: '未转报需求', unit: '件' },
  /** Minutes by the clock, from registration and from sending to the hub's receipt; zero is a value. */
  'forward-minutes': { zh: '转报用时', unit: '分钟' },
  'receipt-minutes': { zh: '回执用时', unit: '分钟' },
} as const satisfies Readonly<Record<string, { readonly zh: string; readonly unit: string }>>;

export type Measure = keyof typeof MEASURES;

/** A row as this context states it. */
export type Count = Measurement & { readonly measure: Measure };
