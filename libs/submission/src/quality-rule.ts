import { inForceOn, ruleSight, type RuleVersions } from '#catalogue/published';
import type { CheckCode } from '#kernel';

/** What a month's data quality is judged by. Shares and weights are basis points (万分比). */
export interface QualityRule {
  /** `dq@3`, as published, or the preset's. */
  readonly version: string;
  /** Of each check in the score; checks left out weigh nothing. */
  readonly weights: Readonly<Partial<Record<CheckCode, number>>>;
  /** Q05: how many last days of a month, and the share of its postings that may fall on them. */
  readonly lastDays: number;
  readonly lastDaysShareBp: number;
  /** Q12. */
  readonly otherClassShareBp: number;
  /** Q13: working days without a posting after which a node is silent. */
  readonly silentWorkingDays: number;
}

/** Holds before the first rule of kind DQ is published, and for what a published one leaves out. */
export const QUALITY_PRESET: QualityRule = {
  version: 'dq-preset@1',
  weights: {
    Q01: 500,
    Q02: 1_000,
    Q03: 1_000,
    Q04: 500,
    Q05: 500,
    Q06: 1_000,
    Q07: 500,
    Q08: 500,
    Q09: 500,
    Q10: 1_000,
    Q11: 500,
    Q12: 500,
    Q13: 1_000,
    Q14: 500,
    Q15: 500,
  },
  lastDays: 2,
  lastDaysShareBp: 4_000,
  otherClassShareBp: 1_000,
  silentWorkingDays: 7,
};

export const qualitySight = ruleSight('dq');

/** The rule in force on a civil date. */
export function qualityRuleOn(versions: RuleVersions<'dq'>, date: string): QualityRule {
  const inForce = inForceOn(versions, date);
  if (inForce === undefined) return QUALITY_PRESET;
  const { weights, lastDays, lastDaysShareBp, otherClassShareBp, silentWorkingDays } = inForce.body;
  return {
    version: `dq@${inForce.version}`,
    weights:
      weights === undefined
        ? QUALITY_PRESET.weights
        : Object.fromEntries(weights.map(({ check, weightBp }) => [check, weightBp])),
    lastDays: lastDays ?? QUALITY_PRESET.lastDays,
    lastDaysShareBp: lastDaysShareBp ?? QUALITY_PRESET.lastDaysShareBp,
    otherClassShareBp: otherClassShareBp ?? QUALITY_PRESET.otherClassShareBp,
    silentWorkingDays: silentWorkingDays ?? QUALITY_PRESET.silentWorkingDays,
  };
}
