import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ratioText, wilsonLowerText } from './figure-text.js';
import { recounted } from './figure.contract.js';
import { cutsOf, isAdditive } from './cuts.js';
import { evaluateFigure, isBeyond, type Figure } from './figure.js';
import { SEVERAL_AGENCIES, type MeasurementRow } from './measurement.js';
import type { FigureScope, Part } from './part.js';
import type { GroupKey } from './read-store.js';
import { SqliteReadStore } from './sqlite/sqlite-read-store.js';

const OF_ALL = { cuts: ['node', 'class', 'org', 'agency', 'channel', 'kind', 'welfare', 'level', 'code'] };
const projection = {
  name: 'figures',
  version: 1,
  indexes: [],
  measures: { visit: OF_ALL, asked: OF_ALL, 'visit-each': OF_ALL, amount: OF_ALL, minutes: OF_ALL },
};
const text = { zh: '数', en: 'number' };
const described = { code: 'F00', name: text, formula: text, unit: text, source: 'spec' };

let store: SqliteReadStore;
beforeEach(async () => {
  store = SqliteReadStore.open(':memory:');
  await store.open(projection);
});
afterEach(() => store.close());

type Stated = Pick<MeasurementRow, 'measure' | 'amount' | 'occurredOn' | 'dims' | 'stream'>;

const write = (stated: readonly Stated[]): Promise<void> =>
  store.write(projection, {
    documents: [],
    rows: stated.map((row, index) => ({
      ...row,
      position: index + 1,
      n: 0,
      sign: row.amount < 0 ? -1 : 1,
      eventId: `e${index + 1}`,
      originId: `e${index + 1}`,
    })),
    deadLetters: [],
    revived: [],
    checkpoint: stated.length,
  });

const visit = (stream: string, org: string, otherwise: Partial<Stated> = {}): Stated => ({
  measure: 'visit',
  amount: 1,
  occurredOn: '2026-03-05',
  dims: { node: 'N01', org },
  stream,
  ...otherwise,
});

const count = (...numerator: Part[]): Figure => ({ ...described, kind: 'count', numerator });
const sum = (measure: string): Part => ({ projection, measures: [measure], function: { kind: 'sum' } });
const orgs: Part = { projection, measures: ['visit'], function: { kind: 'countDistinct', of: ['org'] } };

describe('texts of shares', () => {
  it('rounds a ratio half up at the fourth decimal', () => {
    expect([ratioText(1, 3), ratioText(2, 3), ratioText(1, 20_000), ratioText(1, 20_001), ratioText(5, 4)]).toEqual([
      '0.3333',
      '0.6667',
      '0.0001',
      '0.0000',
      '1.2500',
    ]);
  });

  it('keeps the sign of a negative ratio and has no negative zero', () => {
    expect([ratioText(-1, 3), ratioText(-1, 20_001)]).toEqual(['-0.3333', '0.0000']);
  });

  it('gives the four worked Wilson bounds', () => {
    const bounds = [
      wilsonLowerText(9, 10),
      wilsonLowerText(95, 100),
      wilsonLowerText(184, 200),
      wilsonLowerText(920, 1000),
    ];
    expect(bounds).toEqual(['0.5958', '0.8882', '0.8740', '0.9015']);
  });

  it('reaches 90 % from 35 unanimous ratings on, not from 34', () => {
    expect([wilsonLowerText(34, 34), wilsonLowerText(35, 35)]).toEqual(['0.8984', '0.9010']);
  });

  it('bounds nothing out of n by zero', () => {
    expect(wilsonLowerText(0, 5)).toBe('0.0000');
  });

  it('refuses to bound what is no share', () => {
    expect(() => wilsonLowerText(6, 5)).toThrow(RangeError);
  });

  it('never exceeds the share and grows with n', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
        const hits = Math.floor(n * share);
        const bound = Number(wilsonLowerText(hits, n));
        expect(bound).toBeLessThanOrEqual(hits / n);
        expect(Number(wilsonLowerText(hits * 4, n * 4))).toBeGreaterThanOrEqual(bound);
      }),
    );
  });
});

