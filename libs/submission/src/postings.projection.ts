import { categoryOf, civilDateOf, isPosted, minutesBetween, type Fact } from '#kernel';
import type { Measurement, Projection } from '#read-store';
import { QUALITY_THRESHOLDS, workingDaysBetween } from '#reference';
import type { SubFact } from './sub.events.js';
import { partyOf } from './month.js';
import { posterOf } from './poster.js';

function accepted(fact: Fact): readonly Measurement[] {
  const { enteredBy: kind, occurredAt, recordedAt } = fact.meta;
  const row = { amount: 1, occurredOn: civilDateOf(recordedAt), dims: { ...posterOf(fact), kind } };
  const days = workingDaysBetween(civilDateOf(occurredAt), row.occurredOn);
  const lateness =
    days === undefined ? ['posting-untimed'] : days > QUALITY_THRESHOLDS.timelyWorkingDays ? ['posting-late'] : [];
  // A poster's clock may run ahead of the ledger's.
  const minutes = Math.max(0, minutesBetween(occurredAt, recordedAt));
  return [
    ...['posting-accepted', ...lateness].map((measure) => ({ ...row, measure })),
    { ...row, measure: 'posting-minutes', amount: minutes },
  ];
}

function rejected({ data, meta }: SubFact & { type: 'PostingRejected' }, stream: string): readonly Measurement[] {
  const { kind, id } = partyOf(stream);
  const dims = { [kind]: id, code: data.code };
  return [{ measure: 'posting-rejected', amount: 1, occurredOn: civilDateOf(meta.recordedAt), dims }];
}

/**
 * How parties post: `posting-accepted`, `posting-late` and, for days of years whose holidays are not known,
 * `posting-untimed`, by node (organisation for accounts without one) and by who entered it (`kind`); `posting-minutes`, by the
 * clock from occurrence to recording; `posting-rejected` by party and refusal code. All count for the day of recording, so
 * that accepted and rejected of a month share a denominator. Corrections are postings too, and what they correct stays posted.
 */
export const postingsProjection: Projection = {
  name: 'postings',
  version: 3,
  reads: 'recorded',
  indexes: [],
  daily: ['posting-accepted', 'posting-late', 'posting-rejected'],
  measure(fact, _before, _after, stream) {
    if (fact.type === 'PostingRejected' && categoryOf(stream) === 'sub')
      return rejected(fact as SubFact & { type: 'PostingRejected' }, stream);
    return isPosted(fact) ? accepted(fact) : [];
  },
};
