import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Registry, type Fact } from '#kernel';
import { evaluateFigure, type FigureScope, type GroupKey } from '#read-store';
import { fact } from '#testing/given';
import { recounted } from '../../read-store/src/figure.contract.js';
import { demand } from './demand.context.js';
import { demandRefusals } from './demand-refusals.js';
import { demandFigures as figuresOfDemands } from './figures.js';
import { MEASURES } from './measures.js';
import { demandProjection } from './demand.projection.js';
import { projectedBy, type Log } from '#testing/projected';
import { asker, authority, byProxy, march, REGISTERED, stated, TERMS, upTo, window } from './worked-demand.fixture.js';

const projected = projectedBy(demandProjection);

/** All but F09, which joins demands with orders that another projection counts. */
const demandFigures = figuresOfDemands.filter(({ code }) => code !== 'F09');

/** The same fact in another stream, under an id of its own. */
const again = (stream: string, { type, data, meta }: Fact): Fact =>
  fact(type, data as object, { ...meta, by: meta.actor, statementId: `${stream}-${meta.statementId}` });
const onStream = (stream: string, facts: readonly Fact[]): Log => facts.map((each) => [stream, again(stream, each)]);

const asked = (data: object = { ...REGISTERED, sla: TERMS }, day = 2) =>
  fact('DemandRegistered', data, { by: window, occurredAt: march(day, 11, 30) });
const closedOn = (day: number, outcome = 'UNMET') =>
  fact('DemandClosed', { outcome, reason: '无' }, { by: window, occurredAt: march(day) });
const withdrawn = fact('DemandClosed', { outcome: 'WITHDRAWN', reason: '已解决' }, { by: asker, occurredAt: march(5) });
const answeredLate = fact('DemandFirstResponded', stated.responded.data, { by: window, occurredAt: march(3) });
const rejected = fact('DemandRejected', { reasonCode: 'DUPLICATE' }, { by: window, occurredAt: march(3) });

/**
 * Seven demands: one that went through everything and ended late, one never answered but met in time, one withdrawn, one
 * answered late and closed late, one rejected, one without terms, one of another class just registered.
 */
const month: Log = [
  ...onStream('dem-1', upTo('closedAgain')),
  ...onStream('dem-2', [asked(), stated.accepted, closedOn(9, 'SATISFIED')]),
  ...onStream('dem-3', [asked(), stated.accepted, stated.responded, withdrawn]),
  ...onStream('dem-4', [asked(), stated.accepted, answeredLate, closedOn(12)]),
  ...onStream('dem-5', [asked(), rejected]),
  ...onStream('dem-6', [asked(REGISTERED), stated.accepted, stated.responded, closedOn(3)]),
  ...onStream('dem-7', [asked({ ...REGISTERED, classCode: '14', kind: 'SERVICE', sla: TERMS }, 16)]),
];

/** F09 counts rows of orders too, which are not kept here. */
const ownFigures = demandFigures.filter(({ code }) => code !== 'F09');

const figure = (code: string) => {
  const found = demandFigures.find((each) => each.code === code);
  if (found === undefined) throw new Error(`no figure ${code}`);
  return found;
};

