import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CHECK_CODES, type CheckCode } from '#kernel';
import { fact } from '#testing/given';
import { checkLastDays, checkLeaps, checkOtherClass, checkTotals, type Checked } from './month-checks.js';
import { judgeMonth, type MonthInputs } from './quality-month.js';
import { QUALITY_PRESET, qualityRuleOn, qualitySight } from './quality-rule.js';
import { scoreOf } from './quality-score.js';

const judged = (defects: number): Checked => ({ checked: 1, defects });
const notJudged: Checked = { checked: 0, defects: 0 };

describe('a check of a whole month', () => {
  it('fails a month of which more than 40 % was posted on its last days (Q05)', () => {
    const check = (postings: number, onLastDays: number) => checkLastDays({ postings, onLastDays }, QUALITY_PRESET);
    expect([check(10, 4), check(10, 5), check(9, 9)]).toEqual([judged(0), judged(1), notJudged]);
  });

  it('fails a month of which more than 10 % is of class 99 (Q12)', () => {
    const check = (checked: number, defects: number) => checkOtherClass({ checked, defects }, QUALITY_PRESET);
    expect([check(20, 2), check(20, 3), check(5, 5)]).toEqual([judged(0), judged(1), notJudged]);
  });

  it('counts the totals that differ (Q14)', () => {
    expect(checkTotals([])).toEqual(notJudged);
    expect(
      checkTotals([
        { stated: 7, ledger: 7 },
        { stated: 0, ledger: 1 },
      ]),
    ).toEqual({ checked: 2, defects: 1 });
  });

  it('counts what leapt above mean + 3σ, to the unit, where all twelve months before had some (Q15)', () => {
    // Mean 15, σ 5: 30 is the bound itself.
    const before = [10, 20, 10, 20, 10, 20, 10, 20, 10, 20, 10, 20];
    const check = (value: number) => checkLeaps([{ value, before }]);
    expect([check(30), check(31), check(0)]).toEqual([judged(0), judged(1), judged(0)]);
    expect(checkLeaps([{ value: 99, before: [0, ...before.slice(1)] }])).toEqual(notJudged);
    expect(checkLeaps([{ value: 11, before: Array<number>(12).fill(10) }])).toEqual(judged(1));
  });
});

describe('the score of a month', () => {
  const score = (counts: Readonly<Partial<Record<CheckCode, Checked>>>) => scoreOf(counts, QUALITY_PRESET).score;

  it('is 100 where all is well, and nothing where nothing was checked', () => {
    expect(score({ Q03: { checked: 5, defects: 0 }, Q05: judged(0) })).toBe('100.00');
    expect(score({ Q03: notJudged })).toBeNull();
  });

  it('weighs the rates as they are published, of the checks that had something to check', () => {
    // (1000 × (1 − 0.3333) + 500 × 1) ÷ 1500.
    const { score: value, checks } = scoreOf({ Q03: { checked: 3, defects: 1 }, Q05: judged(0) }, QUALITY_PRESET);
    expect(value).toBe('77.78');
    expect(checks.find(({ code }) => code === 'Q03')).toEqual({
      code: 'Q03',
      weightBp: 1000,
      checked: 3,
      defects: 1,
      rate: '0.3333',
    });
    expect(checks.find(({ code }) => code === 'Q04')?.rate).toBeNull();
    expect(checks.map(({ code }) => code)).toEqual(CHECK_CODES);
  });

  it('lies between 0 and 100, and no further defect raises it', () => {
    const anyCounts = fc.dictionary(
      fc.constantFrom(...CHECK_CODES),
      fc
        .tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 500 }))
        .map(([checked, defects]) => ({ checked, defects: Math.min(checked, defects) })),
    );
    fc.assert(
      fc.property(anyCounts, fc.constantFrom(...CHECK_CODES), (counts, code) => {
        const { checked, defects } = counts[code] ?? notJudged;
        const before = Number(score(counts) ?? '100');
        expect([before >= 0, before <= 100]).toEqual([true, true]);
        const refused = Number(score({ ...counts, [code]: { checked: checked + 1, defects: defects + 1 } }));
        expect(refused).toBeLessThanOrEqual(before);
        if (defects < checked) {
          const flagged = Number(score({ ...counts, [code]: { checked, defects: defects + 1 } }));
          expect(flagged).toBeLessThanOrEqual(before);
        }
      }),
    );
  });

  it('takes the last days from the month’s own end', () => {
    const postings = Array.from({ length: 28 }, (_, day) => ({
      day: `2026-02-${String(day + 1).padStart(2, '0')}`,
      count: day < 26 ? 1 : 10,
    }));
    const inputs: MonthInputs = { rates: {}, postings, totals: [], courses: [] };
    const { lastDays, score: value } = judgeMonth(inputs, QUALITY_PRESET, '2026-02-28');
    expect([lastDays, value]).toEqual([{ postings: 46, onLastDays: 20 }, '0.00']);
  });
});

describe('the rule of a month', () => {
  const published = (version: number, effectiveFrom: string, body: object) =>
    fact('RuleVersionPublished', { ruleId: 'dq', version, kind: 'DQ', effectiveFrom, body });
  const { view } = qualitySight;
  const versions = [
    published(1, '2026-03-01', { lastDaysShareBp: 5_000, silentWorkingDays: 5 }),
    published(2, '2026-05-01', {
      lastDaysShareBp: 3_000,
      silentWorkingDays: 5,
      weights: [{ check: 'Q13', weightBp: 10_000 }],
    }),
  ].reduce((state, each) => view.evolve(state, each), view.initial);

  it('is the preset before the first is in force', () => {
    expect(qualityRuleOn(versions, '2026-02-28')).toEqual(QUALITY_PRESET);
    expect(Object.values(QUALITY_PRESET.weights).reduce((sum, weight) => sum + weight, 0)).toBe(10_000);
  });

  it('is the one published for its last day, completed by the preset', () => {
    expect(qualityRuleOn(versions, '2026-04-30')).toEqual({
      ...QUALITY_PRESET,
      version: 'dq@1',
      lastDaysShareBp: 5_000,
      silentWorkingDays: 5,
    });
    expect(qualityRuleOn(versions, '2026-05-31')).toMatchObject({ version: 'dq@2', weights: { Q13: 10_000 } });
  });
});
