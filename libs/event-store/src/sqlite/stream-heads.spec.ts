import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from '@jest/globals';
import { migrate } from './schema.js';
import { StreamHeads } from './stream-heads.js';

describe('StreamHeads', () => {
  it('remembers no more streams than it may, and none that do not exist', () => {
    const db = new DatabaseSync(':memory:');
    migrate(db);
    const heads = new StreamHeads(db, 3);
    for (let i = 0; i < 10; i += 1) heads.moved(`a-${i}`, i);
    const remembered = Array.from({ length: 10 }, (_, i) => heads.remembered(`a-${i}`));
    expect(remembered.filter((head) => head !== undefined)).toEqual([7, 8, 9]);
    expect(heads.of('a-unheard')).toBe(-1);
    expect(heads.remembered('a-unheard')).toBeUndefined();
  });
});
