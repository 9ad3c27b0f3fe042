import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Dimension, MeasurementRow } from './measurement.js';
import type {
  AggregateFunction,
  AggregateGroup,
  AggregateQuery,
  GroupKey,
  ReadStore,
  RowFilter,
} from './read-store.js';

const OF_ALL = { cuts: ['node', 'class', 'org', 'agency', 'kind'] };
const key = {
  name: 'figures',
  version: 1,
  measures: { visits: OF_ALL, minutes: OF_ALL, fen: OF_ALL, none: OF_ALL },
};
const FAR = 1_000_000;

/** What an aggregate means, said as plainly as it can be; adapters are compared with it. */
function naiveAggregate(all: readonly MeasurementRow[], query: AggregateQuery): readonly AggregateGroup[] {
  const groupBy = query.groupBy ?? [];
  const rows = naiveRows(all, query);
  const grouped = Map.groupBy(rows, (row) => JSON.stringify(groupBy.map((name) => fieldOf(row, name))));
  if (groupBy.length === 0 && rows.length === 0) grouped.set('[]', []);
  return [...grouped]
    .map(([texts, members]) => ({ texts: JSON.parse(texts) as string[], members }))
    .sort((a, b) => compareTexts(a.texts, b.texts))
    .map(({ texts, members }) => ({
      by: Object.fromEntries(groupBy.map((name, index) => [name, texts[index] ?? ''])),
      value: valueOf(members, query.function),
    }));
}

const naiveRows = (all: readonly MeasurementRow[], filter: RowFilter): readonly MeasurementRow[] =>
  all
    .filter(
      (row) =>
        filter.measures.includes(row.measure) &&
        row.position <= (filter.atPosition ?? Infinity) &&
        row.occurredOn >= (filter.from ?? '') &&
        row.occurredOn <= (filter.to ?? '9999-12-31') &&
        Object.entries(filter.dims ?? {}).every(([name, wanted]) => [wanted].flat().includes(fieldOf(row, name))),
    )
    .sort((a, b) => a.position - b.position || a.n - b.n);

function fieldOf(row: MeasurementRow, name: GroupKey): string {
  if (name === 'day') return row.occurredOn;
  if (name === 'month') return row.occurredOn.slice(0, 7);
  return name === 'measure' || name === 'stream' ? row[name] : (row.dims[name] ?? '');
}

function valueOf(rows: readonly MeasurementRow[], wanted: AggregateFunction): number | undefined {
  const total = (some: readonly MeasurementRow[], of: 'amount' | 'sign'): number =>
    some.reduce((sum, row) => sum + row[of], 0);
  if (wanted.kind === 'sum') return total(rows, 'amount');
  if (wanted.kind === 'count') return total(rows, 'sign');
  if (wanted.kind === 'countDistinct') {
    const things = Map.groupBy(rows, (row) => JSON.stringify(wanted.of.map((name) => fieldOf(row, name))));
    return [...things.values()].filter((members) => total(members, 'amount') > 0).length;
  }
  const standing = [...Map.groupBy(rows, ({ amount, sign }) => amount * sign)]
    .sort(([a], [b]) => a - b)
    .flatMap(([amount, members]) => Array.from({ length: Math.max(0, total(members, 'sign')) }, () => amount));
  return standing[Math.ceil((wanted.p * standing.length) / 100) - 1];
}

/** By code point, as UTF-8 bytes compare. */
function compareTexts(a: readonly string[], b: readonly string[]): number {
  for (const [index, text] of a.entries()) {
    const order = Buffer.compare(Buffer.from(text), Buffer.from(b[index] ?? ''));
    if (order !== 0) return order;
  }
  return 0;
}

const anyDims = fc.record(
  {
    node: fc.constantFrom('N01', 'N02', '\u{1F600}', '\uFF21'),
    class: fc.constantFrom('C1', 'C2'),
    org: fc.constantFrom('X', 'Y', 'Z'),
    kind: fc.constantFrom('K1', "K'2"),
  },
  { requiredKeys: [] },
);
const anyDay = fc.constantFrom('2025-12-31', '2026-01-01', '2026-01-31', '2026-02-01', '2026-03-05');

/** Rows as a runner writes them: what is stated, and for some of it, later, what takes it back. */
const anyRows: fc.Arbitrary<readonly MeasurementRow[]> = fc
  .array(
    fc.record({
      measure: fc.constantFrom('visits', 'minutes', 'fen'),
      amount: fc.integer({ min: -2, max: 5 }),
      occurredOn: anyDay,
      dims: anyDims,
      stream: fc.constantFrom('order-1', 'order-2'),
      takenBack: fc.boolean(),
    }),
    { maxLength: 40, size: 'max' },
  )
  .map((list) =>
    list.flatMap(({ takenBack, ...measurement }, index) => {
      const eventId = `e-${index}`;
      const sign = measurement.amount < 0 ? -1 : 1;
      const row: MeasurementRow = {
        ...measurement,
        sign,
        position: Math.floor(index / 2) + 1,
        n: index % 2,
        eventId,
        originId: eventId,
      };
      if (!takenBack) return [row];
      const opposite = sign === 1 ? -1 : 1;
      return [
        row,
        { ...row, amount: 0 - row.amount, sign: opposite, position: 50 + index, n: 0, eventId: `c-${index}` },
      ];
    }),
  );

