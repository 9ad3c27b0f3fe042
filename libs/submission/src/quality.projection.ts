import { categoryOf, civilDateOf, isPosted, type AnyAggregate, type CheckCode, type Fact } from '#kernel';
import type { Dimensions, Measurement, Projection } from '#read-store';
import { partyOf } from './month.js';
import { posterOf } from './poster.js';
import { checkOfRefusal, type RefusalChecks } from './refusal-checks.js';
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

/** The checks that entries of one type are looked at for, each with the flags that make an entry a defect of it. */
type FlagsByCheck = ReadonlyMap<CheckCode, readonly string[]>;

function flagsByCheck(flags: Readonly<Record<string, CheckCode | null>> = {}): FlagsByCheck {
  const byCheck = new Map<CheckCode, readonly string[]>();
  for (const [flag, check] of Object.entries(flags))
    if (check !== null) byCheck.set(check, [...(byCheck.get(check) ?? []), flag]);
  return byCheck;
}

interface Flaggable {
  readonly flags?: readonly string[];
  readonly checkDigit?: string;
  readonly innerCheck?: string;
}

/** The flags an entry's payload bears; those of a credit code are its two check digits. */
const flagsOf = ({ flags = [], checkDigit, innerCheck }: Flaggable): readonly string[] => [
  ...flags,
  ...(checkDigit === 'FAIL' ? ['check-digit'] : []),
  ...(innerCheck === 'FAIL' ? ['inner-check'] : []),
];

/** An entry is one defect of a check at most, under the first flag of that check it bears. */
function looked(fact: Fact, checks: FlagsByCheck): readonly Measurement[] {
  if (!isPosted(fact)) return [];
  const borne = flagsOf(fact.data as object);
  const poster = posterOf(fact);
  return [...checks].flatMap(([check, flags]) => {
    const dims = { ...poster, code: check };
    const kind = flags.find((flag) => borne.includes(flag));
    const flagged = kind === undefined ? [] : [row('quality-flagged', fact, { ...dims, kind })];
    return [row('quality-checked', fact, dims), ...flagged];
  });
}

function refused(fact: Fact, stream: string, checks: RefusalChecks): readonly Measurement[] {
  const { code: kind, findings } = fact.data as PostingRejected;
  const code = checkOfRefusal(checks, kind, findings);
  if (code === null) return [];
  const party = partyOf(stream);
  return [row('quality-refused', fact, { [party.kind]: party.id, code, kind })];
}

/**
 * How good what parties post is, check by check: `quality-checked` and `quality-flagged` for entries that a flag may stand on,
 * `quality-refused` for what the door turned away. An entry that was reversed counts no longer, one restated as it reads now;
 * what was refused stays so.
 */
export const quality = {
  name: 'quality',
  version: 2,
  categories: ['org', 'ord', 'act', 'sub'],
  measures: {
    'quality-checked': { cuts: POSTER, also: ['code'] },
    'quality-flagged': { cuts: POSTER, also: ['kind', 'code'] },
    'quality-refused': { cuts: POSTER, also: ['kind', 'code'] },
  },
  indexes: [],
} satisfies Projection;

/**
 * Makes its rows. What each refusal and each flag is a defect of, they say themselves: `refusals` are the tables of all that a
 * posting can be refused for, `aggregates` those whose events bear flags.
 */
export function qualityProjection(
  refusals: readonly RefusalChecks[],
  aggregates: readonly Pick<AnyAggregate, 'category' | 'events'>[],
): Projection {
  const checks: RefusalChecks = Object.assign({}, ...refusals);
  const flags = new Map(
    aggregates.flatMap(({ category, events }) =>
      Object.entries(events).map(
        ([type, eventType]) => [`${category} ${type}`, flagsByCheck(eventType.flags)] as const,
      ),
    ),
  );
  return {
    ...quality,
    measure: (fact, _before, _after, stream) =>
      fact.type === 'PostingRejected'
        ? refused(fact, stream, checks)
        : looked(fact, flags.get(`${categoryOf(stream)} ${fact.type}`) ?? new Map()),
  };
}
