import type { Dimensions, Measurement } from '#read-store';

/**
 * What the rows of this context measure. Dimensions: `node` (serving or host node), `class` (2 digits), `welfare`, and as
 * known `org` (the enterprise), `agency`, `kind` (activity kind; of orders only cancellations and disputes have one), `channel`
 * (the channel's kind: OFFLINE, ONLINE, REMOTE, MATERIAL, OTHER), `level` (rating). Rows of welfare have the catalogue entry as
 * `code` (`network/entry`) and the unit it is counted in as `level`.
 */
export const MEASURES = {
  /** The `code` is DEMAND where it came of one, else the reason why it did not; UNKNOWN for orders that were not asked. */
  'order-placed': { zh: '下单', unit: '件' },
  'order-declined': { zh: '拒单', unit: '件' },
  'order-expired': { zh: '超时未接单', unit: '件' },
  /** By whom is the `kind`: the role of who cancelled, or whose ruling did. */
  'order-cancelled': { zh: '取消订单', unit: '件' },
  /** Why is the `kind`. */
  'order-disputed': { zh: '申诉', unit: '件' },
  'amount-refunded': { zh: '裁定退款', unit: '分' },
  'order-accepted': { zh: '接单', unit: '件' },
  /** Of the accepted: served by another node than the one that was asked, which is the `code`; made to the buyer's wishes. */
  'order-cross-node': { zh: '跨节点接单', unit: '件' },
  'order-customised': { zh: '定制接单', unit: '件' },
  /** An accepted order that came of a demand, whose id is the `code`. */
  'demand-ordered': { zh: '需求成单', unit: '件' },
  /** Counts for the day of the acceptance it undoes, so that accepted minus cancelled is never negative. */
  'order-cancelled-by-buyer': { zh: '接单后由企业取消', unit: '件' },
  'order-completed': { zh: '完成订单', unit: '件' },
  /**
   * One per completed order, and one per activity and enterprise among its named attendance, at the first of them: they are
   * 家次, distinct org 家.
   */
  'service-unit': { zh: '服务企业', unit: '家次' },
  /** One per order, and one per activity and enterprise, at the first contact online. */
  'service-unit-online': { zh: '线上服务企业', unit: '家次' },
  attendance: { zh: '实名参与', unit: '人次' },
  'attendance-declared': { zh: '申报参与', unit: '人次' },
  'attendance-unnamed': { zh: '申报未实名', unit: '人次' },
  /** For the day it is to begin, as last planned; and of these held or called off, which are recorded. */
  'activity-due': { zh: '计划活动', unit: '场次' },
  'activity-settled': { zh: '计划活动已有结果', unit: '场次' },
  'activity-held': { zh: '举办活动', unit: '场次' },
  /** Sessions of orders, and one per activity in the channel kind that most of its attended minutes had. */
  session: { zh: '服务场次', unit: '场次' },
  /** Minutes of contact, once for all who were there. */
  'contact-minutes': { zh: '服务时长', unit: '分钟' },
  /** Taken back for the days of the contracts when the order is cancelled. */
  'amount-contracted': { zh: '合同金额', unit: '分' },
  'amount-invoiced': { zh: '开票金额', unit: '分' },
  'amount-paid': { zh: '付款金额', unit: '分' },
  /** Activities to be held and orders placed under an entry, for the day of the plan or the order; taken back when they are called off. */
  'welfare-planned': { zh: '计划公益服务', unit: '件' },
  /** Activities held and orders completed, as all below for the day that was. */
  'welfare-delivered': { zh: '完成公益服务', unit: '件' },
  /** The same in the unit of the entry; ORGS are distinct `org`. */
  'welfare-quantity': { zh: '公益服务数量', unit: '场、家、次、人' },
  /** Of the delivered: activities verified, orders confirmed by the buyer itself. */
  'welfare-accepted': { zh: '验收公益服务', unit: '件' },
  /** Of the delivered: all evidence that the entry demands is there. */
  'welfare-conforming': { zh: '符合清单的公益服务', unit: '件' },
  /** Counts for the day the rating was first given; a revision or exclusion takes back. */
  rating: { zh: '评价', unit: '条' },
  /** The levels given in single respects (`code`: efficiency, quality, attitude, price, convenience), as the rating itself. */
  'rating-respect': { zh: '分项评价', unit: '级' },
} as const satisfies Readonly<Record<string, { readonly zh: string; readonly unit: string }>>;

export type Measure = keyof typeof MEASURES;

/** A row of `measure`; nothing when there is nothing to add. */
export const row = (measure: Measure, amount: number, occurredOn: string, dims: Dimensions): readonly Measurement[] =>
  amount === 0 ? [] : [{ measure, amount, occurredOn, dims }];
