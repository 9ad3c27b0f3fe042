import { sightsOf } from './admit.js';
import type { AnyAggregate, Asked, Guard, Seen, Sight, Statused, Taken } from './aggregate.js';
import { correctionSights, replacementOf } from './correct.js';
import { effective, type Correction } from './corrections.js';
import type { Fact } from './event.js';
import { stateOf } from './evolving.js';
import { POSTING_RULE, type PostingRule } from './posting-rule.js';
import { correctedBy, reportedBy } from './reported.js';

/** A statement as it is put to the guards, and the other streams its decision reads and takes, theirs among them. */
export interface Considered {
  readonly asked: Asked;
  readonly sights: readonly Sight[];
  /** By name, each once. */
  readonly taken: ReadonlySet<string>;
  /** What is taken further, once these are known, and what is looked at further then. */
  readonly takenThen: (seen: Seen) => ReadonlySet<string>;
  readonly seenThen: (seen: Seen) => readonly Sight[];
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
    ...takingOf(guards, aggregate, { state, fact, asked }),
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
  const fact = aggregate.takes && replacementOf(aggregate, facts, correction);
  return {
    asked,
    sights: [...correctionSights(aggregate, facts, correction, stream), ...sightsOfGuards(guards, asked)],
    ...takingOf(guards, aggregate, { state: stateOf(aggregate, effective(facts)), fact, asked }),
  };
}

/** What is taken, and looked at beyond that; `fact` is what the aggregate is asked about, if anything. */
function takingOf(
  guards: readonly Guard[],
  aggregate: AnyAggregate,
  { state, fact, asked }: { readonly state: Statused; readonly fact: Fact | undefined; readonly asked: Asked },
): Pick<Considered, 'taken' | 'takenThen' | 'seenThen'> {
  const { stream } = asked;
  const taken = [
    ...((fact && aggregate.takes?.(state, fact as never, stream)) ?? []),
    ...guards.flatMap((guard) => guard.takes?.(asked) ?? []),
  ];
  return {
    taken: streamsOf(taken),
    takenThen: (seen) => streamsOf((fact && aggregate.takesThen?.(state, fact as never, seen, stream)) ?? []),
    seenThen: (seen) => [
      ...((fact && aggregate.seesThen?.(state, fact as never, seen, stream)) ?? []),
      ...guards.flatMap((guard) => guard.seesThen?.(asked, seen) ?? []),
    ],
  };
}

const streamsOf = (taken: readonly Taken[]): ReadonlySet<string> => new Set(taken.map(({ stream }) => stream));

const sightsOfGuards = (guards: readonly Guard[], asked: Asked): readonly Sight[] =>
  guards.flatMap((guard) => guard.sees(asked));

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
