import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Registry, type Fact } from '#kernel';
import { evaluateFigure, type Figure, type FigureScope, type GroupKey } from '#read-store';
import { fact } from '#testing/given';
import { projectedBy, type Log } from '#testing/projected';
import { recounted } from '../../read-store/src/figure.contract.js';
import { activityRefusals } from './activity-refusals.js';
import { activity } from './activity.context.js';
import { activityProjection } from './activity.projection.js';
import { activityFigures } from './figures.js';
import { MEASURES } from './measures.js';
import { orderFigures } from './order-figures.js';
import { welfareStatement } from './welfare-figures.js';
import { attendance, PLANNED, told, until, withoutOrg } from './worked-activity.fixture.js';
import { authority, buyer, march, placed, PLACED, stated, upTo } from './worked-order.fixture.js';

const projected = projectedBy(activityProjection);

const onStream = (stream: string, facts: readonly Fact[]): Log => facts.map((each) => [stream, again(stream, each)]);

/** The same fact in another stream, under an id of its own. */
const again = (stream: string, { type, data, meta }: Fact): Fact =>
  fact(type, data as object, { ...meta, by: meta.actor, statementId: `${stream}-${meta.statementId}` });

const rated = (level: number, dimensions?: object): Fact =>
  fact('RatingGiven', { level, ...(dimensions && { dimensions }) }, { by: buyer, occurredAt: march(9) });
const cancelled = fact('OrderCancelled', { reason: '停产' }, { by: buyer, occurredAt: march(5) });
const valueAdded = (buyerOrgId: string): Fact => placed({ ...PLACED, buyerOrgId, welfareKind: 'VALUE_ADDED' });
const exchange = fact('ActivityPlanned', { ...PLANNED, kind: 'PEER_EXCHANGE' }, { occurredAt: march(1) });

/** Three completed orders of two buyers (rated 4, 2 and not), one cancelled by its buyer, a training, a peer exchange. */
const year: Log = [
  ...onStream('ord-1', [...upTo('completed'), rated(4, { quality: 5, price: 2 })]),
  ...onStream('ord-2', [...upTo('completed'), rated(2)]),
  ...onStream('ord-3', [valueAdded('E002'), ...upTo('completed').slice(1)]),
  ...onStream('ord-4', [...upTo('accepted'), cancelled]),
  ...onStream('act-1', [
    ...until('held'),
    attendance(1),
    attendance(2),
    attendance(3, { orgId: 'E003' }),
    withoutOrg(4),
  ]),
  ...onStream('act-2', [exchange, told.scheduled, told.held, attendance(1, { orgId: 'E009' })]),
];

/** Those of scorecards, and the columns of the public-welfare statement. */
const all: readonly Figure[] = [...activityFigures, ...Object.values(welfareStatement)];

const figure = (code: string) => {
  const found = activityFigures.find((each) => each.code === code);
  if (found === undefined) throw new Error(`no figure ${code}`);
  return found;
};

describe('the figures of a worked month', () => {
  it('are exactly these', async () => {
    await projected(year, async ({ store }) => {
      const values = await Promise.all(
        activityFigures.map(async (each) => {
          const [value] = await evaluateFigure(store, each, { from: '2026-03-01', to: '2026-03-31' });
          return { code: each.code, ...value };
        }),
      );
      expect(values).toEqual([
        { code: 'F01', by: {}, numerator: 3 },
        { code: 'F02', by: {}, numerator: 5 },
        { code: 'F03', by: {}, numerator: 4 },
        { code: 'F04', by: {}, numerator: 1, denominator: 2, ratio: '0.5000' },
        { code: 'F04-3', by: {}, numerator: 1, denominator: 2, ratio: '0.5000' },
        { code: 'F05', by: {}, numerator: 2, denominator: 3, ratio: '0.6667' },
        { code: 'F06', by: {}, numerator: 1, denominator: 2, ratio: '0.5000', bound: '0.0945' },
        { code: 'F09-L', by: {}, numerator: 4, denominator: 4, ratio: '1.0000' },
        { code: 'F10', by: {}, numerator: 3, denominator: 3, ratio: '1.0000' },
        { code: 'F10-B', by: {}, numerator: 1, denominator: 4, ratio: '0.2500' },
        { code: 'F11', by: {}, numerator: 3, denominator: 7, ratio: '0.4286' },
        { code: 'F14', by: {}, numerator: 4, denominator: 5, ratio: '0.8000' },
        { code: 'F14-M', by: {}, numerator: 6_000_000, denominator: 9_000_000, ratio: '0.6667' },
        { code: 'F14-C', by: {}, numerator: 0, denominator: 2, ratio: '0.0000' },
        // All orders were asked of another node, and are made to measure.
        { code: 'S01', by: {}, numerator: 4, denominator: 4, ratio: '1.0000' },
        { code: 'S02', by: {}, numerator: 4, denominator: 4, ratio: '1.0000' },
        { code: 'S03', by: {}, numerator: 7 },
        { code: 'S04', by: {}, numerator: 2, denominator: 2, ratio: '1.0000' },
        // The two buyers, each with a session online.
        { code: 'S05', by: {}, numerator: 2 },
        { code: 'S06', by: {}, numerator: 7, denominator: 2, ratio: '3.5000' },
      ]);
    });
  });

  it('do not count an enterprise twice across classes, though each class counts it', async () => {
    await projected(year, async ({ store }) => {
      expect(await evaluateFigure(store, figure('F01'), {}, ['class'])).toEqual([
        { by: { class: '13' }, numerator: 2 },
        { by: { class: '14' }, numerator: 2 },
      ]);
    });
  });

  it('are nothing in a month without services', async () => {
    await projected(year, async ({ store }) => {
      const asked = { from: '2026-04-01', to: '2026-04-30' };
      for (const each of activityFigures)
        expect(await evaluateFigure(store, each, asked)).toMatchObject([{ numerator: 0 }]);
    });
  });
});

