import type { DimensionOf, Dimensions, MeasureDimensions, Measurement } from '#read-store';
import { forEachAgency } from './shared-rows.js';

const ALL = ['node', 'class', 'agency', 'welfare'] as const;
const OF_ORDERS = [...ALL, 'org'] as const;
const OF_BOTH = [...ALL, 'kind'] as const;
const OF_ENTRIES = { cuts: [...OF_BOTH, 'level', 'network', 'entry'], also: ['org', 'channel'] } as const;

/**
 * What the rows of this context measure. Dimensions: `node` (serving or host node), `class` (2 digits), `welfare`, and as
 * known `org` (the organisation), `agency`, `kind` (activity kind; of orders only cancellations and disputes have one), `channel`
 * (the channel's kind: OFFLINE, ONLINE, REMOTE, OTHER; material sent is no contact and has no rows), `level` (rating), `size` (of an
 * enterprise served: LARGE, MEDIUM, SMALL, MICRO, UNKNOWN). Rows of welfare have the catalogue entry as `entry`, of the catalogue of `network`, and
 * the unit it is counted in as `level`. Sessions and attendances of no minutes have no rows, and exchanges among peers those of
 * plans and `activity-held` only. What several agencies did is under the agency `*`, and again for each of them under
 * `{measure}-for-each-agency`.
 */
export const MEASURES = {
  /** The `code` is DEMAND where it came of one, else the reason why it did not; UNKNOWN for orders that were not asked. */
  'order-placed': { zh: '下单', unit: '件', cuts: [...OF_ORDERS, 'code'] },
  'order-declined': { zh: '拒单', unit: '件', cuts: OF_ORDERS },
  'order-expired': { zh: '超时未接单', unit: '件', cuts: OF_ORDERS },
  /** By whom is the `kind`: the role of who cancelled, or whose ruling did. */
  'order-cancelled': { zh: '取消订单', unit: '件', cuts: [...OF_ORDERS, 'kind'] },
  /** Why is the `kind`. */
  'order-disputed': { zh: '申诉', unit: '件', cuts: [...OF_ORDERS, 'kind'] },
  'amount-refunded': { zh: '裁定退款', unit: '分', cuts: OF_ORDERS },
  'order-accepted': { zh: '接单', unit: '件', cuts: OF_ORDERS },
  /** Of the accepted: served by another node than the one that was asked, which is the `code`; made to the buyer's wishes. */
  'order-cross-node': { zh: '跨节点接单', unit: '件', cuts: [...OF_ORDERS, 'code'] },
  'order-customised': { zh: '定制接单', unit: '件', cuts: OF_ORDERS },
  /** An accepted order that came of a demand, whose id is the `code`. */
  'demand-ordered': { zh: '需求成单', unit: '件', cuts: [...OF_ORDERS, 'code'] },
  /**
   * Counts for the day of the acceptance it undoes, so that accepted minus cancelled is never negative. The `kind` is SME where
   * the buyer cancelled, RULING where a ruling did for the buyer's default.
   */
  'order-cancelled-by-buyer': { zh: '接单后因企业取消', unit: '件', cuts: [...OF_ORDERS, 'kind'] },
  'order-completed': { zh: '完成订单', unit: '件', cuts: OF_ORDERS },
  /** For the day of the completion, as long as the order has a valid rating. */
  'order-rated': { zh: '已评价的完成订单', unit: '件', cuts: OF_ORDERS },
  /** One per completed order, and one per activity and enterprise among its named attendance: they are 家次, distinct org 家. */
  'service-unit': { zh: '服务企业', unit: '家次', cuts: [...OF_BOTH, 'org', 'size'] },
  /** One per session and per named attendance of an enterprise online, for its day; distinct org are those active online. */
  'online-contact': { zh: '线上接触', unit: '次', cuts: [...OF_BOTH, 'org', 'size'], also: ['channel'] },
  attendance: { zh: '实名参与', unit: '人次', cuts: [...OF_BOTH, 'org', 'channel'] },
  'attendance-declared': { zh: '申报参与', unit: '人次', cuts: OF_BOTH },
  'attendance-unnamed': { zh: '申报未实名', unit: '人次', cuts: OF_BOTH },
  /** For the day it is to begin, as last planned; and of these held and not invalidated, or called off. */
  'activity-due': { zh: '计划活动', unit: '场次', cuts: OF_BOTH },
  'activity-settled': { zh: '计划活动已有结果', unit: '场次', cuts: OF_BOTH },
  'activity-held': { zh: '举办活动', unit: '场次', cuts: OF_BOTH },
  /** Sessions of orders, and one per activity in the channel kind that most of its attended minutes had (`majority.ts`). */
  session: { zh: '服务场次', unit: '场次', cuts: [...OF_BOTH, 'channel'], also: ['org'] },
  /** Minutes of contact, once for all who were there. */
  'contact-minutes': { zh: '服务时长', unit: '分钟', cuts: OF_BOTH, also: ['org', 'channel'] },
  /** Taken back for the days of the contracts when the order is cancelled. */
  'amount-contracted': { zh: '合同金额', unit: '分', cuts: OF_ORDERS },
  'amount-invoiced': { zh: '开票金额', unit: '分', cuts: OF_ORDERS },
  'amount-paid': { zh: '付款金额', unit: '分', cuts: OF_ORDERS },
  /** Activities to be held and orders placed under an entry, for the day of the plan or the order; taken back when they are called off, not when they are invalidated. */
  'welfare-planned': { zh: '计划公益服务', unit: '件', ...OF_ENTRIES },
  /** Activities held and orders completed, as all below for the day that was, and not taken back when an activity is invalidated. */
  'welfare-reported': { zh: '申报完成公益服务', unit: '件', ...OF_ENTRIES },
  /** Of these, what was not invalidated. */
  'welfare-delivered': { zh: '完成公益服务', unit: '件', ...OF_ENTRIES },
  /** The same in the unit of the entry; ORGS are distinct `org`. */
  'welfare-quantity': { zh: '公益服务数量', unit: '场、家、次、人', ...OF_ENTRIES },
  /** Of the delivered: activities verified, orders confirmed by the buyer itself. */
  'welfare-accepted': { zh: '验收公益服务', unit: '件', ...OF_ENTRIES },
  /** Of the delivered: all evidence that the entry demands is there, of activities in the numbers of domain §4.3. */
  'welfare-conforming': { zh: '符合清单的公益服务', unit: '件', ...OF_ENTRIES },
  /** Counts for the day the rating was first given; a revision or exclusion takes back. */
  rating: { zh: '评价', unit: '条', cuts: [...OF_ORDERS, 'level'] },
  /** The levels given in single respects (`code`: efficiency, quality, attitude, price, convenience), as the rating itself. */
  'rating-respect': { zh: '分项评价', unit: '级', cuts: [...OF_ORDERS, 'code'] },
} as const satisfies Readonly<Record<string, MeasureDimensions & { readonly zh: string; readonly unit: string }>>;

