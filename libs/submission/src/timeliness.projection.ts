import { civilDateOf, isPosted, minutesBetween, type Fact } from '#kernel';
import type { Measurement, Projection } from '#read-store';
import { areMoreWorkingDays, QUALITY_THRESHOLDS } from '#reference';
import { posterOf } from './poster.js';

const { timelyWorkingDays } = QUALITY_THRESHOLDS;

const OF_FACTS = { cuts: ['node', 'org', 'kind'] } as const;

function measure(fact: Fact): readonly Measurement[] {
  if (!isPosted(fact)) return [];
  const { enteredBy: kind, occurredAt, recordedAt } = fact.meta;
  const row = { amount: 1, occurredOn: civilDateOf(recordedAt), dims: { ...posterOf(fact), kind } };
  const isLate = areMoreWorkingDays(civilDateOf(occurredAt), row.occurredOn, timelyWorkingDays);
  const lateness = isLate === undefined ? ['fact-untimed'] : isLate ? ['fact-late'] : [];
  // A poster's clock may run ahead of the ledger's.
  const minutes = Math.max(0, minutesBetween(occurredAt, recordedAt));
  return [
    ...['fact-posted', ...lateness].map((name) => ({ ...row, measure: name })),
    { ...row, measure: 'fact-minutes', amount: minutes },
  ];
}

/**
 * How soon what happened is posted: `fact-posted`, `fact-late`, `fact-untimed` (no one can say, since the holidays of the year
 * are not announced) and `fact-minutes` (by the clock, from occurrence to recording), by node (organisation for accounts
 * without one) and by who entered it (`kind`), for the day of recording. Facts of business only (demands, orders, activities):
 * a register is no event that could be late, and a correction comes when it comes. A fact whose time is restated is judged
 * anew, from the day it was first recorded; one that is reversed counts no longer.
 */
export const timelinessProjection: Projection = {
  name: 'timeliness',
  version: 1,
  categories: ['dem', 'ord', 'act'],
  measures: { 'fact-posted': OF_FACTS, 'fact-late': OF_FACTS, 'fact-untimed': OF_FACTS, 'fact-minutes': OF_FACTS },
  indexes: [],
  daily: ['fact-late'],
  measure,
};
