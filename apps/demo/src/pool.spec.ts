import { describe, expect, it } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import { pooled } from './pool.js';

describe('pooled', () => {
  it('works on every item, and on no more than asked at once', async () => {
    const done: number[] = [];
    let [underWay, most] = [0, 0];
    await pooled([1, 2, 3, 4, 5], 2, async (item) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await turn();
      underWay -= 1;
      done.push(item);
    });
    expect(done).toEqual([1, 2, 3, 4, 5]);
    expect(most).toBe(2);
  });

  it('rejects with the first failure and begins nothing after it', async () => {
    const begun: number[] = [];
    const work = async (item: number): Promise<void> => {
      begun.push(item);
      await turn();
      if (item === 2) throw new Error('two');
    };
    await expect(pooled([1, 2, 3, 4, 5, 6], 2, work)).rejects.toThrow('two');
    expect(begun.length).toBeLessThan(6);
  });
});
