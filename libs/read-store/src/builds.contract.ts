import { beforeEach, describe, expect, it } from '@jest/globals';
import type { BuildKey } from './projection.js';
import type { ProjectionWrite, ReadStore, Snapshot, StoredBuild } from './read-store.js';

const key = { name: 'orders', version: 3 };
const build = (number: number): BuildKey => ({ ...key, build: number });
const origin = { by: 'hub', at: '2026-03-05T10:00:00.000+08:00' };

/** A step to `checkpoint` that leaves one document and one row which say `value`. */
const step = (checkpoint: number, value: number): ProjectionWrite => ({
  documents: [{ id: 'order-1', doc: { value } }],
  rows: [
    {
      measure: 'orders',
      amount: value,
      sign: 1,
      occurredOn: '2026-03-05',
      dims: {},
      n: 0,
      stream: 'order-1',
      position: checkpoint,
      eventId: `e-${checkpoint}`,
      originId: `e-${checkpoint}`,
    },
  ],
  deadLetters: [{ stream: `order-${value}`, position: checkpoint, reason: 'r' }],
  revived: [],
  checkpoint,
});

const never = (): never => {
  throw new Error('a step has a row');
};

async function listed<Item>(reading: AsyncIterable<Item>): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const item of reading) items.push(item);
  return items;
}