interface Written {
  readonly rows: readonly MeasurementRow[];
  readonly checkpoint: number;
}

/** In order of their positions, with some of them, of what was parked, applied late. */
const stepsOf = (anyOf: fc.Arbitrary<readonly MeasurementRow[]>): fc.Arbitrary<readonly Written[]> =>
  fc
    .tuple(anyOf, fc.integer({ min: 1, max: 40 }), fc.constantFrom<number[]>([], [3], [4, 60, 61]))
    .map(([rows, size, parked]) => {
      const [late = [], inTime = []] = [true, false].map((isLate) =>
        rows.filter(({ position }) => parked.includes(position) === isLate),
      );
      const steps = [...Map.groupBy(inTime, ({ position }) => Math.ceil(position / size) * size)]
        .sort(([a], [b]) => a - b)
        .map(([checkpoint, of]) => ({ checkpoint, rows: of }));
      return late.length === 0 ? steps : [...steps, { checkpoint: FAR, rows: late }];
    });

/** Sizes as they are stated: whole, and taken back only where they were stated. */
const sized = (sizeOf: (amount: number) => number): fc.Arbitrary<readonly MeasurementRow[]> =>
  anyRows.map((rows) =>
    rows.map((row): MeasurementRow => {
      const size = sizeOf(Math.abs(row.amount));
      const isTakenBack = row.eventId.startsWith('c-');
      return { ...row, sign: isTakenBack ? -1 : 1, amount: isTakenBack ? 0 - size : size };
    }),
  );
const anyVisits = sized((amount) => Math.max(1, amount)).map((rows) =>
  rows.map((row): MeasurementRow => ({ ...row, measure: 'visits' })),
);
const anyQueryOfOrgs: fc.Arbitrary<AggregateQuery> = fc
  .record(
    {
      from: fc.constantFrom('2025-12-01', '2026-01-01', '2026-02-01', '2026-01-15'),
      to: fc.constantFrom('2025-12-31', '2026-02-28', '2026-03-31', '2026-12-31', '2026-03-05'),
      dims: fc.record({ node: fc.constantFrom<(string | string[])[]>('N01', '', ['N01', '\u{1F600}', 'none']) }),
      atPosition: fc.integer({ min: 0, max: 95 }),
      groupBy: fc.constantFrom<GroupKey[]>(['month'], ['month', 'node'], ['node'], ['node', 'month'], ['class'], []),
    },
    { requiredKeys: ['from', 'to'] },
  )
  .map((parts) => ({ ...parts, measures: ['visits'], function: { kind: 'countDistinct', of: ['org'] } }));

const DIMENSIONS_ASKED: readonly Dimension[] = ['node', 'class', 'org', 'kind', 'agency'];
const anyFilter = fc.record(
  {
    measures: fc.subarray(['visits', 'minutes', 'fen', 'none']),
    dims: fc.record(
      {
        node: fc.oneof(fc.constantFrom('N01', ''), fc.subarray(['N01', 'N02', '\u{1F600}'])),
        org: fc.oneof(fc.constantFrom('X', ''), fc.subarray(['X', 'Y'])),
        kind: fc.constantFrom('K1', "K'2"),
      },
      { requiredKeys: [] },
    ),
    from: fc.constantFrom('0001-01-01', '2026-01-01', '2026-01-15', '2026-03-01'),
    to: fc.constantFrom('2025-12-31', '2026-01-15', '2026-01-31', '2026-03-05', '9999-12-31'),
    atPosition: fc.integer({ min: 0, max: 95 }),
  },
  { requiredKeys: ['measures'] },
);
const anyFunction: fc.Arbitrary<AggregateFunction> = fc.oneof(
  fc.constantFrom<AggregateFunction>({ kind: 'sum' }, { kind: 'count' }),
  fc.record({
    kind: fc.constant('countDistinct' as const),
    of: fc.subarray([...DIMENSIONS_ASKED, 'stream' as const], { minLength: 1 }),
  }),
);
const anyPercentile = fc.record({
  kind: fc.constant('percentile' as const),
  p: fc.constantFrom(0.1, 25, 50, 90, 99.9, 100),
});
const anyQueryFor = (anyOf: fc.Arbitrary<AggregateFunction>): fc.Arbitrary<AggregateQuery> =>
  fc
    .tuple(anyFilter, anyOf, fc.shuffledSubarray<GroupKey>([...DIMENSIONS_ASKED, 'day', 'month', 'measure']))
    .map(([filter, wanted, groupBy]) => ({ ...filter, function: wanted, groupBy }));