describe('evaluateFigure', () => {
  it('counts distinct enterprises over the scope instead of adding up nodes', async () => {
    await write([visit('s-1', 'A'), visit('s-2', 'A', { dims: { node: 'N02', org: 'A' } }), visit('s-3', 'B')]);
    expect(await evaluateFigure(store, count(orgs), {})).toEqual([{ by: {}, numerator: 2 }]);
    expect(await evaluateFigure(store, count(orgs), {}, ['node'])).toEqual([
      { by: { node: 'N01' }, numerator: 2 },
      { by: { node: 'N02' }, numerator: 1 },
    ]);
  });

  it('adds and subtracts parts', async () => {
    await write([visit('s-1', 'A'), visit('s-2', 'B'), visit('s-2', 'B', { measure: 'cancelled' })]);
    const figure: Figure = {
      ...described,
      kind: 'ratio',
      numerator: [sum('visit')],
      denominator: [sum('visit'), { ...sum('cancelled'), minus: true }],
    };
    expect(await evaluateFigure(store, figure, {})).toEqual([
      { by: {}, numerator: 2, denominator: 1, ratio: '2.0000' },
    ]);
  });

  it('lines up groups that only one of the parts has', async () => {
    await write([visit('s-1', 'A'), visit('s-2', 'B', { measure: 'asked', dims: { node: 'N02' } })]);
    const figure: Figure = { ...described, kind: 'ratio', numerator: [sum('visit')], denominator: [sum('asked')] };
    expect(await evaluateFigure(store, figure, {}, ['node'])).toEqual([
      { by: { node: 'N01' }, numerator: 1, denominator: 0 },
      { by: { node: 'N02' }, numerator: 0, denominator: 1, ratio: '0.0000' },
    ]);
  });

  it('states n and the bound beside a share', async () => {
    await write([...Array(9).keys()].map((n) => visit(`s-${n}`, 'A', { dims: { level: '5' } })));
    await store.write(projection, {
      documents: [],
      rows: [
        { ...visit('s-10', 'A', { dims: { level: '1' } }), position: 10, n: 0, sign: 1, eventId: 'e', originId: 'e' },
      ],
      deadLetters: [],
      revived: [],
      checkpoint: 10,
    });
    const share: Figure = {
      ...described,
      kind: 'bound',
      numerator: [{ ...sum('visit'), dims: { level: ['4', '5'] } }],
      denominator: [sum('visit')],
    };
    expect(await evaluateFigure(store, share, {})).toEqual([
      { by: {}, numerator: 9, denominator: 10, ratio: '0.9000', bound: '0.5958' },
    ]);
  });

  it('says nothing of a sum that is no safe integer, and of all other groups what they are', async () => {
    const legal = 9_000_000_000_000_000;
    await write([
      visit('s-1', 'A', { amount: legal }),
      visit('s-2', 'B', { amount: legal }),
      visit('s-3', 'B', { dims: { node: 'N02', org: 'B' } }),
      visit('s-4', 'B', { measure: 'asked', dims: { node: 'N02', org: 'B' }, amount: 2 }),
    ]);
    expect(await evaluateFigure(store, count(sum('visit')), {})).toEqual([{ by: {}, numerator: undefined }]);
    expect(await evaluateFigure(store, count(sum('visit')), {}, ['node'])).toEqual([
      { by: { node: 'N01' }, numerator: undefined },
      { by: { node: 'N02' }, numerator: 1 },
    ]);
    const share: Figure = { ...described, kind: 'ratio', numerator: [sum('visit')], denominator: [sum('asked')] };
    expect(await evaluateFigure(store, share, {}, ['node'])).toEqual([
      { by: { node: 'N01' }, numerator: undefined, denominator: 0 },
      { by: { node: 'N02' }, numerator: 1, denominator: 2, ratio: '0.5000' },
    ]);
    // Parts that are exact may add up to what is not.
    const twice = count(sum('visit'), sum('visit'));
    expect(await evaluateFigure(store, twice, { atPosition: 1 })).toEqual([{ by: {}, numerator: undefined }]);
    expect(await evaluateFigure(store, count(sum('visit'), { ...sum('visit'), minus: true }), {})).toEqual([
      { by: {}, numerator: undefined },
    ]);
  });

  it('says no share of a group that is no part of the numerator by definition', async () => {
    const at = (level: string): Stated => visit(`s-${level}`, 'A', { dims: { level } });
    await write([at('4'), at('5'), at('2')]);
    const satisfied: Figure = {
      ...described,
      kind: 'ratio',
      numerator: [{ ...sum('visit'), dims: { level: ['4', '5'] } }],
      denominator: [sum('visit')],
    };
    expect(await evaluateFigure(store, satisfied, {}, ['level'])).toEqual([
      { by: { level: '2' }, numerator: 0, denominator: 1 },
      { by: { level: '4' }, numerator: 1, denominator: 1, ratio: '1.0000' },
      { by: { level: '5' }, numerator: 1, denominator: 1, ratio: '1.0000' },
    ]);
    expect(isBeyond(satisfied, { level: '2' })).toBe(true);
    expect(isBeyond(satisfied, { node: '2' })).toBe(false);
  });

  it('says neither ratio nor bound of nothing', async () => {
    const share: Figure = { ...described, kind: 'bound', numerator: [sum('visit')], denominator: [sum('visit')] };
    expect(await evaluateFigure(store, share, {})).toEqual([{ by: {}, numerator: 0, denominator: 0 }]);
  });

  it('counts a stock from the beginning, whatever the period', async () => {
    await write([visit('s-1', 'A', { occurredOn: '2025-01-01' }), visit('s-2', 'B')]);
    const asked = { from: '2026-01-01', to: '2026-12-31' };
    expect(await evaluateFigure(store, count(orgs), asked)).toEqual([{ by: {}, numerator: 1 }]);
    expect(await evaluateFigure(store, { ...count(orgs), stock: true }, asked)).toEqual([{ by: {}, numerator: 2 }]);
  });

  it('counts a part with a window over the months up to the end, whenever the period begins', async () => {
    const on = (occurredOn: string, org: string): Stated => visit(`s-${org}`, org, { occurredOn });
    await write([on('2025-03-31', 'A'), on('2025-04-01', 'B'), on('2026-03-31', 'C'), on('2026-04-01', 'D')]);
    const active = count({ ...orgs, window: { months: 12 } });
    const inMarch = { from: '2026-03-01', to: '2026-03-31' };
    expect(await evaluateFigure(store, active, inMarch)).toEqual([{ by: {}, numerator: 2 }]);
    expect(await evaluateFigure(store, { ...active, stock: true }, inMarch)).toEqual([{ by: {}, numerator: 2 }]);
    expect(await evaluateFigure(store, active, {})).toEqual([{ by: {}, numerator: 4 }]);
  });

  it('counts what several agencies did for each of them in their cut, and once in the total', async () => {
    const of = (stream: string, agency: string | undefined, measure = 'visit'): Stated =>
      visit(stream, 'A', { measure, dims: { org: 'A', ...(agency === undefined ? {} : { agency }) } });
    await write([
      of('s-1', undefined),
      of('s-2', 'G'),
      of('s-3', SEVERAL_AGENCIES),
      of('s-3', 'G', 'visit-each'),
      of('s-3', 'H', 'visit-each'),
    ]);
    const visits = count({ ...sum('visit'), forEachAgency: ['visit-each'] });
    expect(await evaluateFigure(store, visits, {})).toEqual([{ by: {}, numerator: 3 }]);
    expect(await evaluateFigure(store, visits, {}, ['agency'])).toEqual([
      { by: { agency: '' }, numerator: 1 },
      { by: { agency: 'G' }, numerator: 2 },
      { by: { agency: 'H' }, numerator: 1 },
    ]);
    for (const [agency, numerator] of [
      ['G', 2],
      ['H', 1],
      ['I', 0],
    ] as const)
      expect(await evaluateFigure(store, visits, { agency })).toEqual([{ by: {}, numerator }]);
    // Distinct things stay so, however many agencies served them.
    const served = count({ ...orgs, forEachAgency: ['visit-each'] });
    expect(await evaluateFigure(store, served, {}, ['agency'])).toEqual([
      { by: { agency: '' }, numerator: 1 },
      { by: { agency: 'G' }, numerator: 1 },
      { by: { agency: 'H' }, numerator: 1 },
    ]);
  });

  it('answers for every month asked, with whatever some month has, be it nothing', async () => {
    const inApril = { occurredOn: '2026-04-07', dims: { node: 'N02', org: 'B' } };
    await write([visit('s-1', 'A', { occurredOn: '2026-02-05' }), visit('s-2', 'B', inApril)]);
    const asked = { from: '2026-02-01', to: '2026-04-30' };
    expect(await evaluateFigure(store, count(sum('visit')), asked, ['month'])).toEqual([
      { by: { month: '2026-02' }, numerator: 1 },
      { by: { month: '2026-03' }, numerator: 0 },
      { by: { month: '2026-04' }, numerator: 1 },
    ]);
    expect(await evaluateFigure(store, count(sum('visit')), asked, ['month', 'node'])).toEqual(
      ['2026-02', '2026-03', '2026-04'].flatMap((month) => [
        { by: { month, node: 'N01' }, numerator: month === '2026-02' ? 1 : 0 },
        { by: { month, node: 'N02' }, numerator: month === '2026-04' ? 1 : 0 },
      ]),
    );
    const may = { from: '2026-05-01', to: '2026-05-31' };
    expect(await evaluateFigure(store, count(sum('visit')), may, ['month'])).toEqual([
      { by: { month: '2026-05' }, numerator: 0 },
    ]);
  });

  it('gives of a stock what stands at the end of each month asked, or of what is asked of it', async () => {
    const on = (occurredOn: string, amount: number): Stated => visit('s-1', 'A', { occurredOn, amount });
    await write([on('2025-11-05', 1), on('2026-01-20', -1), on('2026-03-10', 1), on('2026-03-20', -1)]);
    const stock = { ...count(orgs), stock: true as const };
    const byMonth = async (from: string, to: string) =>
      (await evaluateFigure(store, stock, { from, to }, ['month'])).map(({ by, numerator }) => [by.month, numerator]);
    expect(await byMonth('2025-12-01', '2026-03-31')).toEqual([
      ['2025-12', 1],
      ['2026-01', 0],
      ['2026-02', 0],
      ['2026-03', 0],
    ]);
    expect(await byMonth('2026-03-10', '2026-03-10')).toEqual([['2026-03', 1]]);
  });

  it('moves the window of a stock with the end of each month', async () => {
    const on = (occurredOn: string, org: string): Stated => visit(`s-${org}`, org, { occurredOn });
    await write([on('2025-12-31', 'A'), on('2026-01-15', 'B'), on('2026-02-01', 'C'), on('2026-03-10', 'D')]);
    const active = { ...count({ ...orgs, window: { months: 2 } }), stock: true as const };
    const byMonth = async (from: string, to: string) =>
      (await evaluateFigure(store, active, { from, to }, ['month'])).map(({ numerator }) => numerator);
    expect(await byMonth('2026-01-01', '2026-03-31')).toEqual([2, 2, 2]);
    // From 6 January on.
    expect(await byMonth('2026-03-05', '2026-03-05')).toEqual([2]);
  });

  it('counts what names something only while that stands, by whatever its rows are cut', async () => {
    const named = (stream: string, kind: string, serviceClass: string): Stated =>
      visit(stream, 'A', { occurredOn: '2026-01-05', dims: { class: serviceClass, kind } });
    const standing = (code: string, occurredOn: string, amount = 1): Stated =>
      visit(`of-${code}`, 'A', { measure: 'asked', occurredOn, amount, dims: { code } });
    await write([
      named('s-1', 'X', '10'),
      named('s-2', 'Y', '14'),
      standing('X', '2026-01-01'),
      standing('Y', '2026-02-10'),
      standing('X', '2026-03-12', -1),
    ]);
    const among: Part['among'] = { dimension: 'kind', standing: { projection, measures: ['asked'] } };
    const stock = { ...count({ ...sum('visit'), among }), stock: true as const };
    const at = async (to: string, scope: FigureScope = {}) =>
      (await evaluateFigure(store, stock, { from: to, to, ...scope }))[0]?.numerator;
    expect([await at('2026-01-31'), await at('2026-02-28'), await at('2026-03-11'), await at('2026-03-12')]).toEqual([
      1, 2, 2, 1,
    ]);
    expect([await at('2026-03-12', { atPosition: 4 }), await at('2026-02-28', { class: '10' })]).toEqual([2, 1]);
    expect(await evaluateFigure(store, stock, { from: '2026-01-01', to: '2026-03-31' }, ['month', 'class'])).toEqual(
      [
        ['2026-01', 1, 0],
        ['2026-02', 1, 1],
        ['2026-03', 0, 1],
      ].flatMap(([month, ten, fourteen]) => [
        { by: { month, class: '10' }, numerator: ten },
        { by: { month, class: '14' }, numerator: fourteen },
      ]),
    );
  });

  it('knows at a position only what was recorded by then', async () => {
    await write([visit('s-1', 'A'), visit('s-1', 'A', { amount: -1 })]);
    expect(await evaluateFigure(store, count(orgs), { atPosition: 1 })).toEqual([{ by: {}, numerator: 1 }]);
    expect(await evaluateFigure(store, count(orgs), { atPosition: 2 })).toEqual([{ by: {}, numerator: 0 }]);
  });
});

