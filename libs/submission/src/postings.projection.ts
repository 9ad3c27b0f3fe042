import { categoryOf, civilDateOf, DAY_MS, eventId, msOf, type Fact } from '#kernel';
import type { Measurement, Projection } from '#read-store';
import type { SubFact } from './sub.events.js';
import { partyOf } from './month.js';

/** A posting later than this after the occurrence is late. Indicator F25 counts working days and waits for the calendar. */
const LATE_MS = 3 * DAY_MS;

/** What a statement led to besides itself was not posted. */
function isPosted({ id, meta }: Fact): boolean {
  if (meta.actor.role === 'LEDGER') return false;
  if (meta.causationId === undefined) return true;
  return id === eventId(meta.source, meta.statementId, 0, msOf(meta.occurredAt));
}

function accepted({ meta }: Fact): readonly Measurement[] {
  const { actor, enteredBy: kind, occurredAt, recordedAt } = meta;
  const dims = actor.node === undefined ? { org: actor.org, kind } : { node: actor.node, kind };
  const row = { amount: 1, occurredOn: civilDateOf(recordedAt), dims };
  const isLate = msOf(recordedAt) - msOf(occurredAt) > LATE_MS;
  return [{ ...row, measure: 'posting-accepted' }, ...(isLate ? [{ ...row, measure: 'posting-late' }] : [])];
}

function rejected({ data, meta }: SubFact & { type: 'PostingRejected' }, stream: string): readonly Measurement[] {
  const { kind, id } = partyOf(stream);
  const dims = { [kind]: id, code: data.code };
  return [{ measure: 'posting-rejected', amount: 1, occurredOn: civilDateOf(meta.recordedAt), dims }];
}

/**
 * How parties post: `posting-accepted` and `posting-late` by node (organisation for accounts without one) and by who
 * entered it (`kind`), `posting-rejected` by party and refusal code. All count for the day of recording, so that accepted
 * and rejected of a month share a denominator. Corrections are postings too, and what they correct stays posted.
 */
export const postingsProjection: Projection = {
  name: 'postings',
  version: 1,
  reads: 'recorded',
  indexes: [],
  measure(fact, _before, _after, stream) {
    if (fact.type === 'PostingRejected' && categoryOf(stream) === 'sub')
      return rejected(fact as SubFact & { type: 'PostingRejected' }, stream);
    return isPosted(fact) ? accepted(fact) : [];
  },
};
