import { beforeEach, describe, expect, it } from '@jest/globals';
import type { MeasurementRow } from './measurement.js';
import type { Declaration } from './projection.js';
import type { AggregateGroup, AggregateQuery, ReadStore } from './read-store.js';

/** Subsidies claimed under programmes: a projection with dimensions that no other one has. */
const claims = {
  name: 'claims',
  version: 1,
  indexes: [],
  measures: {
    claimed: { cuts: ['node', 'programme', 'ruleVersion'], also: ['payee', 'beneficiary'] },
    'programme-open': { cuts: ['programme'] },
  },
  perRow: ['payee', 'beneficiary'],
} as const satisfies Declaration;

const claim = (
  position: number,
  [node, programme, payee, amount]: readonly [string, string, string, number],
): MeasurementRow => ({
  measure: 'claimed',
  amount,
  sign: amount < 0 ? -1 : 1,
  occurredOn: position < 4 ? '2026-03-05' : '2026-04-30',
  dims: { node, programme, ruleVersion: 'v1', payee, beneficiary: `${payee}-served` },
  n: 0,
  stream: `claim-${position}`,
  position,
  eventId: `e-${position}`,
  originId: `e-${position}`,
});

const ROWS = [
  claim(1, ['N01', 'SRDI', 'A', 500]),
  claim(2, ['N01', 'SRDI', 'B', 300]),
  claim(3, ['N02', 'VOUCHER', 'A', 70]),
  claim(4, ['N02', 'SRDI', 'A', 40]),
  claim(5, ['N01', 'SRDI', 'A', -500]),
];

/** What a projection declares is what its rows are cut by, whatever it is called. */
export function dimensionsContract(current: () => ReadStore): void {
  describe('dimensions', () => {
    let store: ReadStore;
    beforeEach(async () => {
      store = current();
      await store.open(claims);
    });
    const write = (rows: readonly MeasurementRow[], checkpoint = 5): Promise<void> =>
      store.write(claims, { documents: [], rows, deadLetters: [], revived: [], checkpoint });
    const aggregate = (query: Omit<AggregateQuery, 'measures'>): Promise<readonly AggregateGroup[]> =>
      store.aggregate(claims, { measures: ['claimed'], ...query });
    const sum = { kind: 'sum' } as const;

    it('add up by the names that are declared, whole and as of a position', async () => {
      await write(ROWS);
      expect(await aggregate({ function: sum, dims: { programme: 'SRDI' } })).toEqual([{ by: {}, value: 340 }]);
      expect(await aggregate({ function: sum, dims: { programme: 'SRDI' }, atPosition: 4 })).toEqual([
        { by: {}, value: 840 },
      ]);
      expect(await aggregate({ function: sum, groupBy: ['programme', 'node'] })).toEqual([
        { by: { programme: 'SRDI', node: 'N01' }, value: 300 },
        { by: { programme: 'SRDI', node: 'N02' }, value: 40 },
        { by: { programme: 'VOUCHER', node: 'N02' }, value: 70 },
      ]);
      expect(await aggregate({ function: sum, groupBy: ['month', 'ruleVersion'] })).toEqual([
        { by: { month: '2026-03', ruleVersion: 'v1' }, value: 870 },
        { by: { month: '2026-04', ruleVersion: 'v1' }, value: -460 },
      ]);
    });

    it('count and group by those that differ from row to row', async () => {
      await write(ROWS);
      const payees = { kind: 'countDistinct', of: ['payee'] } as const;
      expect(await aggregate({ function: payees, groupBy: ['node'] })).toEqual([
        { by: { node: 'N01' }, value: 1 },
        { by: { node: 'N02' }, value: 1 },
      ]);
      expect(await aggregate({ function: { kind: 'countDistinct', of: ['programme', 'payee'] } })).toEqual([
        { by: {}, value: 3 },
      ]);
      expect(await aggregate({ function: sum, dims: { payee: ['A', 'C'] }, groupBy: ['beneficiary'] })).toEqual([
        { by: { beneficiary: 'A-served' }, value: 110 },
      ]);
      expect(
        await aggregate({ function: { kind: 'percentile', p: 50 }, groupBy: ['programme'], atPosition: 4 }),
      ).toEqual([
        { by: { programme: 'SRDI' }, value: 300 },
        { by: { programme: 'VOUCHER' }, value: 70 },
      ]);
    });

    it('are listed with the rows that have them', async () => {
      await write(ROWS);
      const filter = { measures: ['claimed'], dims: { programme: ['SRDI'], payee: 'A' } };
      expect(await store.rows(claims, filter, { limit: 10 })).toEqual([ROWS[0], ROWS[3], ROWS[4]]);
      expect(await store.rowsOf(claims, 'claim-3')).toEqual([ROWS[2]]);
    });

    it('are in the digest by name', async () => {
      await write(ROWS);
      // Fixed for ever and for every adapter, as all digests.
      expect(await store.digest(claims)).toBe('a366efa1a767a1cc2f0922f8d9eb1b86bbef9d2c0c2e0ad0a23bf3296f36c742');
      const other = { ...claims, version: 2 };
      await store.open(other);
      for (const row of ROWS) {
        const dims = Object.fromEntries(Object.entries(row.dims).toReversed());
        const step = { documents: [], rows: [{ ...row, dims }], deadLetters: [], revived: [] };
        await store.write(other, { ...step, checkpoint: row.position });
      }
      expect(await store.digest(other)).toBe(await store.digest(claims));
    });

    it('are those declared and no others: in rows, and in a later declaration', async () => {
      const undeclared = { ...claim(1, ['N01', 'SRDI', 'A', 500]), dims: { program: 'SRDI' } };
      await expect(write([undeclared])).rejects.toThrow('program');
      expect(await store.checkpoint(claims)).toBe(0);
      const more = { ...claims, measures: { ...claims.measures, paid: { cuts: ['bank'] } } };
      await expect(store.open(more)).rejects.toThrow('version');
    });

    it('that are not declared are none that a row has', async () => {
      await write(ROWS);
      const by = { class: '', payee: 'A' };
      const query = { groupBy: ['class', 'payee'], dims: { node: 'N02', class: '' } };
      expect(await aggregate({ function: sum, ...query })).toEqual([{ by, value: 110 }]);
      expect(await aggregate({ function: sum, groupBy: ['class'] })).toEqual([{ by: { class: '' }, value: 410 }]);
      expect(await aggregate({ function: { kind: 'percentile', p: 99 }, ...query })).toEqual([{ by, value: 70 }]);
      expect(await aggregate({ function: sum, dims: { class: ['10', '11'] } })).toEqual([{ by: {}, value: 0 }]);
      expect(await store.rows(claims, { measures: ['claimed'], dims: { class: '10' } }, { limit: 9 })).toEqual([]);
      await expect(aggregate({ function: sum, groupBy: ['a"b'] })).rejects.toThrow('a"b');
    });

    it.each(['position', 'month', 'Node', 'a b', 'x"', ''])('cannot be called "%s"', async (name) => {
      await expect(store.open({ ...claims, version: 2, measures: { claimed: { cuts: [name] } } })).rejects.toThrow(
        'dimension',
      );
    });
  });
}