describe('what a figure may be cut by', () => {
  const measures = { visit: { cuts: ['node', 'org', 'agency'] }, asked: { cuts: ['node', 'class', 'org'] } };
  const cuts = (...parts: Part[]) => cutsOf(count(...parts), [{ name: projection.name, measures }]);

  it('is what all its rows carry, and the month', () => {
    expect(cuts(sum('visit'))).toEqual(['node', 'org', 'agency', 'month']);
    expect(cuts(sum('visit'), sum('asked'))).toEqual(['node', 'org', 'month']);
    expect(cuts(sum('unheard-of'))).toEqual(['month']);
  });

  it('adds up where nothing is counted twice or once for many', () => {
    const additive = (figure: Figure) =>
      (['node', 'org', 'agency', 'month'] as const).filter((cut) => isAdditive(figure, cut));
    expect(additive(count(sum('visit')))).toEqual(['node', 'org', 'agency', 'month']);
    expect(additive(count(orgs))).toEqual(['org']);
    expect(additive({ ...count(sum('visit')), stock: true })).toEqual(['node', 'org', 'agency']);
    expect(additive(count({ ...sum('visit'), forEachAgency: ['visit-each'] }))).toEqual(['node', 'org', 'month']);
  });
});

const oneOf = (...choices: string[]) => fc.constantFrom(...choices);

