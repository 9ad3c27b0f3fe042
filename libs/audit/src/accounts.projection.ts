import { civilDateOf, isCorrection, isPosted, type Fact } from '#kernel';
import type { Measurement, Projection } from '#read-store';
import { isWorkingTime, OFFICE_HOURS } from '#reference';
import { rejectionIn, type PostingRejected } from '#submission/published';

/** When in the day an account acted, Asia/Shanghai: office hours of working days, 00:00–05:00, the rest; not told of office hours in years whose holidays are not known. */
export type Hours = 'WORKING' | 'NIGHT' | 'OFF' | 'UNTOLD';

export function hoursOf(instant: string): Hours {
  if (instant.slice(11, 13) < '05') return 'NIGHT';
  const isWorking = isWorkingTime(instant, OFFICE_HOURS);
  if (isWorking === undefined) return 'UNTOLD';
  return isWorking ? 'WORKING' : 'OFF';
}

function posted(fact: Fact): readonly Measurement[] {
  const { actor, enteredBy: kind, recordedAt } = fact.meta;
  const of = { amount: 1, occurredOn: civilDateOf(recordedAt) };
  const post = { ...of, measure: 'account-posted', dims: { code: actor.account, kind, level: hoursOf(recordedAt) } };
  const correction = { ...of, measure: 'account-corrected', dims: { code: actor.account, kind: fact.type } };
  return isCorrection(fact) ? [post, correction] : [post];
}

function refused({ account, code }: PostingRejected, { meta }: Fact): readonly Measurement[] {
  const dims = { code: account, kind: code };
  return [{ measure: 'account-refused', amount: 1, occurredOn: civilDateOf(meta.recordedAt), dims }];
}

/**
 * How accounts act, by the day of recording; the account is the `code`. `account-posted`: by whom it was entered (`kind`) and at
 * which hours (`level`). `account-corrected`: reversals and restatements it made (`kind`). `account-refused`: by refusal (`kind`).
 */
export const accountsProjection: Projection = {
  name: 'accounts',
  version: 2,
  reads: 'recorded',
  indexes: [],
  measures: {
    'account-posted': { cuts: [], also: ['kind', 'level', 'code'] },
    'account-corrected': { cuts: [], also: ['kind', 'code'] },
    'account-refused': { cuts: [], also: ['kind', 'code'] },
  },
  daily: ['account-posted', 'account-corrected', 'account-refused'],
  measure(fact, _before, _after, stream) {
    const rejected = rejectionIn(fact, stream);
    if (rejected !== undefined) return refused(rejected, fact);
    return isPosted(fact) ? posted(fact) : [];
  },
};
