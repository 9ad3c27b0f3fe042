import { eventsAsOf, type Moment } from '#audit';
import { canonical, foldAll, sha256, type AnyAggregate, type RecordedEvent } from '#kernel';

/** A stream's state at a moment, and what it rests on. */
export interface StateAt {
  readonly moment: Moment;
  readonly state: unknown;
  /** SHA-256 (hex) of the state's RFC 8785 form. */
  readonly stateDigest: string;
  /** Of the last event the moment covers; -1 and 0 before the first. */
  readonly revision: number;
  readonly position: number;
  /** How many events the moment covers. */
  readonly events: number;
}

export function stateAt(aggregate: AnyAggregate, events: readonly RecordedEvent[], moment: Moment): StateAt {
  const covered = eventsAsOf(events, moment);
  const last = covered.at(-1);
  // Through JSON, so that the digest is of what the reader gets.
  const state: unknown = JSON.parse(JSON.stringify(foldAll(aggregate, covered).state));
  return {
    moment,
    state,
    stateDigest: sha256(canonical(state)),
    revision: last?.revision ?? -1,
    position: last?.position ?? 0,
    events: covered.length,
  };
}
