// What this table says: 中小企业划型标准规定, 工信部联企业〔2011〕300号 of 2011-06-18, article 4, items 1–16.
// Each triple holds the lower bounds of large, medium and small. The article words the first as an upper bound joined by
// "or" (1000 人以下或 40000 万元以下为中小微型), which is the same as: large when every bound is reached.

/** Lower bounds of LARGE, MEDIUM and SMALL. */
export type Bounds = readonly [large: number, medium: number, small: number];

export interface SizeStandardRow {
  readonly name: string;
  /** 从业人员, persons. */
  readonly headcount?: Bounds;
  /** 营业收入, 万元. */
  readonly revenueWan?: Bounds;
  /** 资产总额, 万元. */
  readonly assetsWan?: Bounds;
}

export const SIZE_STANDARD_2011_300 = {
  AGRICULTURE: { name: '农、林、牧、渔业', revenueWan: [20_000, 500, 50] },
  INDUSTRY: { name: '工业', headcount: [1000, 300, 20], revenueWan: [40_000, 2000, 300] },
  CONSTRUCTION: { name: '建筑业', revenueWan: [80_000, 6000, 300], assetsWan: [80_000, 5000, 300] },
  WHOLESALE: { name: '批发业', headcount: [200, 20, 5], revenueWan: [40_000, 5000, 1000] },
  RETAIL: { name: '零售业', headcount: [300, 50, 10], revenueWan: [20_000, 500, 100] },
  TRANSPORT: { name: '交通运输业', headcount: [1000, 300, 20], revenueWan: [30_000, 3000, 200] },
  WAREHOUSING: { name: '仓储业', headcount: [200, 100, 20], revenueWan: [30_000, 1000, 100] },
  POSTAL: { name: '邮政业', headcount: [1000, 300, 20], revenueWan: [30_000, 2000, 100] },
  LODGING: { name: '住宿业', headcount: [300, 100, 10], revenueWan: [10_000, 2000, 100] },
  CATERING: { name: '餐饮业', headcount: [300, 100, 10], revenueWan: [10_000, 2000, 100] },
  INFORMATION_TRANSMISSION: { name: '信息传输业', headcount: [2000, 100, 10], revenueWan: [100_000, 1000, 100] },
  SOFTWARE: { name: '软件和信息技术服务业', headcount: [300, 100, 10], revenueWan: [10_000, 1000, 50] },
  REAL_ESTATE: { name: '房地产开发经营', revenueWan: [200_000, 1000, 100], assetsWan: [10_000, 5000, 2000] },
  PROPERTY_MANAGEMENT: { name: '物业管理', headcount: [1000, 300, 100], revenueWan: [5000, 1000, 500] },
  LEASING_AND_BUSINESS: { name: '租赁和商务服务业', headcount: [300, 100, 10], assetsWan: [120_000, 8000, 100] },
  OTHER: { name: '其他未列明行业', headcount: [300, 100, 10] },
} as const satisfies Record<string, SizeStandardRow>;
