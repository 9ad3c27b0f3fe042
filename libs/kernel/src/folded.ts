import type { AnyAggregate, Statused } from './aggregate.js';
import { effective, isCorrection } from './corrections.js';
import { current } from './event-type.js';
import type { Fact } from './event.js';

/** A stream folded: its revision (-1 when nothing is recorded) and the state. */
export interface Folded {
  readonly revision: number;
  readonly state: Statused;
}

export const emptyFold = (aggregate: AnyAggregate): Folded => ({ revision: -1, state: aggregate.initial });

/** The fold after one more fact, which must be no correction: a correction says the stream anew, see `foldAll`. */
export function foldNext(aggregate: AnyAggregate, { revision, state }: Folded, fact: Fact): Folded {
  if (isCorrection(fact)) throw new Error('after a correction the whole stream is folded');
  return { revision: revision + 1, state: evolveKnown(aggregate, state, fact) };
}

/** The fold of a whole stream, corrections applied. */
export const foldAll = (aggregate: AnyAggregate, facts: readonly Fact[]): Folded => ({
  revision: facts.length - 1,
  state: stateOf(aggregate, effective(facts)),
});

/** The state after `facts`, which must be effective ones (see `corrections.ts`). */
export const stateOf = (aggregate: AnyAggregate, facts: Iterable<Fact>): Statused => {
  let state = aggregate.initial;
  for (const fact of facts) state = evolveKnown(aggregate, state, fact);
  return state;
};

/** A decider must know every fact of its stream: one it does not know was written by a newer build, and guessing is worse. */
function evolveKnown(aggregate: AnyAggregate, state: Statused, fact: Fact): Statused {
  const eventType = aggregate.events[fact.type];
  if (eventType === undefined)
    throw new Error(`${aggregate.category}: unknown event ${fact.type}; this ledger was written by a newer build`);
  return aggregate.evolve(state, current(eventType, fact) as never);
}