describe('knowledge', () => {
  it('keeps the figure of then after a correction, and gives the figure of now', async () => {
    const reversed = fact(
      'EntryReversed',
      { targetEventId: again('act-1', attendance(3, { orgId: 'E003' })).id, reasonCode: 'OTHER', reason: '核查' },
      { by: authority, occurredAt: march(20) },
    );
    await projected([...year, ['act-1', reversed]], async ({ store }) => {
      const at = async (atPosition?: number) =>
        (await evaluateFigure(store, figure('F01'), atPosition === undefined ? {} : { atPosition }))[0]?.numerator;
      expect([await at(year.length), await at()]).toEqual([3, 2]);
    });
  });
});

describe('every figure', () => {
  // Never (figures): a figure differs from the sum of its rows
  it('is what its rows add up to, for any scope and grouping', async () => {
    const scopes = fc.record<FigureScope>(
      {
        from: fc.constantFrom('2026-03-04', '2026-03-09'),
        to: fc.constantFrom('2026-03-08', '2026-03-31'),
        node: fc.constantFrom('N01', 'N02'),
        class: fc.constantFrom('13', '14'),
        atPosition: fc.integer({ min: 0, max: year.length }),
      },
      { requiredKeys: [] },
    );
    const groupings = fc.constantFrom<GroupKey[]>(
      [],
      ['node'],
      ['code', 'level'],
      ['class', 'welfare'],
      ['month'],
      ['agency'],
      ['org'],
    );
    await projected(year, async ({ store }) => {
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...all), scopes, groupings, async (each, scope, groupBy) => {
          for (const { by, numerator, denominator } of await evaluateFigure(store, each, scope, groupBy)) {
            const value = denominator === undefined ? { numerator } : { numerator, denominator };
            expect(await recounted(store, each, scope, by)).toEqual(value);
          }
        }),
        { numRuns: 300 },
      );
    });
  });

  it('says on which day its parts are booked, in both languages', () => {
    for (const { code, formula } of [...all, ...orderFigures])
      expect([code, formula.zh, formula.en]).toEqual([
        code,
        expect.stringMatching(/日/),
        expect.stringMatching(/\bday\b|\bdated\b/),
      ]);
  });

  it('has a code of its own, and asks only for measures that exist', () => {
    expect(new Set(all.map(({ code }) => code)).size).toBe(all.length);
    const asked = all
      .flatMap((each) => ('denominator' in each ? [...each.numerator, ...each.denominator] : each.numerator))
      .flatMap(({ measures }) => measures);
    expect(asked.filter((measure) => !Object.hasOwn(MEASURES, measure))).toEqual([]);
  });
});

describe('the context', () => {
  it('registers, every payload with a schema its validator takes', () => {
    const registry = new Registry([activity]);
    expect(registry.types).toHaveLength(19 + 11 + 1 + 2);
    for (const each of [stated.placed, ...Object.values<Fact>(stated), ...Object.values<Fact>(told)]) {
      const registered = registry.types.find(({ type }) => type === each.type);
      expect([each.type, registered?.accepts(each.data)]).toEqual([each.type, true]);
    }
  });

  it('says its refusals in Chinese and English', () => {
    for (const { zh, en } of Object.values(activityRefusals)) {
      expect(zh).toMatch(/[\u4e00-\u9fff]/);
      expect(en).not.toMatch(/[\u4e00-\u9fff]/);
    }
  });
});
