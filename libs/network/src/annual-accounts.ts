import {
  classifySize,
  codeList,
  sizeIndustryOf,
  type CodeOf,
  type SizeClass,
  type SizeStandardVersion,
} from '#reference';

/** What an organisation reports of one year (年度经营数据). Amounts are 分. */
export interface AnnualAccounts {
  /** The event that reported them. */
  readonly eventId: string;
  readonly year: number;
  readonly headcount: number;
  readonly revenueFen: number;
  readonly assetsFen: number;
  /** GB/T 4754-2017, four digits. */
  readonly industry: string;
}

export function annualAccountsOf(eventId: string, reported: Omit<AnnualAccounts, 'eventId'>): AnnualAccounts {
  const { year, headcount, revenueFen, assetsFen, industry } = reported;
  return { eventId, year, headcount, revenueFen, assetsFen, industry };
}

export interface Classification {
  readonly size: SizeClass;
  readonly standardVersion: SizeStandardVersion;
  readonly figuresEventId: string;
}

/** The class the figures give by 工信部联企业〔2011〕300号; undefined for industries it does not cover (finance). */
export function computedSize(figures: AnnualAccounts, standard: SizeStandardVersion): SizeClass | undefined {
  const industry = sizeIndustryOf(figures.industry);
  return industry === undefined ? undefined : classifySize({ ...figures, industry }, standard);
}

/**
 * Whether a classification still follows from the figures it names. Once they are restated or reversed it may not, and
 * then it counts for nothing until the size is classified anew.
 */
export const follows = (
  { size, standardVersion }: Classification,
  figures: AnnualAccounts | undefined,
): figures is AnnualAccounts => figures !== undefined && computedSize(figures, standardVersion) === size;

export const UNIT_FLAGS = codeList(
  'figure-flags',
  '年度经营数据标记',
  'what the ledger noticed about reported figures',
  {
    REVENUE_UNIT_DOUBTFUL: ['营业收入单位存疑', 'the unit of the revenue is doubtful'],
    ASSETS_UNIT_DOUBTFUL: ['资产总额单位存疑', 'the unit of the assets is doubtful'],
  },
);
export type UnitFlag = CodeOf<typeof UNIT_FLAGS>;

/** Amounts a thousand times, or a thousandth of, the year before were probably typed in 万元 for 元 or the reverse. */
export function unitFlags(
  now: Pick<AnnualAccounts, 'revenueFen' | 'assetsFen'>,
  before: Pick<AnnualAccounts, 'revenueFen' | 'assetsFen'> | undefined,
): readonly UnitFlag[] {
  if (before === undefined) return [];
  const doubtful: readonly [UnitFlag, boolean][] = [
    ['REVENUE_UNIT_DOUBTFUL', isLeap(now.revenueFen, before.revenueFen)],
    ['ASSETS_UNIT_DOUBTFUL', isLeap(now.assetsFen, before.assetsFen)],
  ];
  return doubtful.filter(([, is]) => is).map(([flag]) => flag);
}

/** Zero has no unit, so nothing is said of it. */
function isLeap(now: number, before: number): boolean {
  if (now === 0 || before === 0) return false;
  return BigInt(now) >= BigInt(before) * 1000n || BigInt(now) * 1000n <= BigInt(before);
}
