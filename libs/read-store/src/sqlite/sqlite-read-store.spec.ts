import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { MeasurementRow } from '../measurement.js';
import { readStoreContract } from '../read-store.contract.js';
import { bandOf } from './band.js';
import { monthsBetween } from './row-filter.js';
import { SqliteReadStore } from './sqlite-read-store.js';

readStoreContract('SqliteReadStore', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'read-store-'));
  return {
    open: async () => SqliteReadStore.open(join(folder, 'read.sqlite')),
    remove: () => rm(folder, { recursive: true }),
  };
});

const OF_ALL = { cuts: ['node', 'org', 'code'] };
const measures = { visits: OF_ALL, minutes: OF_ALL };
const NOTHING = { documents: [], rows: [], deadLetters: [], revived: [] };

/** Few values of everything, so that rows share cells, streams share cells and cells part in one dimension only. */
const place = fc.record({
  stream: fc.constantFrom('a', 'b', 'c'),
  measure: fc.constantFrom('visits', 'minutes'),
  occurredOn: fc.constantFrom('2026-03-05', '2026-03-06', '2026-04-05'),
  dims: fc.record(
    { node: fc.constantFrom('N1', 'N2'), org: fc.constantFrom('X', 'Y'), code: fc.constantFrom('C') },
    { requiredKeys: [] },
  ),
  sign: fc.constantFrom(1, -1),
});

const rowAt = (at: typeof place extends fc.Arbitrary<infer Place> ? Place : never, index: number): MeasurementRow => {
  const position = index + 1;
  return { ...at, amount: at.sign, n: 0, position, eventId: `e-${position}`, originId: 'e-1' };
};