const anyRow: fc.Arbitrary<Stated> = fc.record({
  measure: oneOf('visit', 'asked', 'visit-each'),
  amount: fc.constantFrom(-2, -1, 1, 1, 3),
  occurredOn: oneOf('2026-01-31', '2026-02-01', '2026-02-28', '2026-03-01'),
  dims: fc.record(
    {
      node: oneOf('N01', 'N02'),
      class: oneOf('10', '14'),
      org: oneOf('A', 'B', 'C'),
      agency: oneOf('G', 'H', SEVERAL_AGENCIES),
      level: oneOf('4', '5'),
      code: oneOf('A', 'B'),
    },
    { requiredKeys: [] },
  ),
  stream: oneOf('s-1', 's-2'),
});

const anyPart: fc.Arbitrary<Part> = fc.record(
  {
    projection: fc.constant(projection),
    measures: fc.uniqueArray(oneOf('visit', 'asked'), { minLength: 1 }),
    dims: fc.record({ level: fc.constantFrom<string | string[]>('5', ['4', '5']) }, { requiredKeys: [] }),
    function: fc.constantFrom<Part['function']>(
      { kind: 'sum' },
      { kind: 'count' },
      { kind: 'countDistinct', of: ['org'] },
      { kind: 'countDistinct', of: ['stream', 'org'] },
    ),
    forEachAgency: fc.constant(['visit-each']),
    minus: fc.constant(true as const),
  },
  { requiredKeys: ['projection', 'measures', 'dims', 'function'] },
);

