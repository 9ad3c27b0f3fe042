import { categoryOf, civilDateOf, isPosted, sha256, type Fact } from '#kernel';
import type { Measurement, Projection } from '#read-store';
import type { SubFact } from './sub.events.js';
import { partyOf } from './month.js';
import { posterOf } from './poster.js';

function accepted(fact: Fact): readonly Measurement[] {
  const { enteredBy: kind, recordedAt } = fact.meta;
  const dims = { ...posterOf(fact), kind };
  return [{ measure: 'posting-accepted', amount: 1, occurredOn: civilDateOf(recordedAt), dims }];
}

function rejected({ data, meta }: SubFact & { type: 'PostingRejected' }, stream: string): readonly Measurement[] {
  const { kind, id } = partyOf(stream);
  const row = { amount: 1, occurredOn: civilDateOf(meta.recordedAt) };
  const { code, source, statementId } = data;
  const rejected = { ...row, measure: 'posting-rejected', dims: { [kind]: id, code } };
  if (source === undefined || statementId === undefined) return [rejected];
  const dims = { [kind]: id, code: statementKeyOf(source, statementId) };
  return [rejected, { ...row, measure: 'statement-refused', dims }];
}

/** Under which `code` the refusals of one statement are found. */
export const statementKeyOf = (source: string, statementId: string): string =>
  sha256(`${source}\n${statementId}`).slice(0, 32);

/**
 * What parties post: `posting-accepted` by node (organisation for accounts without one) and by who entered it (`kind`),
 * `posting-rejected` by party and refusal code, `statement-refused` by the statement it is of. All count for the day of recording, so that accepted and rejected of a month
 * share a denominator. Corrections are postings too, and what they correct stays posted.
 */
export const postingsProjection: Projection = {
  name: 'postings',
  version: 5,
  reads: 'recorded',
  measures: {
    'posting-accepted': { cuts: ['node', 'org', 'kind'] },
    'posting-rejected': { cuts: [], also: ['node', 'org', 'code'] },
    'statement-refused': { cuts: [], also: ['node', 'org', 'code'] },
  },
  indexes: [],
  daily: ['posting-accepted', 'posting-rejected'],
  measure(fact, _before, _after, stream) {
    if (fact.type === 'PostingRejected' && categoryOf(stream) === 'sub')
      return rejected(fact as SubFact & { type: 'PostingRejected' }, stream);
    return isPosted(fact) ? accepted(fact) : [];
  },
};
