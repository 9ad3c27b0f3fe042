import type { Clock } from './clock.js';
import type { Draft } from './draft.js';
import type { EventIndex, StreamState } from './event-index.js';

/** What became of a write. */
export type Outcome =
  /** Revision and position of the last event; there is no position when that event can no longer be read. */
  | { readonly kind: 'written'; readonly revision: number; readonly position: number | undefined }
  /** The stream's last revision is another one, -1 when it has no event. */
  | { readonly kind: 'wrong-revision'; readonly revision: number }
  | { readonly kind: 'stream-deleted' };

/**
 * Decides a write and adds to the draft what it appends. `commit-first` puts it off: it can be decided only when all that was
 * drafted before it is in the log.
 */
export type Write = (log: WrittenLog, draft: Draft) => Outcome | 'commit-first';

/** What a write is decided by: all that is in the log already. */
export interface WrittenLog {
  readonly index: EventIndex;
  readonly clock: Clock;
  state(stream: string): StreamState;
  /** Revision of an event in a stream, if it was appended not long ago. */
  recentRevision(stream: string, id: string): number | undefined;
  idAt(stream: string, revision: number): string | undefined;
}
