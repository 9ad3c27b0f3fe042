import type { AnyAggregate, Statused } from './aggregate.js';
import { current } from './event-type.js';
import type { Fact } from './event.js';

/** The state after `facts`, which must be effective ones (see `corrections.ts`). */
export const stateOf = (aggregate: AnyAggregate, facts: Iterable<Fact>, from = aggregate.initial): Statused => {
  let state = from;
  for (const fact of facts) state = evolveKnown(aggregate, state, fact);
  return state;
};

/** A stream holds what a newer build wrote: an event of a type, or of a version of one, that this build does not know. */
export class NewerBuildError extends Error {}

/** A decider must know every fact of its stream: one it does not know was written by a newer build, and guessing is worse. */
export function evolveKnown(aggregate: AnyAggregate, state: Statused, fact: Fact): Statused {
  const eventType = aggregate.events[fact.type];
  if (eventType === undefined || fact.version > eventType.version)
    throw new NewerBuildError(
      `${aggregate.category}: unknown event ${fact.type} v${fact.version}; this ledger was written by a newer build`,
    );
  return aggregate.evolve(state, current(eventType, fact) as never);
}

/** The last state that this build can tell of effective `facts`: before the first that a newer build wrote. */
export function lastKnownState(aggregate: AnyAggregate, facts: readonly Fact[]): Statused {
  const unknown = facts.findIndex(({ type, version }) => version > (aggregate.events[type]?.version ?? 0));
  return stateOf(aggregate, unknown === -1 ? facts : facts.slice(0, unknown));
}
