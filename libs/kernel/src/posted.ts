import { eventId } from './digest.js';
import type { Fact } from './event.js';
import { msOf } from './instant.js';

/** Whether somebody posted it: not what the ledger noted on its own, nor what a statement led to besides itself. */
export function isPosted({ id, meta }: Fact): boolean {
  if (meta.actor.role === 'LEDGER') return false;
  if (meta.causationId === undefined) return true;
  // A restatement may have moved the time, which an id begins with; the statement it comes from stays.
  const stated = eventId(meta.source, meta.statementId, 0, msOf(meta.occurredAt));
  return id.slice(TIME_LENGTH) === stated.slice(TIME_LENGTH);
}

/** `xxxxxxxx-xxxx` of an event id says when it occurred. */
const TIME_LENGTH = 13;