export type Measure = keyof typeof MEASURES;
export type Dims = Dimensions<DimensionOf<typeof MEASURES>>;

/** All measures of rows: what several agencies did together is said again for each of them, beside what figures are made of. */
export const MEASURED: Readonly<Record<string, MeasureDimensions>> = {
  ...MEASURES,
  ...Object.fromEntries(
    Object.entries<MeasureDimensions>(MEASURES).map(([measure, { cuts, also = [] }]) => [
      forEachAgency(measure),
      { cuts: [], also: [...cuts, ...also] },
    ]),
  ),
};

/** A row of `measure`; nothing when there is nothing to add. */
export const row = (measure: Measure, amount: number, occurredOn: string, dims: Dims): readonly Measurement[] =>
  amount === 0 ? [] : [{ measure, amount, occurredOn, dims }];

/** Rows of one projection that agree are written alike, member by member. */
const keyOf = (row: Measurement): string => JSON.stringify(row);

/** What changes between the rows that stood and those that stand: the former are taken back for the day they stood on. */
export function changed(were: readonly Measurement[], are: readonly Measurement[]): readonly Measurement[] {
  const missingFrom = (others: readonly Measurement[]): ((one: Measurement) => boolean) => {
    const known = new Set(others.map(keyOf));
    return (one) => !known.has(keyOf(one));
  };
  return [
    ...were.filter(missingFrom(are)).map((one) => ({ ...one, amount: -one.amount })),
    ...are.filter(missingFrom(were)),
  ];
}
