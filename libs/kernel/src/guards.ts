import { sightsOf } from './admit.js';
import type { AnyAggregate, Asked, Guard, Seen, Sight, Statused, Taken } from './aggregate.js';
import { correctionSights, correctionTakes } from './correct.js';
import type { Correction } from './corrections.js';
import type { Fact } from './event.js';
import { POSTING_RULE, type PostingRule } from './posting-rule.js';
import { correctedBy, reportedBy } from './reported.js';

/** A statement as it is put to the guards, and the other streams its decision reads and takes, theirs among them. */
interface Considered {
  readonly asked: Asked;
  readonly sights: readonly Sight[];
  /** By name, each once. */
  readonly taken: ReadonlySet<string>;
}

/** Of an entry; `state` is its stream's. */
export function consider(
  guards: readonly Guard[],
  aggregate: AnyAggregate,
  state: Statused,
  fact: Fact,
  stream: string,
): Considered {
  const asked = { stream, fact, entry: fact, reported: reportedBy(aggregate, state, [fact], stream) };
  return {
    asked,
    sights: [...sightsOf(aggregate, fact, stream), ...sightsOfGuards(guards, asked)],
    taken: streamsOf([...(aggregate.takes?.(state, fact as never, stream) ?? []), ...takesOfGuards(guards, asked)]),
  };
}

/** Of a correction; `facts` is its whole stream. */
export function considerCorrection(
  guards: readonly Guard[],
  aggregate: AnyAggregate,
  facts: readonly Fact[],
  correction: Correction,
  stream: string,
): Considered {
  const asked = { stream, fact: correction, ...correctedBy(aggregate, facts, correction, stream) };
  return {
    asked,
    sights: [...correctionSights(aggregate, facts, correction, stream), ...sightsOfGuards(guards, asked)],
    taken: streamsOf([...correctionTakes(aggregate, facts, correction, stream), ...takesOfGuards(guards, asked)]),
  };
}

const sightsOfGuards = (guards: readonly Guard[], asked: Asked): readonly Sight[] =>
  guards.flatMap((guard) => guard.sees(asked));

const takesOfGuards = (guards: readonly Guard[], asked: Asked): readonly Taken[] =>
  guards.flatMap((guard) => guard.takes?.(asked) ?? []);

const streamsOf = (taken: readonly Taken[]): ReadonlySet<string> => new Set(taken.map(({ stream }) => stream));

/** The first refusal is thrown: the order of the guards is the order of the answers. */
export function checkGuards(guards: readonly Guard[], asked: Asked, seen: Seen): void {
  for (const guard of guards) guard.check?.(asked, seen);
}

/** The rule about occurrence times in force; a preset, where no guard gives one. */
export function postingRuleOf(guards: readonly Guard[], asked: Asked, seen: Seen): PostingRule {
  for (const guard of guards) {
    const rule = guard.postingRule?.(asked, seen);
    if (rule !== undefined) return rule;
  }
  return POSTING_RULE;
}
