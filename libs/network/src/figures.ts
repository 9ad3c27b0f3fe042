import {
  classifySize,
  codeList,
  sizeIndustryOf,
  type CodeOf,
  type SizeClass,
  type SizeStandardVersion,
} from '#reference';

/** An organisation's figures of one year. Amounts are 分. */
export interface Figures {
  /** The event that reported them. */
  readonly eventId: string;
  readonly year: number;
  readonly headcount: number;
  readonly revenueFen: number;
  readonly assetsFen: number;
  /** GB/T 4754-2017, four digits. */
  readonly industry: string;
}

export function figuresOf(eventId: string, reported: Omit<Figures, 'eventId'>): Figures {
  const { year, headcount, revenueFen, assetsFen, industry } = reported;
  return { eventId, year, headcount, revenueFen, assetsFen, industry };
}

export interface Classification {
  readonly size: SizeClass;
  readonly standardVersion: SizeStandardVersion;
  readonly figuresEventId: string;
}

/** The class the figures give by 工信部联企业〔2011〕300号; undefined for industries it does not cover (finance). */
export function computedSize(figures: Figures, standard: SizeStandardVersion): SizeClass | undefined {
  const industry = sizeIndustryOf(figures.industry);
  return industry === undefined ? undefined : classifySize({ ...figures, industry }, standard);
}

/**
 * Whether a classification still follows from the figures it names. Once they are restated or reversed it may not, and
 * then it counts for nothing until the size is classified anew.
 */
export const follows = ({ size, standardVersion }: Classification, figures: Figures | undefined): figures is Figures =>
  figures !== undefined && computedSize(figures, standardVersion) === size;

export const FIGURE_FLAGS = codeList(
  'figure-flags',
  '年度经营数据标记',
  'what the ledger noticed about reported figures',
  {
    REVENUE_UNIT_DOUBTFUL: ['营业收入单位存疑', 'the unit of the revenue is doubtful'],
    ASSETS_UNIT_DOUBTFUL: ['资产总额单位存疑', 'the unit of the assets is doubtful'],
  },
);
export type FigureFlag = CodeOf<typeof FIGURE_FLAGS>;

/** Amounts a thousand times, or a thousandth of, the year before were probably typed in 万元 for 元 or the reverse. */
export function unitFlags(
  now: Pick<Figures, 'revenueFen' | 'assetsFen'>,
  before: Pick<Figures, 'revenueFen' | 'assetsFen'> | undefined,
): readonly FigureFlag[] {
  if (before === undefined) return [];
  const doubtful: readonly [FigureFlag, boolean][] = [
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