describe('figures of a worked month', () => {
  it('come to these numbers', async () => {
    await projected(month, async ({ store }) => {
      const values = await Promise.all(
        ownFigures.map(async (each) => ({ code: each.code, ...(await evaluateFigure(store, each, {}))[0] })),
      );
      expect(values).toEqual([
        { code: 'D01', by: {}, numerator: 7 },
        { code: 'D02', by: {}, numerator: 1 },
        { code: 'D02-P50', by: {}, numerator: 1, percentile: 300 },
        { code: 'D02-P90', by: {}, numerator: 1, percentile: 300 },
        { code: 'D03-P50', by: {}, numerator: 1, percentile: 30 },
        { code: 'D03-P90', by: {}, numerator: 1, percentile: 30 },
        // All but the forwarded 1, the withdrawn 3 and the rejected 5.
        { code: 'D04', by: {}, numerator: 4 },
        { code: 'D05', by: {}, numerator: 1 },
        // In time: 1 and 3. Due: all but the one without terms.
        { code: 'F07', by: {}, numerator: 2, denominator: 6, ratio: '0.3333' },
        { code: 'F07-X', by: {}, numerator: 0 },
        // Answered: 1 and 3 after 50 minutes, 4 after 30 + 240 + 60.
        { code: 'F07-P50', by: {}, numerator: 3, percentile: 50 },
        { code: 'F07-P90', by: {}, numerator: 3, percentile: 330 },
        // Met in time: 2. Due: 1, 2, 3, 4, less the withdrawn 3.
        { code: 'F08', by: {}, numerator: 1, denominator: 3, ratio: '0.3333' },
        // Unmet, both late: 1 and 4.
        { code: 'F08-U', by: {}, numerator: 2, denominator: 3, ratio: '0.6667' },
        { code: 'F08-X', by: {}, numerator: 0 },
        // Matched: 1. Accepted: 1, 2, 3, 4, 6.
        { code: 'F09-M', by: {}, numerator: 1, denominator: 5, ratio: '0.2000' },
        // Demand 1 twice, after 2 and 4 days; the first agency declined.
        { code: 'D06-P50', by: {}, numerator: 2, percentile: 2 },
        { code: 'D06-P90', by: {}, numerator: 2, percentile: 4 },
        { code: 'D07', by: {}, numerator: 1, denominator: 2, ratio: '0.5000' },
        // All but 7, which is no appeal; closed: 1, 2, 3, 4, 6; called back: 1.
        { code: 'D08', by: {}, numerator: 6 },
        { code: 'D08-C', by: {}, numerator: 5 },
        { code: 'D09', by: {}, numerator: 1, denominator: 1, ratio: '1.0000' },
        // Of 1, 2, 4 and 6; the withdrawn 3 has nobody to call.
        { code: 'D09-C', by: {}, numerator: 1, denominator: 4, ratio: '0.2500' },
      ]);
    });
  });

  it('count a closing in time only where it met the demand, and a withdrawal by proxy as none (F08)', async () => {
    const proxied = fact(
      'DemandClosed',
      { outcome: 'WITHDRAWN', reason: '已解决' },
      { occurredAt: march(5), ...byProxy('E001') },
    );
    const closings = [closedOn(9, 'SATISFIED'), closedOn(9, 'UNMET'), closedOn(12, 'SATISFIED'), proxied, withdrawn];
    const log = closings.flatMap((closing, at) => onStream(`dem-${at}`, [asked(), stated.accepted, closing]));
    await projected([...log, ...onStream('dem-9', [asked(), stated.accepted])], async ({ store }) => {
      expect(await evaluateFigure(store, figure('F08'), {})).toMatchObject([{ numerator: 1, denominator: 5 }]);
      expect(await evaluateFigure(store, figure('F08-U'), {})).toMatchObject([{ numerator: 1, denominator: 5 }]);
    });
  });

  it('leave the clock with the node that was asked, and the closing with the one that handles', async () => {
    await projected(month, async ({ store }) => {
      expect(await evaluateFigure(store, figure('F07'), {}, ['node'])).toMatchObject([
        { by: { node: 'N01' }, numerator: 2, denominator: 6 },
      ]);
      expect(await evaluateFigure(store, figure('F08'), {}, ['node'])).toMatchObject([
        { by: { node: 'N01' }, numerator: 1, denominator: 2 },
        { by: { node: 'N02' }, numerator: 0, denominator: 1 },
      ]);
    });
  });

  it('tell who referred a demand to whom, and what became of appeals', async () => {
    const outside = fact('DemandReferred', { department: '市金融局' }, { by: window, occurredAt: march(3) });
    await projected([...month, ...onStream('dem-8', [asked(), stated.accepted, outside])], async ({ store }) => {
      expect(await evaluateFigure(store, figure('D05'), {}, ['node', 'code'])).toEqual([
        { by: { node: 'HUB01', code: 'N02' }, numerator: 1 },
        { by: { node: 'N01', code: 'DEPARTMENT' }, numerator: 1 },
      ]);
      expect(await evaluateFigure(store, figure('D08-C'), {}, ['code'])).toEqual([
        { by: { code: 'SATISFIED' }, numerator: 1 },
        { by: { code: 'UNMET' }, numerator: 3 },
        { by: { code: 'WITHDRAWN' }, numerator: 1 },
      ]);
    });
  });

  it('are as they were known before a correction', async () => {
    const reversed = fact(
      'EntryReversed',
      { targetEventId: again('dem-3', stated.responded).id, reasonCode: 'OTHER', reason: '核查' },
      { by: authority, occurredAt: march(20) },
    );
    await projected([...month, ['dem-3', reversed]], async ({ store }) => {
      const at = async (atPosition?: number) =>
        (await evaluateFigure(store, figure('F07'), atPosition === undefined ? {} : { atPosition }))[0];
      expect([(await at(month.length))?.numerator, (await at())?.numerator]).toEqual([2, 1]);
    });
  });
});

