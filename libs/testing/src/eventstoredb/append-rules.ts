import type { StreamState } from './event-index.js';

/** Expected revisions that are no revision, with the numbers the server gives them. */
export const NO_STREAM = -1;
export const ANY = -2;
export const STREAM_EXISTS = -4;

/** Which event is known under what. Memory forgets old ones; a revision of a stream can always be looked up. */
export interface KnownIds {
  /** Revision in this stream of an event that was appended not long ago. */
  recent(id: string): number | undefined;
  at(revision: number): string | undefined;
}

export type Verdict =
  | { readonly kind: 'append' }
  /** The events are there already; their last one has this revision. */
  | { readonly kind: 'idempotent'; readonly revision: number }
  | { readonly kind: 'wrong-revision' }
  | { readonly kind: 'stream-deleted' };

const APPEND: Verdict = { kind: 'append' };
const WRONG_REVISION: Verdict = { kind: 'wrong-revision' };

/**
 * Whether events may be appended. An append that is sent again word for word is recognised by its ids: with a revision, by what
 * the stream has after it; with `any` or `stream_exists`, by memory only.
 */
export function judge(expected: number, ids: readonly string[], state: StreamState, known: KnownIds): Verdict {
  if (state.isTombstoned) return { kind: 'stream-deleted' };
  if (expected === STREAM_EXISTS) {
    if (state.isSoftDeleted) return { kind: 'stream-deleted' };
    if (state.last === NO_STREAM && !state.hasMetadata) return WRONG_REVISION;
  }
  if (expected === ANY || expected === STREAM_EXISTS) return judgeByMemory(ids, known);
  if (expected === state.last) return APPEND;
  if (expected > state.last) return WRONG_REVISION;
  return judgeByHistory(expected, ids, state, known);
}

function judgeByMemory(ids: readonly string[], known: KnownIds): Verdict {
  const [first] = ids;
  if (first === undefined || known.recent(first) === undefined) return APPEND;
  let revision = NO_STREAM;
  for (const id of ids) {
    const found = known.recent(id);
    if (found === undefined) return WRONG_REVISION;
    revision = found;
  }
  return { kind: 'idempotent', revision };
}

function judgeByHistory(expected: number, ids: readonly string[], state: StreamState, known: KnownIds): Verdict {
  const differsAt = ids.findIndex((id, index) => known.at(expected + 1 + index) !== id);
  if (differsAt === -1 && ids.length > 0) return { kind: 'idempotent', revision: expected + ids.length };
  const mayBeginAgain = expected === NO_STREAM && state.isSoftDeleted && differsAt <= 0;
  return mayBeginAgain ? APPEND : WRONG_REVISION;
}
