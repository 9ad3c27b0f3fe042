import { List } from 'immutable';
import type { AnyAggregate, Statused } from './aggregate.js';
import { isCorrection, effective } from './corrections.js';
import type { Fact } from './event.js';

/** A stream folded: its revision (-1 when nothing is recorded), the state, and the facts, which corrections refer to. */
export interface Folded {
  readonly revision: number;
  readonly state: Statused;
  readonly facts: List<Fact>;
}

export const emptyFold = (aggregate: AnyAggregate): Folded => ({
  revision: -1,
  state: aggregate.initial,
  facts: List<Fact>(),
});

/** The fold after one more fact. A correction refolds the stream without what it reversed and with what it restated. */
export function foldNext(aggregate: AnyAggregate, folded: Folded, fact: Fact): Folded {
  const facts = folded.facts.push(fact);
  const state = isCorrection(fact) ? stateOf(aggregate, effective(facts)) : evolveKnown(aggregate, folded.state, fact);
  return { revision: folded.revision + 1, state, facts };
}

export const foldAll = (aggregate: AnyAggregate, facts: Iterable<Fact>): Folded => {
  const all = List(facts);
  return { revision: all.size - 1, state: stateOf(aggregate, effective(all)), facts: all };
};

/** The state after `facts`, which must be effective ones (see `corrections.ts`). */
export const stateOf = (aggregate: AnyAggregate, facts: Iterable<Fact>): Statused => {
  let state = aggregate.initial;
  for (const fact of facts) state = evolveKnown(aggregate, state, fact);
  return state;
};

/** A decider must know every fact of its stream: one it does not know was written by a newer build, and guessing is worse. */
function evolveKnown(aggregate: AnyAggregate, state: Statused, fact: Fact): Statused {
  if (aggregate.events[fact.type] === undefined)
    throw new Error(`${aggregate.category}: unknown event ${fact.type}; this ledger was written by a newer build`);
  return aggregate.evolve(state, fact as never);
}
