import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SIZE_STANDARD_2011_300 } from './data/size-standard-2011-300.js';
import { classifySize, type SizeClass, type SizeIndustry } from './size-standard.js';

type Row = readonly [
  SizeIndustry,
  X: readonly number[] | null,
  Y: readonly number[] | null,
  Z: readonly number[] | null,
];

/** Article 4, read once more and by hand: lower bounds of large, medium, small; X persons, Y revenue, Z assets in 万元. */
const ARTICLE_4: readonly Row[] = [
  ['AGRICULTURE', null, [20000, 500, 50], null],
  ['INDUSTRY', [1000, 300, 20], [40000, 2000, 300], null],
  ['CONSTRUCTION', null, [80000, 6000, 300], [80000, 5000, 300]],
  ['WHOLESALE', [200, 20, 5], [40000, 5000, 1000], null],
  ['RETAIL', [300, 50, 10], [20000, 500, 100], null],
  ['TRANSPORT', [1000, 300, 20], [30000, 3000, 200], null],
  ['WAREHOUSING', [200, 100, 20], [30000, 1000, 100], null],
  ['POSTAL', [1000, 300, 20], [30000, 2000, 100], null],
  ['LODGING', [300, 100, 10], [10000, 2000, 100], null],
  ['CATERING', [300, 100, 10], [10000, 2000, 100], null],
  ['INFORMATION_TRANSMISSION', [2000, 100, 10], [100000, 1000, 100], null],
  ['SOFTWARE', [300, 100, 10], [10000, 1000, 50], null],
  ['REAL_ESTATE', null, [200000, 1000, 100], [10000, 5000, 2000]],
  ['PROPERTY_MANAGEMENT', [1000, 300, 100], [5000, 1000, 500], null],
  ['LEASING_AND_BUSINESS', [300, 100, 10], null, [120000, 8000, 100]],
  ['OTHER', [300, 100, 10], null, null],
];
const CLASSES: readonly SizeClass[] = ['LARGE', 'MEDIUM', 'SMALL', 'MICRO'];
const FEN_PER_WAN = 1_000_000;

interface Figures {
  headcount: number;
  revenueFen: number;
  assetsFen: number;
}
const classify = (industry: SizeIndustry, figures: Figures): SizeClass =>
  classifySize({ industry, ...figures }, '2011-300');

/** Exactly on the bounds of a step; 0 where the row names no bound. */
function onBounds([, headcount, revenue, assets]: Row, step: number): Figures {
  return {
    headcount: headcount?.[step] ?? 0,
    revenueFen: (revenue?.[step] ?? 0) * FEN_PER_WAN,
    assetsFen: (assets?.[step] ?? 0) * FEN_PER_WAN,
  };
}

const boundaries = ARTICLE_4.flatMap((row) => [0, 1, 2].map((step) => ({ industry: row[0], row, step })));
const figure = fc.oneof(fc.nat(2500), fc.constantFrom(5, 10, 20, 50, 100, 200, 300, 1000, 2000));
const fen = fc.oneof(
  fc.nat(300_000 * FEN_PER_WAN),
  fc.nat(3000).map((wan) => wan * FEN_PER_WAN),
);
const industry = fc.constantFrom(...ARTICLE_4.map(([name]) => name));

describe('classifySize', () => {
  it('covers the sixteen industries of article 4', () => {
    expect(Object.keys(SIZE_STANDARD_2011_300)).toEqual(ARTICLE_4.map(([name]) => name));
  });

  it.each(boundaries)(
    '$industry: the bounds of step $step belong to the class they open',
    ({ industry, row, step }) => {
      expect(classify(industry, onBounds(row, step))).toBe(CLASSES[step]);
    },
  );

  it.each(boundaries)('$industry: one person or one 分 below a bound of step $step falls one class', (boundary) => {
    const at = onBounds(boundary.row, boundary.step);
    const keys = (['headcount', 'revenueFen', 'assetsFen'] as const).filter((key) => at[key] > 0);
    const below = keys.map((key) => classify(boundary.industry, { ...at, [key]: at[key] - 1 }));
    expect(below).toEqual(keys.map(() => CLASSES[boundary.step + 1]));
  });

  it('calls a firm of 1,000 people and 300 万元 small, not large: every bound counts', () => {
    expect(classify('INDUSTRY', { headcount: 1000, revenueFen: 300 * FEN_PER_WAN, assetsFen: 0 })).toBe('SMALL');
  });

  it('falls more than one class where one figure is far below', () => {
    expect(classify('INDUSTRY', { headcount: 19, revenueFen: 1e12, assetsFen: 1e12 })).toBe('MICRO');
  });

  it('takes no notice of figures the row does not name', () => {
    fc.assert(
      fc.property(figure, fen, fen, (headcount, revenueFen, assetsFen) => {
        const named = classify('OTHER', { headcount, revenueFen: 0, assetsFen: 0 });
        expect(classify('OTHER', { headcount, revenueFen, assetsFen })).toBe(named);
      }),
    );
  });

  it('never grows when a figure shrinks', () => {
    fc.assert(
      fc.property(industry, figure, fen, fen, fc.nat(2500), fc.nat(1e11), fc.nat(1e11), (name, x, y, z, dx, dy, dz) => {
        const rank = (figures: Figures): number => CLASSES.indexOf(classify(name, figures));
        const shrunk = {
          headcount: Math.max(0, x - dx),
          revenueFen: Math.max(0, y - dy),
          assetsFen: Math.max(0, z - dz),
        };
        return rank(shrunk) >= rank({ headcount: x, revenueFen: y, assetsFen: z });
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses figures that are no safe integers', () => {
    const figures = { headcount: 10, revenueFen: 0.5, assetsFen: 0 };
    expect(() => classify('INDUSTRY', figures)).toThrow('safe integers');
    expect(() => classify('INDUSTRY', { ...figures, revenueFen: 2 ** 53 })).toThrow('safe integers');
  });
});
