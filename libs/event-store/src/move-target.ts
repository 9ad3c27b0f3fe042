import type { RecordedEvent } from '#kernel';
import type { EventStore } from './event-store.js';

/** A ledger that is to be moved, at rest. */
export type MoveSource = Pick<EventStore, 'readAll' | 'last' | 'close'>;

/** An event store into which a whole ledger is moved, events with the positions they had. Until it is finished, nothing else opens it. */
export abstract class MoveTarget {
  /** What was moved so far. */
  abstract readonly log: Pick<EventStore, 'readAll' | 'last'>;

  /**
   * Makes ready, or takes up a move that was broken off. Refuses with move-target-not-empty when a ledger stands there that
   * did not come by a move, or by one that is finished.
   */
  abstract begin(): Promise<void>;

  /** The next events, in position order; durable when it returns. Refuses with move-out-of-order when they cannot stand so. */
  abstract put(events: readonly RecordedEvent[]): Promise<void>;

  /** Everything is there: from now on new events come after `lastPosition`. */
  abstract finish(lastPosition: number): Promise<void>;

  abstract close(): Promise<void>;
}
