import type { AnyAggregate, Statused } from './aggregate.js';
import { effective, isCorrection } from './corrections.js';
import { evolveKnown, stateOf } from './evolving.js';
import type { Fact } from './event.js';
import { isInPlace, NOTHING_YET, timesAfter, timesOf, type Times } from './in-time.js';

/** A stream folded: its revision (-1 when nothing is recorded), the state, and what its order of occurrence comes to. */
export interface Folded {
  readonly revision: number;
  readonly state: Statused;
  readonly times: Times;
}

export const emptyFold = (aggregate: AnyAggregate): Folded => ({
  revision: -1,
  state: aggregate.initial,
  times: NOTHING_YET,
});

/** The fold of a whole stream, corrections applied. */
export function foldAll(aggregate: AnyAggregate, facts: readonly Fact[]): Folded {
  const standing = effective(facts);
  return { revision: facts.length - 1, state: stateOf(aggregate, standing), times: timesOf(aggregate, standing) };
}

/**
 * The fold after more facts; undefined where that takes the whole stream (`foldAll`): after a correction, and after an entry
 * that may change what stands behind it in order of occurrence.
 */
export function foldOn(aggregate: AnyAggregate, folded: Folded, facts: readonly Fact[]): Folded | undefined {
  let { revision, state, times } = folded;
  for (const fact of facts) {
    if (isCorrection(fact) || !isInPlace(aggregate, times, fact)) return undefined;
    const next = evolveKnown(aggregate, state, fact);
    times = timesAfter(times, fact, state.status, next.status);
    revision += 1;
    state = next;
  }
  return { revision, state, times };
}
