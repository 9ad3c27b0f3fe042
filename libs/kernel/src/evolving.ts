import type { AnyAggregate, Statused } from './aggregate.js';
import { current } from './event-type.js';
import type { Fact } from './event.js';

/** The state after `facts`, which must be effective ones (see `corrections.ts`). */
export const stateOf = (aggregate: AnyAggregate, facts: Iterable<Fact>, from = aggregate.initial): Statused => {
  let state = from;
  for (const fact of facts) state = evolveKnown(aggregate, state, fact);
  return state;
};

/** A decider must know every fact of its stream: one it does not know was written by a newer build, and guessing is worse. */
export function evolveKnown(aggregate: AnyAggregate, state: Statused, fact: Fact): Statused {
  const eventType = aggregate.events[fact.type];
  if (eventType === undefined)
    throw new Error(`${aggregate.category}: unknown event ${fact.type}; this ledger was written by a newer build`);
  return aggregate.evolve(state, current(eventType, fact) as never);
}