describe('every figure', () => {
  it('is what its rows add up to, for any scope and grouping', async () => {
    const scopes = fc.record<FigureScope>(
      {
        from: fc.constantFrom('2026-03-02', '2026-03-09'),
        to: fc.constantFrom('2026-03-08', '2026-03-31'),
        node: fc.constantFrom('N01', 'N02'),
        class: fc.constantFrom('11', '14'),
        atPosition: fc.integer({ min: 0, max: month.length }),
      },
      { requiredKeys: [] },
    );
    const groupings = fc.constantFrom<GroupKey[]>([], ['node'], ['class', 'kind'], ['month'], ['org'], ['channel']);
    await projected(month, async ({ store }) => {
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...ownFigures), scopes, groupings, async (each, scope, groupBy) => {
          for (const { by, numerator, denominator } of await evaluateFigure(store, each, scope, groupBy)) {
            const value = denominator === undefined ? { numerator } : { numerator, denominator };
            expect(await recounted(store, each, scope, by)).toEqual(value);
          }
        }),
        { numRuns: 300 },
      );
    });
  });

  it('is never more than its whole, at whatever position it is asked', async () => {
    await projected(month, async ({ store }) => {
      for (const each of ownFigures)
        for (let atPosition = 0; atPosition <= month.length; atPosition += 1)
          for (const { numerator, denominator = Infinity } of await evaluateFigure(store, each, { atPosition }, [
            'node',
          ])) {
            expect(numerator).toBeGreaterThanOrEqual(0);
            expect(numerator).toBeLessThanOrEqual(denominator);
          }
    });
  });

  it('says in its formula for which day it counts', () => {
    for (const { code, formula } of ownFigures) {
      expect([code, formula.zh]).toEqual([code, expect.stringMatching(/,均?计于.{2}日$/)]);
      expect([code, formula.en]).toEqual([code, expect.stringMatching(/for the day of \S+( \S+)?$/)]);
    }
  });

  it('has a code of its own, and asks only for measures that exist', () => {
    expect(new Set(ownFigures.map(({ code }) => code)).size).toBe(ownFigures.length);
    const measures = ownFigures
      .flatMap((each) => ('denominator' in each ? [...each.numerator, ...each.denominator] : each.numerator))
      .flatMap((part) => part.measures);
    expect(measures.filter((measure) => !Object.hasOwn(MEASURES, measure))).toEqual([]);
  });
});

describe('the context', () => {
  it('registers, every payload with a schema its validator takes', () => {
    const registry = new Registry([demand]);
    expect(registry.types).toHaveLength(12 + 2);
    for (const each of Object.values<Fact>(stated)) {
      const registered = registry.types.find(({ type }) => type === each.type);
      expect([each.type, registered?.accepts(each.data)]).toEqual([each.type, true]);
    }
  });

  it('says its refusals in Chinese and English', () => {
    for (const { zh, en } of Object.values(demandRefusals)) {
      expect(zh).toMatch(/[\u4e00-\u9fff]/);
      expect(en).not.toMatch(/[\u4e00-\u9fff]/);
    }
  });
});
