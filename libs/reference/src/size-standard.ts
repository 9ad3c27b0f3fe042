import assert from 'node:assert/strict';
import { SIZE_STANDARD_2011_300, type Bounds, type SizeStandardRow } from './data/size-standard-2011-300.js';

export type SizeClass = 'LARGE' | 'MEDIUM' | 'SMALL' | 'MICRO';
export type SizeStandardVersion = '2011-300';
export type SizeIndustry = keyof typeof SIZE_STANDARD_2011_300;

/** Figures of the end of the previous year. Amounts are integer 分 and safe integers, up to some 90 trillion 元. */
export interface SizeFigures {
  readonly industry: SizeIndustry;
  readonly headcount: number;
  readonly revenueFen: number;
  readonly assetsFen: number;
}

const FEN_PER_WAN = 1_000_000;
const STANDARDS: Readonly<Record<SizeStandardVersion, Readonly<Record<SizeIndustry, SizeStandardRow>>>> = {
  '2011-300': SIZE_STANDARD_2011_300,
};
const FROM_LARGE_DOWN = ['LARGE', 'MEDIUM', 'SMALL'] as const;

/**
 * The size class by 中小企业划型标准 (工信部联企业〔2011〕300号, article 4): the largest class of which every bound
 * that the industry's row names is reached, else MICRO. Figures that the row does not name play no part.
 */
export function classifySize(figures: SizeFigures, version: SizeStandardVersion): SizeClass {
  const { industry, headcount, revenueFen, assetsFen } = figures;
  for (const figure of [headcount, revenueFen, assetsFen]) {
    assert(Number.isSafeInteger(figure), 'size figures are safe integers: persons and 分');
  }
  const row = STANDARDS[version][industry];
  const reached = FROM_LARGE_DOWN.find(
    (_, step) =>
      reaches(headcount, 1, row.headcount, step) &&
      reaches(revenueFen, FEN_PER_WAN, row.revenueWan, step) &&
      reaches(assetsFen, FEN_PER_WAN, row.assetsWan, step),
  );
  return reached ?? 'MICRO';
}

function reaches(figure: number, unit: number, bounds: Bounds | undefined, step: number): boolean {
  const bound = bounds?.[step];
  return bound === undefined || figure >= bound * unit;
}