/** What only parts of stocks have. */
const anyOfStock = fc.record<Pick<Part, 'window' | 'among'>>(
  {
    window: fc.record({ months: fc.constantFrom(1, 2) }),
    among: fc.constant({ dimension: 'org' as const, standing: { projection, measures: ['asked'] } }),
  },
  { requiredKeys: [] },
);

const anyScope: fc.Arbitrary<FigureScope> = fc.record(
  {
    from: oneOf('2026-02-01', '2026-02-02'),
    to: oneOf('2026-02-28', '2026-03-31'),
    node: fc.constantFrom<string | string[]>('N01', ['N01', 'N02']),
    class: oneOf('10'),
    agency: fc.constantFrom<string | string[]>('G', ['G', 'H']),
    atPosition: fc.integer({ min: 0, max: 30 }),
  },
  { requiredKeys: [] },
);

describe('measurementsOf', () => {
  it('lists for every figure, group and scope the rows that add up to it', async () => {
    const groupings = fc.constantFrom<GroupKey[]>(
      [],
      ['node'],
      ['month', 'class'],
      ['day'],
      ['measure'],
      ['org'],
      ['level'],
      ['agency'],
      ['agency', 'month'],
    );
    const anything = fc.tuple(
      fc.array(anyRow, { maxLength: 30 }),
      fc.array(anyPart, { maxLength: 3 }),
      anyScope,
      groupings,
      fc.option(anyOfStock, { nil: undefined }),
    );
    await fc.assert(
      fc.asyncProperty(anything, async ([rows, parts, scope, groupBy, ofStock]) => {
        // A stock is cut by month, not by day.
        fc.pre(ofStock === undefined || !groupBy.includes('day'));
        await store.drop(projection);
        await store.open(projection);
        await write(rows);
        const figure: Figure =
          ofStock === undefined
            ? count(...parts)
            : { ...count(...parts.map((part) => ({ ...part, ...ofStock }))), stock: true };
        for (const { by, numerator } of await evaluateFigure(store, figure, scope, groupBy))
          expect(await recounted(store, figure, scope, by)).toEqual({ numerator });
      }),
      { numRuns: 200 },
    );
  });
});
