import { describe, expect, it } from '@jest/globals';
import { setImmediate } from 'node:timers/promises';
import { conveyor, type Delivery } from './conveyor.js';

async function all(deliveries: AsyncIterable<Delivery<number>>): Promise<readonly Delivery<number>[]> {
  const found: Delivery<number>[] = [];
  for await (const delivery of deliveries) found.push(delivery);
  return found;
}

async function* chunks(...lists: readonly (readonly number[])[]): AsyncGenerator<readonly number[]> {
  yield* lists;
}

const double = async (items: readonly number[]): Promise<readonly number[]> => {
  await setImmediate();
  return items.map((item) => item * 2);
};

const answersOf = (deliveries: readonly Delivery<number>[]): readonly number[] =>
  deliveries.flatMap((delivery) => (delivery.kind === 'answers' ? delivery.answers : []));

describe('a conveyor', () => {
  it('answers everything once and in order, in chunks that are not too long', async () => {
    const sizes: number[] = [];
    const work = (items: readonly number[]): Promise<readonly number[]> => {
      sizes.push(items.length);
      return double(items);
    };
    const found = await all(conveyor(chunks([1], [2, 3, 4, 5], [6], [7, 8]), work, 3));
    expect(answersOf(found)).toEqual([2, 4, 6, 8, 10, 12, 14, 16]);
    expect(Math.max(...sizes)).toBe(3);
    expect(found.at(-1)).toEqual({ kind: 'end' });
  });

  it('answers what has come before it waits for more', async () => {
    async function* slow(): AsyncGenerator<readonly number[]> {
      yield [1];
      await new Promise(() => undefined);
    }
    const deliveries = conveyor(slow(), double, 500);
    expect((await deliveries.next()).value).toEqual({ kind: 'answers', answers: [2] });
  });

  it('reads no further than one chunk ahead of a reader that does not read', async () => {
    let read = 0;
    async function* counting(): AsyncGenerator<readonly number[]> {
      for (;;) yield [(read += 1)];
    }
    const deliveries = conveyor(counting(), double, 2);
    await deliveries.next();
    for (let turns = 0; turns < 50; turns += 1) await setImmediate();
    expect(read).toBeLessThanOrEqual(6);
  });

  it('says at the end why the input or the work failed', async () => {
    async function* broken(): AsyncGenerator<readonly number[]> {
      yield [1];
      throw new Error('cut off');
    }
    const cut = await all(conveyor(broken(), double, 3));
    expect(cut).toEqual([
      { kind: 'answers', answers: [2] },
      { kind: 'end', failure: new Error('cut off') },
    ]);
    const failing = await all(conveyor(chunks([1], [2]), () => Promise.reject(new Error('full')), 3));
    expect(failing).toEqual([{ kind: 'end', failure: new Error('full') }]);
  });
});