/** Builds of one version side by side, of which one is active. */
export function buildsContract(open: () => ReadStore): void {
  describe('builds', () => {
    let store: ReadStore;
    beforeEach(async () => {
      store = open();
      await store.open({ ...key, indexes: ['value'] });
    });
    const own = async (): Promise<readonly StoredBuild[]> =>
      (await store.builds()).filter(({ name }) => name === key.name);

    it('begin with one that is active', async () => {
      expect(await store.open({ ...key, indexes: ['value'] })).toBe(1);
      expect(await own()).toEqual([{ ...build(1), isActive: true, checkpoint: 0 }]);
    });

    it('begin empty beside the active one, which is what is read', async () => {
      await store.write(key, step(5, 50));
      expect(await store.begin(key, origin)).toBe(2);
      await store.write(build(2), step(3, 30));
      expect(await own()).toEqual([
        { ...build(1), isActive: true, checkpoint: 5 },
        { ...build(2), isActive: false, checkpoint: 3, origin },
      ]);
      expect(await store.open({ ...key, indexes: ['value'] })).toBe(1);
      expect(await store.checkpoint(key)).toBe(5);
      expect(await store.get(key, 'order-1')).toEqual({ value: 50 });
      expect(await store.get(build(2), 'order-1')).toEqual({ value: 30 });
    });

    it('change places in every kind of reading, and back', async () => {
      await store.write(key, step(5, 50));
      await store.begin(key, origin);
      await store.write(build(2), step(5, 70));
      const query = { measures: ['orders'], function: { kind: 'sum' } } as const;
      for (const [active, value] of [
        [1, 50],
        [2, 70],
        [1, 50],
      ] as const) {
        await store.activate(build(active));
        expect(await store.open({ ...key, indexes: ['value'] })).toBe(active);
        expect(await store.get(key, 'order-1')).toEqual({ value });
        expect(await store.getMany(key, ['order-1'])).toEqual(new Map([['order-1', { value }]]));
        expect(await store.find(key, { where: { value }, limit: 2 })).toHaveLength(1);
        expect(await store.aggregate(key, query)).toEqual([{ by: {}, value }]);
        expect(await store.rows(key, query, { limit: 2 })).toMatchObject([{ amount: value }]);
        expect(await store.rowsOf(key, 'order-1')).toMatchObject([{ amount: value }]);
        expect(await store.deadLetters(key)).toMatchObject([{ stream: `order-${value}` }]);
        expect(await store.digest(key)).toBe(await store.digest(build(active)));
        expect((await own()).map(({ isActive }) => isActive)).toEqual([active === 1, active === 2]);
      }
    });

    it('have equal digests when they hold the same, whatever their numbers', async () => {
      await store.begin(key, origin);
      await store.write(build(1), step(5, 50));
      expect(await store.digest(build(2))).not.toBe(await store.digest(build(1)));
      await store.write(build(2), step(5, 50));
      expect(await store.digest(build(2))).toBe(await store.digest(build(1)));
    });

    it('are dropped one by one, and their numbers never come again', async () => {
      await store.begin(key, origin);
      await store.drop(build(2));
      expect((await own()).map((each) => each.build)).toEqual([1]);
      expect(await store.begin(key, origin)).toBe(3);
      await store.activate(build(3));
      await store.drop(build(1));
      expect(await own()).toEqual([{ ...build(3), isActive: true, checkpoint: 0, origin }]);
    });

    it('are not dropped while active, nor used when they are not there', async () => {
      await expect(store.drop(build(1))).rejects.toThrow('active');
      for (const call of [
        () => store.activate(build(7)),
        () => store.drop(build(7)),
        () => store.checkpoint(build(7)),
        () => store.write(build(7), step(1, 1)),
        () => store.get(build(7), 'order-1'),
      ])
        await expect(call()).rejects.toThrow();
      expect(await store.open({ ...key, indexes: ['value'] })).toBe(1);
    });

    it('go with their projection, also when another program left it', async () => {
      const left = { name: 'visits', version: 1 };
      await store.open({ ...left, indexes: [] });
      await store.begin(left, origin);
      await store.drop(left);
      expect((await store.builds()).filter(({ name }) => name === 'visits')).toEqual([]);
      expect(await store.open({ ...left, indexes: [] })).toBe(1);
    });

    describe('in a snapshot', () => {
      const content = async (snapshot: Snapshot, of: BuildKey): Promise<readonly unknown[]> => [
        await snapshot.checkpoint(of),
        await listed(snapshot.documents(of)),
        (await listed(snapshot.deadLetters(of))).map(({ stream }) => stream),
        (await listed(snapshot.rows(of))).map(({ position, amount }) => [position, amount]),
      ];

      it('stand as they stood, whatever is written, switched and dropped meanwhile', async () => {
        await store.begin(key, origin);
        await store.write(build(1), step(4, 40));
        await store.write(build(2), step(5, 50));
        const snapshot = await store.snapshot();
        await store.write(build(1), step(6, 60));
        await store.activate(build(2));
        await store.drop(build(1));
        expect(await content(snapshot, build(1))).toEqual([
          4,
          [{ id: 'order-1', doc: { value: 40 } }],
          ['order-40'],
          [[4, 40]],
        ]);
        expect(await content(snapshot, build(2))).toEqual([
          5,
          [{ id: 'order-1', doc: { value: 50 } }],
          ['order-50'],
          [[5, 50]],
        ]);
        await snapshot.close();
      });

      it('keep no sum that its rows do not come to, however great', async () => {
        const [row = never()] = step(9, 1).rows;
        const amounts = [2 ** 53 - 1, -5, 0, 2 ** 53 - 1];
        const rows = amounts.map((amount, n) => ({
          ...row,
          amount,
          n,
          sign: amount < 0 ? (-1 as const) : (1 as const),
        }));
        await store.write(key, { ...step(9, 1), rows });
        await store.write(key, {
          ...step(12, 2),
          rows: Array.from({ length: 2_000 }, (_, n) => ({ ...row, amount: 2 ** 53 - 1, position: 12, n })),
        });
        const snapshot = await store.snapshot();
        expect(await listed(snapshot.wrongTotals(build(1)))).toEqual([]);
        await snapshot.close();
      });

      it('come in the order of the digest', async () => {
        const rows = [
          ['b', '2026-03-05'],
          ['a', '2026-04-01'],
          ['a', '2026-03-31'],
          ['a', '2026-03-01'],
        ] as const;
        const [row = never()] = step(9, 1).rows;
        await store.write(key, {
          ...step(9, 1),
          documents: ['\u{1F600}', '\uFF5E', 'z', 'Z'].map((id) => ({ id, doc: { value: 1 } })),
          rows: rows.map(([measure, occurredOn], n) => ({ ...row, measure, occurredOn, n })),
        });
        const snapshot = await store.snapshot();
        expect((await listed(snapshot.documents(build(1)))).map(({ id }) => id)).toEqual([
          'Z',
          'z',
          '\uFF5E',
          '\u{1F600}',
        ]);
        expect((await listed(snapshot.rows(build(1)))).map(({ n }) => n)).toEqual([2, 3, 1, 0]);
        await snapshot.close();
      });
    });
  });
}
