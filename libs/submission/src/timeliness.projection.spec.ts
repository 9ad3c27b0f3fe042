import { describe, expect, it } from '@jest/globals';
import type { Fact } from '#kernel';
import { evaluateFigure } from '#read-store';
import { fact } from '#testing/given';
import { projectedBy, type Log } from '#testing/projected';
import { submissionFigures } from './figures.js';
import { timelinessProjection } from './timeliness.projection.js';

const projected = projectedBy(timelinessProjection);
const HELD = { title: '培训' };

const posted = (otherwise: Parameters<typeof fact>[2] = {}) => fact('ActivityPublished', HELD, otherwise);
const rowsOf = async (log: Log, stream = 'act-1'): Promise<readonly string[]> => {
  let rows: readonly string[] = [];
  await projected(log, async (seen) => {
    rows = await seen.rows(stream);
  });
  return rows;
};
const rowsOfOne = (known: Fact) => rowsOf([['act-1', known]]);
const on = (date: string, time = '10:00'): string => `${date}T${time}:00.000+08:00`;
const restatement = (target: Fact, occurredAt: string) =>
  fact(
    'EntryRestated',
    { targetEventId: target.id, reason: '日期录错', replacement: HELD, occurredAt },
    { by: 'HUB', occurredAt: on('2026-03-20'), statementId: 'restated' },
  );

describe('how soon facts are posted', () => {
  it('counts for the node and how it was entered, for the organisation where there is none', async () => {
    expect(await rowsOfOne(posted({ enteredBy: 'PROXY', onBehalfOf: 'A1' }))).toEqual([
      'fact-posted 1 2026-03-05 node=N01 kind=PROXY',
      'fact-minutes 0 2026-03-05 node=N01 kind=PROXY',
    ]);
    expect(await rowsOfOne(posted({ by: 'SME' }))).toEqual([
      'fact-posted 1 2026-03-05 org=sme-org kind=SELF',
      'fact-minutes 0 2026-03-05 org=sme-org kind=SELF',
    ]);
  });

  it('counts for the day of recording, and as late beyond three working days', async () => {
    // 5 March 2026 is a Thursday.
    const DIMS = 'node=N01 kind=SELF';
    expect(await rowsOfOne(posted({ recordedAt: on('2026-03-10', '23:59') }))).toEqual([
      `fact-posted 1 2026-03-10 ${DIMS}`,
      `fact-minutes 8039 2026-03-10 ${DIMS}`,
    ]);
    expect(await rowsOfOne(posted({ recordedAt: on('2026-03-11', '00:00') }))).toEqual([
      `fact-posted 1 2026-03-11 ${DIMS}`,
      `fact-late 1 2026-03-11 ${DIMS}`,
      `fact-minutes 8040 2026-03-11 ${DIMS}`,
    ]);
  });

  it.each([
    ['at once', '2027-03-01', []],
    ['after three days, whatever they are', '2027-03-04', []],
    ['after a week, which may be a holiday', '2027-03-08', ['fact-untimed']],
    ['after three weeks, which no holiday fills', '2027-03-22', ['fact-late']],
  ])('decides of a year whose holidays are not announced what can be decided: %s', async (_, recordedOn, lateness) => {
    const rows = await rowsOfOne(posted({ occurredAt: on('2027-03-01'), recordedAt: on(recordedOn) }));
    expect(rows.map((row) => row.split(' ')[0])).toEqual(['fact-posted', ...lateness, 'fact-minutes']);
  });

  it('judges a restated time anew, from the day the fact was first recorded', async () => {
    const backdated = posted({ recordedAt: on('2026-03-05') });
    const worse: Log = [
      ['act-1', backdated],
      ['act-1', restatement(backdated, on('2026-02-26'))],
    ];
    expect((await rowsOf(worse)).slice(2).toSorted()).toEqual(
      [
        'fact-late 1 2026-03-05 node=N01 kind=SELF',
        'fact-minutes 0 2026-03-05 node=N01 kind=SELF',
        'fact-minutes 10080 2026-03-05 node=N01 kind=SELF',
      ].toSorted(),
    );
    const late = posted({ recordedAt: on('2026-03-12') });
    const better: Log = [
      ['act-1', late],
      ['act-1', restatement(late, on('2026-03-12'))],
    ];
    expect((await rowsOf(better)).slice(3)).toContain('fact-late -1 2026-03-12 node=N01 kind=SELF');
  });

  it('judges it anew also where the statement names what caused it', async () => {
    const caused = posted({ causationId: 'an-earlier-event' });
    const log: Log = [
      ['act-1', caused],
      ['act-1', restatement(caused, on('2026-02-26'))],
    ];
    expect(await rowsOf(log)).toContain('fact-late 1 2026-03-05 node=N01 kind=SELF');
    expect(await rowsOf(log)).not.toContain('fact-posted -1 2026-03-05 node=N01 kind=SELF');
  });

  it('has one duration of each fact, that of the time as it stands', async () => {
    const at = posted({ recordedAt: on('2026-03-05') });
    const log: Log = [
      ['act-1', at],
      ['act-1', restatement(at, on('2026-02-26'))],
    ];
    const median = submissionFigures.find(({ code }) => code === 'F25-P50');
    await projected(log, async ({ store }) => {
      expect(median === undefined ? [] : await evaluateFigure(store, median, {})).toEqual([
        { by: {}, numerator: 1, percentile: 10_080 },
      ]);
    });
  });

  it('weighs no correction, and no longer what was reversed', async () => {
    const entry = posted();
    const reversal = fact(
      'EntryReversed',
      { targetEventId: entry.id, reasonCode: 'NOT_HAPPENED', reason: '未举办' },
      { by: 'HUB', occurredAt: on('2026-03-20') },
    );
    const rows = await rowsOf([
      ['act-1', entry],
      ['act-1', reversal],
    ]);
    expect(rows.filter((row) => row.startsWith('fact-posted'))).toEqual([
      'fact-posted 1 2026-03-05 node=N01 kind=SELF',
      'fact-posted -1 2026-03-05 node=N01 kind=SELF',
    ]);
  });

  it('weighs no register: what is entered there is no event that could be late', async () => {
    expect(await rowsOf([['org-1', posted()]], 'org-1')).toEqual([]);
  });

  it('counts a statement once, not what followed from it nor what the ledger says', async () => {
    const stated = posted({ causationId: 'an-earlier-event' });
    expect(await rowsOfOne(stated)).toHaveLength(2);
    expect(await rowsOfOne({ ...stated, id: 'derived' })).toEqual([]);
    expect(await rowsOfOne(posted({ by: 'LEDGER' }))).toEqual([]);
  });

  it('takes a clock that runs ahead for one that is right', async () => {
    expect(await rowsOfOne(posted({ occurredAt: on('2026-03-05', '10:03'), recordedAt: on('2026-03-05') }))).toEqual([
      'fact-posted 1 2026-03-05 node=N01 kind=SELF',
      'fact-minutes 0 2026-03-05 node=N01 kind=SELF',
    ]);
  });
});
