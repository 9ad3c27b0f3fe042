import assert from 'node:assert/strict';
import type { Seen } from '#kernel';

/** The sights of a decision that takes no stream. */
export const seenBy = (of: Seen['of']): Seen => ({
  at: -1,
  of,
  revisionOf: ({ stream }) => assert.fail(`nobody asks up to where ${stream} was seen`),
  taken: ({ stream }) => assert.fail(`nobody takes ${stream}`),
});