describe('SqliteReadStore', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'read-store-'));
    file = join(folder, 'read.sqlite');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('refuses the file of another build', () => {
    const database = new DatabaseSync(file);
    database.exec('PRAGMA user_version = 99');
    database.close();
    expect(() => SqliteReadStore.open(file)).toThrow(expect.objectContaining({ code: 'read-store-other-build' }));
  });

  it('refuses a file that is no database, and a folder that is not there', () => {
    expect(() => SqliteReadStore.open(import.meta.filename)).toThrow(
      expect.objectContaining({ code: 'read-store-unavailable' }),
    );
    expect(() => SqliteReadStore.open(join(folder, 'none', 'read.sqlite'))).toThrow(
      expect.objectContaining({ code: 'read-store-unavailable' }),
    );
  });

  it('lets a second process read whole steps', async () => {
    const key = { name: 'orders', version: 1, measures };
    const writer = SqliteReadStore.open(file);
    const reader = SqliteReadStore.open(file);
    await writer.open({ ...key, indexes: [] });
    await reader.open({ ...key, indexes: [] });
    const documents = [{ id: 'a', doc: { v: 1 } }];
    await writer.write(key, { documents, rows: [], deadLetters: [], revived: [], checkpoint: 1 });
    expect(await reader.get(key, 'a')).toEqual({ v: 1 });
    await reader.close();
    await writer.close();
  });

  it('finds the rows of a stream wherever they lie, in whatever steps they came', async () => {
    const key = { name: 'orders', version: 1, measures };
    const stores = [SqliteReadStore.open(file), SqliteReadStore.open(join(folder, 'other.sqlite'))];
    await fc.assert(
      fc.asyncProperty(fc.array(place, { maxLength: 60 }), fc.integer({ min: 1, max: 60 }), async (places, size) => {
        const rows = places.map(rowAt);
        const digests: string[] = [];
        for (const [at, store] of stores.entries()) {
          await store.open({ ...key, indexes: [], daily: ['minutes'] });
          const each = at === 0 ? size : rows.length + 1;
          for (let from = 0; from <= rows.length; from += each) {
            const checkpoint = Math.min(from + each, rows.length + 1);
            await store.write(key, { ...NOTHING, rows: rows.slice(from, from + each), checkpoint });
          }
          for (const stream of ['a', 'b', 'c'])
            expect(await store.rowsOf(key, stream)).toEqual(rows.filter((row) => row.stream === stream));
          digests.push(await store.digest(key));
          await store.drop(key);
        }
        expect(digests[1]).toBe(digests[0]);
      }),
      { numRuns: 60 },
    );
    for (const store of stores) await store.close();
  });

  it.each([
    ['a month', "cells SET month = '2026-04'"],
    ['a day', "cells SET day = '2026-03-06'", '2026-03-06'],
    ['a sum', 'cells SET amounts = amounts + 1'],
    ['a count', 'cells SET signs = 0'],
    ['a first position', 'cells SET first = 2'],
    ['a last position', 'cells SET last = 9'],
    ['a band', 'cells SET band = 2'],
    ['the amounts of its rows', 'amounts SET amount = 7'],
    ['a sum up to a row', 'amounts SET amounts_so_far = 7'],
    ['a count up to a row', 'amounts SET signs_so_far = NULL'],
    ['the cell of its rows', 'amounts SET cell = 99'],
  ])('names the day of a measure whose cell has %s that is not so', async (_, change, day = '2026-03-05') => {
    const key = { name: 'orders', version: 1, build: 1, measures };
    const store = SqliteReadStore.open(file);
    await store.open({ ...key, indexes: [], daily: ['visits'] });
    const at = { stream: 'a', measure: 'visits', occurredOn: '2026-03-05', dims: {}, sign: 1 } as const;
    const other = { ...at, measure: 'minutes' } as const;
    await store.write(key, { ...NOTHING, rows: [rowAt(at, 0), rowAt(other, 1)], checkpoint: 2 });
    const database = new DatabaseSync(file);
    const { cell } = database.prepare(`SELECT cell FROM "orders@1.1.cells" WHERE measure = 'visits'`).get() ?? {};
    database.exec(`UPDATE "orders@1.1.${change.replace(' ', '" ')} WHERE cell = ${Number(cell)}`);
    database.close();
    const snapshot = await store.snapshot();
    const found: unknown[] = [];
    for await (const total of snapshot.wrongTotals(key)) found.push(total);
    expect(found).toEqual([{ measure: 'visits', occurredOn: day }]);
    await snapshot.close();
    await store.close();
  });

  it.each([
    ['a month, of which more is kept', "UPDATE holders SET total = 2 WHERE span = '2026-03'", '2026-03-01'],
    ['a month, of which less is kept', "DELETE FROM holders WHERE span = '2026-04'", '2026-04-01'],
    ['a month that is reached early', "UPDATE reach SET position = 1 WHERE span = '2026-04'", '2026-04-01'],
    ['a node that reaches more', "UPDATE reach SET orgs = 2 WHERE span = '2026-04' AND place = '=N1'", '2026-04-01'],
    ['a quarter that has not as many months', "UPDATE holders SET total = 2 WHERE span = '2026-Q1'", '2026-01-01'],
    ['a quarter of which nothing is kept', "DELETE FROM reach WHERE span = '2026-Q2'", '2026-04-01'],
    ['a year that has not as many quarters', "UPDATE holders SET total = 1 WHERE span = '2026'", '2026-01-01'],
    ['a year that reaches more', "UPDATE reach SET orgs = 2 WHERE span = '2026'", '2026-01-01'],
  ])('names %s of organisations than its rows come to', async (_, change, first) => {
    const key = { name: 'orders', version: 1, build: 1, measures };
    const store = SqliteReadStore.open(file);
    await store.open({ ...key, indexes: [], holders: ['visits'] });
    const rows = (['2026-03-05', '2026-04-05'] as const).map((occurredOn, at) =>
      rowAt({ stream: 'a', measure: 'visits', occurredOn, dims: { node: 'N1', org: 'X' }, sign: 1 }, at + 1),
    );
    await store.write(key, { ...NOTHING, rows, checkpoint: 3 });
    const database = new DatabaseSync(file);
    database.exec(change.replace(/holders|reach/, '"orders@1.1.$&"'));
    database.close();
    const snapshot = await store.snapshot();
    const found: unknown[] = [];
    for await (const total of snapshot.wrongTotals(key)) found.push(total);
    expect(found).toContainEqual({ measure: 'visits', occurredOn: first });
    await snapshot.close();
    await store.close();
  });

  it('refuses to group by what is no name', async () => {
    const key = { name: 'orders', version: 1, measures };
    const store = SqliteReadStore.open(file);
    await store.open({ ...key, indexes: [] });
    const query = { measures: [], groupBy: ['1; DROP TABLE x'], function: { kind: 'sum' } } as const;
    await expect(store.aggregate(key, query)).rejects.toThrow('no column can be called 1; DROP');
    await store.close();
  });
});

describe('monthsBetween', () => {
  it('lists the months of a span', () => {
    expect(monthsBetween('2025-11-30', '2026-02-01')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(monthsBetween('2026-02-01', '2026-01-01')).toEqual([]);
    expect(monthsBetween('0001-01-01', '9999-12-31')).toBeUndefined();
  });
});

describe('bandOf', () => {
  it('never has a larger amount in a smaller band, nor more than a quarter of a doubling in one', () => {
    const size = fc.maxSafeNat();
    fc.assert(
      fc.property(size, size, (one, other) => {
        expect(Math.sign(bandOf(one) - bandOf(other))).toBe(bandOf(one) === bandOf(other) ? 0 : Math.sign(one - other));
        expect(bandOf(-one)).toBe(bandOf(one));
        if (one >= 16) expect(bandOf(Math.floor(one * 1.25) + 1)).toBeGreaterThan(bandOf(one));
      }),
    );
  });

  it.each([
    [0, 0],
    [15, 15],
    [16, 16],
    [19, 16],
    [20, 17],
    [31, 19],
    [32, 20],
    [2 ** 32 - 1, 127],
    [2 ** 32, 128],
    [Number.MAX_SAFE_INTEGER, 211],
  ])('has %d in band %d', (amount, band) => expect(bandOf(amount)).toBe(band));
});
