import assert from 'node:assert/strict';
import type { Append } from './event-store.js';

const EVENTS_MAX = 100;
const PAGE_MAX = 10_000;

/** Bugs of the caller, not of whoever stated something: they stop the one call and never reach a transaction. */
export function assertWellFormed(groups: readonly (readonly Append[])[]): void {
  for (const group of groups) {
    for (const { stream, expected, events } of group) {
      assert.ok(stream !== '' && stream.isWellFormed(), 'a stream has a name of whole characters');
      assert.ok(
        expected === 'none' || (Number.isSafeInteger(expected) && expected >= 0),
        'expected is none or a revision',
      );
      assert.ok(
        events.every(({ type }) => /^[^$]/.test(type)),
        'an event has a type, and one that begins with $ is a server’s own',
      );
      assert.ok(events.length >= 1 && events.length <= EVENTS_MAX, `an append has 1 to ${EVENTS_MAX} events`);
    }
  }
}

export function assertPage(limit: number): void {
  assert.ok(
    Number.isInteger(limit) && limit >= 1 && limit <= PAGE_MAX,
    `a page has 1 to ${PAGE_MAX} events, not ${limit}`,
  );
}
