import { valueAnswer } from '#context';
import { activityProjection } from '#activity/published';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { evaluateFigure, type MeasurementRow } from '#read-store';
import { SqliteReadStore } from '#read-store/sqlite';
import { FIGURES as figures } from '../../apps/ledger/src/figures.js';
import { PROJECTIONS } from '../../apps/ledger/src/projections.js';
import { figuresIn } from '../../apps/ledger/src/reading/side-by-side.js';
import { monthInputs } from '../../libs/submission/src/data-quality.js';
import { monthsProjection } from '../../libs/submission/src/months.projection.js';

/** The most that a field of money takes, and took for one order once; two of them are no safe integer. */
const LEGAL = 9_000_000_000_000_000;
const march = { from: '2026-03-01', to: '2026-03-31' };

let store: SqliteReadStore;
beforeEach(async () => {
  store = SqliteReadStore.open(':memory:');
  for (const projection of PROJECTIONS) await store.open(projection);
  await write(activityProjection, [
    contract('s-1', 'W1', LEGAL),
    contract('s-2', 'W1', LEGAL),
    contract('s-3', 'W2', 5),
  ]);
  await write(monthsProjection, [stated('own-total-stated', 1), stated('own-total', LEGAL)]);
});
afterEach(() => store.close());

type Row = Pick<MeasurementRow, 'stream' | 'measure' | 'amount' | 'dims'>;

const contract = (stream: string, node: string, amount: number): Row => ({
  stream,
  measure: 'amount-contracted',
  amount,
  dims: { node, class: '14', agency: 'A1', org: 'E1', welfare: 'VALUE_ADDED' },
});
const stated = (measure: string, amount: number): Row => ({
  stream: 'sub-node-W1-202603',
  measure,
  amount,
  dims: { node: 'W1', code: 'AMOUNT_FEN' },
});

const write = (projection: (typeof PROJECTIONS)[number], rows: readonly Row[]): Promise<void> =>
  store.write(projection, {
    documents: [],
    rows: rows.map((row, index) => ({
      ...row,
      occurredOn: '2026-03-05',
      sign: 1,
      position: index + 1,
      n: 0,
      eventId: `e${index}`,
      originId: `e${index}`,
    })),
    deadLetters: [],
    revived: [],
    checkpoint: rows.length,
  });

describe('amounts whose sum is no safe integer', () => {
  it.each([
    ['the overview', figures.network, march, ['F14-M']],
    ['the scorecard of their node', figures.node, { ...march, node: 'W1' }, ['F14-M']],
    ['the scorecard of another node', figures.node, { ...march, node: 'W2' }, []],
  ])('are marked on %s, which stands', async (_, figures, scope, marked) => {
    const shown = (await figuresIn(store, figures, scope)) as readonly { code: string; reason?: { code: string } }[];
    expect(shown.map(({ code }) => code)).toEqual(figures.map(({ code }) => code));
    expect(shown.filter(({ reason }) => reason?.code === 'figure-too-large').map(({ code }) => code)).toEqual(marked);
  });

  it('are marked in their group alone', async () => {
    const contracted = figures.of('A10');
    const groups = await evaluateFigure(store, contracted, march, ['node']);
    expect(groups.map((value) => valueAnswer(contracted, value))).toMatchObject([
      { by: { node: 'W1' }, value: null, numerator: null, reason: { code: 'figure-too-large' } },
      { by: { node: 'W2' }, value: 5, numerator: 5 },
    ]);
  });

  it('differ from what their node states of its month, whose quality is answered', async () => {
    const [month] = await monthInputs(store, { months: ['2026-03'], node: 'W1', atPosition: 3 });
    expect(month?.inputs.totals).toEqual([{ quantity: 'AMOUNT_FEN', stated: LEGAL, ledger: null }]);
  });
});