export function aggregateContract(current: () => ReadStore): void {
  describe('measurements', () => {
    let store: ReadStore;
    beforeEach(async () => {
      store = current();
      await store.open({ ...key, indexes: [] });
    });

    const write = async (rows: readonly MeasurementRow[], checkpoint = FAR): Promise<void> =>
      store.write(key, { documents: [], rows, deadLetters: [], revived: [], checkpoint });

    const row = (position: number, amount: number, parts: Partial<MeasurementRow> = {}): MeasurementRow => ({
      measure: 'minutes',
      amount,
      sign: amount < 0 ? -1 : 1,
      occurredOn: '2026-03-05',
      dims: {},
      n: 0,
      stream: 's-1',
      position,
      eventId: `e-${position}`,
      originId: `e-${position}`,
      ...parts,
    });

    const value = async (wanted: AggregateFunction, parts: Partial<RowFilter> = {}): Promise<number | undefined> => {
      const [only] = await store.aggregate(key, { measures: ['minutes'], ...parts, function: wanted });
      return only?.value;
    };

    it('means by every aggregate and every list of rows what the plain reading says', async () => {
      await fc.assert(
        fc.asyncProperty(
          stepsOf(anyRows),
          fc.array(anyQueryFor(anyFunction), { minLength: 1, maxLength: 12 }),
          async (steps, queries) => {
            const rows = steps.flatMap((step) => step.rows);
            await store.drop(key);
            await store.open({ ...key, indexes: [], holders: ['visits'], daily: ['minutes'] });
            for (const step of steps) await write(step.rows, step.checkpoint);
            for (const query of queries) {
              expect(await store.aggregate(key, query)).toEqual(naiveAggregate(rows, query));
              const listed = naiveRows(rows, query);
              expect(await store.rows(key, query, { limit: 1_000 })).toEqual(listed);
              const newest = { limit: 1_000, order: 'newest-first' } as const;
              expect(await store.rows(key, query, newest)).toEqual(listed.toReversed());
            }
          },
        ),
        { numRuns: 60 },
      );
    });

    it('counts organisations over whole months as the plain reading does, at every position, and keeps nothing wrong for it', async () => {
      const queries = fc.array(anyQueryOfOrgs, { minLength: 1, maxLength: 20 });
      await fc.assert(
        fc.asyncProperty(stepsOf(fc.oneof(anyVisits, anyRows)), queries, async (steps, asked) => {
          const rows = steps.flatMap((step) => step.rows);
          await store.drop(key);
          const build = await store.open({ ...key, indexes: [], holders: ['visits', 'none'], daily: ['fen'] });
          for (const step of steps) await write(step.rows, step.checkpoint);
          for (const query of asked) expect(await store.aggregate(key, query)).toEqual(naiveAggregate(rows, query));
          const snapshot = await store.snapshot();
          for await (const wrong of snapshot.wrongTotals({ ...key, build })) expect(wrong).toBeUndefined();
          await snapshot.close();
        }),
        { numRuns: 150 },
      );
    });

    it('takes the percentiles that the plain reading takes, of sizes small and large', async () => {
      const rowsOfSizes = sized((amount) => amount * 37);
      const queries = fc.array(anyQueryFor(anyPercentile), { minLength: 1, maxLength: 12 });
      await fc.assert(
        fc.asyncProperty(stepsOf(rowsOfSizes), queries, async (steps, asked) => {
          const rows = steps.flatMap((step) => step.rows);
          await store.drop(key);
          await store.open({ ...key, indexes: [], daily: ['minutes'] });
          for (const step of steps) await write(step.rows, step.checkpoint);
          for (const query of asked) expect(await store.aggregate(key, query)).toEqual(naiveAggregate(rows, query));
        }),
        { numRuns: 100 },
      );
    });

    it('answers one group for nothing, none when grouped', async () => {
      expect(await value({ kind: 'sum' })).toBe(0);
      expect(await value({ kind: 'count' })).toBe(0);
      expect(await value({ kind: 'countDistinct', of: ['org'] })).toBe(0);
      expect(await value({ kind: 'percentile', p: 50 })).toBeUndefined();
      const grouped = { measures: ['minutes'], groupBy: ['node'], function: { kind: 'sum' } } as const;
      expect(await store.aggregate(key, grouped)).toEqual([]);
    });

    it('knows then what was known then', async () => {
      await write([row(1, 5), row(2, 7), row(3, -5, { originId: 'e-1' })]);
      expect(await value({ kind: 'sum' }, { atPosition: 1 })).toBe(5);
      expect(await value({ kind: 'sum' }, { atPosition: 2 })).toBe(12);
      expect(await value({ kind: 'sum' }, { atPosition: 3 })).toBe(7);
    });

    it('counts a thing no longer once what was stated of it is taken back', async () => {
      const of = { kind: 'countDistinct', of: ['org'] } as const;
      await write([
        row(1, 1, { dims: { org: 'X' } }),
        row(2, 1, { dims: { org: 'X' } }),
        row(3, -1, { dims: { org: 'X' } }),
      ]);
      expect(await value(of)).toBe(1);
      await write([row(FAR + 1, -1, { dims: { org: 'X' } })], FAR + 1);
      expect(await value(of)).toBe(0);
    });

    it('takes percentiles over what stands, a zero among it', async () => {
      await write([row(1, 0), row(2, 10), row(3, 20), row(4, 90), row(5, -90), row(6, 0), row(7, 0, { sign: -1 })]);
      expect(await value({ kind: 'percentile', p: 1 })).toBe(0);
      expect(await value({ kind: 'percentile', p: 50 })).toBe(10);
      expect(await value({ kind: 'percentile', p: 100 })).toBe(20);
      expect(await value({ kind: 'count' })).toBe(3);
    });

    it('sums exactly up to 2^53 and refuses beyond, whichever way it gets there', async () => {
      const large = 9_000_000_000_000_000;
      await write([row(1, large), row(2, Number.MAX_SAFE_INTEGER - large)]);
      expect(await value({ kind: 'sum' })).toBe(Number.MAX_SAFE_INTEGER);
      await write([row(FAR + 1, 1)], FAR + 1);
      await expect(value({ kind: 'sum' })).rejects.toMatchObject({ code: 'figure-too-large' });
      const many = Array.from({ length: 1_100 }, (_, index) => row(FAR + 2 + index, large));
      await write(many, 2 * FAR);
      await expect(value({ kind: 'sum' })).rejects.toMatchObject({ code: 'figure-too-large' });
      expect(await value({ kind: 'sum' }, { atPosition: 2 })).toBe(Number.MAX_SAFE_INTEGER);
    });

    it('pages rows by position and n without loss', async () => {
      const rows = [3, 1, 2].flatMap((position) => [row(position, 5, { n: 1 }), row(position, 5, { measure: 'fen' })]);
      await write(rows);
      const filter = { measures: ['fen', 'minutes'] };
      const first = await store.rows(key, filter, { limit: 3 });
      const rest = await store.rows(key, filter, { after: { position: 2, n: 0 }, limit: 10 });
      expect([...first, ...rest].map(({ position, n }) => [position, n])).toEqual([
        [1, 0],
        [1, 1],
        [2, 0],
        [2, 1],
        [3, 0],
        [3, 1],
      ]);
      const newest = await store.rows(key, filter, { after: { position: 2, n: 1 }, limit: 2, order: 'newest-first' });
      expect(newest.map(({ position, n }) => [position, n])).toEqual([
        [2, 0],
        [1, 1],
      ]);
    });

    it('pages through rows far apart as the plain reading lists them, in both orders', async () => {
      const farApart = anyRows.map((rows) => rows.map((each) => ({ ...each, position: each.position * 9_973 })));
      const paging = fc.record({ filter: anyFilter, limit: fc.integer({ min: 1, max: 5 }), isNewest: fc.boolean() });
      await fc.assert(
        fc.asyncProperty(farApart, paging, async (rows, { filter: { atPosition, ...rest }, limit, isNewest }) => {
          const filter = { ...rest, ...(atPosition === undefined ? {} : { atPosition: atPosition * 9_973 }) };
          await store.drop(key);
          await store.open({ ...key, indexes: [] });
          await write(rows);
          const listed: MeasurementRow[] = [];
          for (let length = limit; length === limit;) {
            const after = listed.at(-1);
            const page = { limit, ...(after && { after }), ...(isNewest && { order: 'newest-first' as const }) };
            const found = await store.rows(key, filter, page);
            length = found.length;
            listed.push(...found);
          }
          const expected = naiveRows(rows, filter);
          expect(listed).toEqual(isNewest ? expected.toReversed() : expected);
        }),
        { numRuns: 100 },
      );
    });

    it('lists what one stream has stated, in order', async () => {
      const own = [row(1, 5, { measure: 'z' }), row(1, 5, { measure: 'a', n: 1 }), row(4, -5, { originId: 'e-1' })];
      await write([...own.toReversed(), row(2, 5, { stream: 's-10' })]);
      expect(await store.rowsOf(key, 's-1')).toEqual(own);
    });
  });
}
