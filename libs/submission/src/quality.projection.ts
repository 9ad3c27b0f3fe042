import { civilDateOf, isPosted, type Fact } from '#kernel';
import type { Dimensions, Measurement, Projection } from '#read-store';
import { FLAGGED_FOR, flagsOf } from './flag-checks.js';
import { partyOf } from './month.js';
import { posterOf } from './poster.js';
import { checkOfRefusal } from './refusal-checks.js';
import type { PostingRejected } from './sub.events.js';

/** By whom; why something failed is no cut, since what passed has no such reason. */
const POSTER = ['node', 'org'] as const;

type QualityMeasure = 'quality-checked' | 'quality-flagged' | 'quality-refused';

/** One row, for the day of recording. `code` is the check, `kind` the flag or the refusal. */
const row = (measure: QualityMeasure, { meta }: Fact, dims: Dimensions): Measurement => ({
  measure,
  amount: 1,
  occurredOn: civilDateOf(meta.recordedAt),
  dims,
});

/** An entry is one defect of a check at most, under the first flag of that check it bears. */
function looked(fact: Fact): readonly Measurement[] {
  const checks = FLAGGED_FOR[fact.type];
  if (checks === undefined || !isPosted(fact)) return [];
  const borne = flagsOf(fact.data as object);
  const poster = posterOf(fact);
  return Object.entries(checks).flatMap(([check, flags]) => {
    const dims = { ...poster, code: check };
    const kind = flags.find((flag) => borne.includes(flag));
    const flagged = kind === undefined ? [] : [row('quality-flagged', fact, { ...dims, kind })];
    return [row('quality-checked', fact, dims), ...flagged];
  });
}

function refused(fact: Fact, stream: string): readonly Measurement[] {
  const { code: kind, findings } = fact.data as PostingRejected;
  const code = checkOfRefusal(kind, findings);
  if (code === undefined) return [];
  const party = partyOf(stream);
  return [row('quality-refused', fact, { [party.kind]: party.id, code, kind })];
}

/**
 * How good what parties post is, check by check: `quality-checked` and `quality-flagged` for entries that a flag may stand on,
 * `quality-refused` for what the door turned away. An entry that was reversed counts no longer, one restated as it reads now;
 * what was refused stays so.
 */
export const qualityProjection: Projection = {
  name: 'quality',
  version: 2,
  categories: ['org', 'ord', 'act', 'sub'],
  carries: { 'quality-checked': POSTER, 'quality-flagged': POSTER, 'quality-refused': POSTER },
  indexes: [],
  measure: (fact, _before, _after, stream) => (fact.type === 'PostingRejected' ? refused(fact, stream) : looked(fact)),
};
