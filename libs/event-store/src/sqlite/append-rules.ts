import assert from 'node:assert/strict';
import type { Append } from '../event-store.js';

const EVENTS_MAX = 100;

/** Bugs of the caller, not of whoever stated something: they stop the one call and never reach a transaction. */
export function assertWellFormed(groups: readonly (readonly Append[])[]): void {
  for (const group of groups) {
    for (const { stream, expected, events } of group) {
      assert.ok(stream !== '', 'a stream has a name');
      assert.ok(
        expected === 'none' || (Number.isSafeInteger(expected) && expected >= 0),
        'expected is none or a revision',
      );
      assert.ok(events.length >= 1 && events.length <= EVENTS_MAX, `an append has 1 to ${EVENTS_MAX} events`);
    }
  }
}
