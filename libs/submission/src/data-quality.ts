import { monthTotals } from '#activity/published';
import { monthsUpTo, spanOf } from '#context';
import type { CheckCode } from '#kernel';
import {
  evaluateFigure,
  sumsOf,
  type AggregateGroup,
  type Aggregating,
  type FigureScope,
  type GroupKey,
  type Part,
} from '#read-store';
import { codesOf } from '#reference';
import { monthsProjection } from './months.projection.js';
import { postingsProjection } from './postings.projection.js';
import { qualityFigures } from './quality-figures.js';
import { QUANTITIES, type Quantity } from './sub.events.js';
import type { Checked } from './month-checks.js';
import type { MonthInputs } from './quality-month.js';

/** Months (`YYYY-MM`, one after the other), of one node or of all, as known at a position. */
export interface QualityScope {
  readonly months: readonly string[];
  readonly node?: string | undefined;
  readonly atPosition: number;
}

export interface NodeMonth {
  readonly node: string;
  readonly month: string;
  readonly inputs: MonthInputs;
}

/** Quantities whose course over a year is looked at (Q15): sums, so that a month is what its rows add up to. */
const STEADY: readonly Quantity[] = ['PERSONS', 'ACTIVITIES', 'ORDERS'];
const YEAR = 12;

/**
 * What the quality of each node's months is judged by. Every query is a sum over measurement rows of these months; the nodes
 * are those that posted, were refused, or stated totals.
 */
export async function monthInputs(
  store: Aggregating,
  { months, node, atPosition }: QualityScope,
): Promise<readonly NodeMonth[]> {
  const scope = { ...spanOf(months), ...(node === undefined ? {} : { node }), atPosition };
  const year = { ...scope, from: spanOf(monthsUpTo(months[0] ?? '', YEAR + 1)).from };
  const [rates, postings, totals, courses] = await Promise.all([
    ratesOf(store, scope),
    postingsOf(store, scope),
    totalsOf(store, scope),
    coursesOf(store, year),
  ]);
  const nodes = new Set([...rates.keys(), ...totals.keys()].map((key) => key.split(' ')[0] ?? ''));
  return [...nodes].toSorted().flatMap((each) =>
    months.map((month) => ({
      node: each,
      month,
      inputs: {
        rates: Object.fromEntries(rates.get(cell(each, month)) ?? []),
        postings: postings.get(cell(each, month)) ?? [],
        totals: totals.get(cell(each, month)) ?? [],
        courses: courses(each, month),
      },
    })),
  );
}

const cell = (node = '', month = ''): string => `${node} ${month}`;

/** Lists by node and month; what no node posted is left out. */
function byCell<Item>(items: readonly (readonly [AggregateGroup['by'], Item])[]): ReadonlyMap<string, readonly Item[]> {
  const cells = new Map<string, Item[]>();
  for (const [{ node = '', month = '' }, item] of items) {
    if (node === '') continue;
    const found = cells.get(cell(node, month));
    if (found === undefined) cells.set(cell(node, month), [item]);
    else found.push(item);
  }
  return cells;
}

async function ratesOf(
  store: Aggregating,
  scope: FigureScope,
): Promise<ReadonlyMap<string, readonly (readonly [CheckCode, Checked])[]>> {
  const rates = await Promise.all(
    qualityFigures.map(async (figure) =>
      (await evaluateFigure(store, figure, scope, ['node', 'month'])).map(
        ({ by, numerator = 0, denominator = 0 }) =>
          [by, [figure.code, { checked: denominator, defects: numerator }]] as const,
      ),
    ),
  );
  return byCell(rates.flat());
}

async function postingsOf(
  store: Aggregating,
  scope: FigureScope,
): Promise<ReadonlyMap<string, MonthInputs['postings']>> {
  const days = await sumsOf(store, counting(postingsProjection, 'posting-accepted'), scope, ['node', 'day']);
  return byCell(
    days.map(({ by: { node = '', day = '' }, value = 0 }) => [
      { node, month: day.slice(0, 7) },
      { day, count: value },
    ]),
  );
}

/** What nodes stated of their months beside what the ledger has; only for quantities that some node stated. */
async function totalsOf(store: Aggregating, scope: FigureScope): Promise<ReadonlyMap<string, MonthInputs['totals']>> {
  const key: readonly GroupKey[] = ['node', 'month', 'code'];
  const [stated, amounts] = await Promise.all([
    sumsOf(store, counting(monthsProjection, 'own-total-stated'), scope, key),
    sumsOf(store, counting(monthsProjection, 'own-total'), scope, key),
  ]);
  const standing = amounts.filter(({ by }) =>
    stated.some(
      ({ by: { node, month, code }, value = 0 }) =>
        value > 0 && node === by.node && month === by.month && code === by.code,
    ),
  );
  const quantities = codesOf(QUANTITIES).filter((quantity) => standing.some(({ by }) => by.code === quantity));
  const ledger = new Map(
    await Promise.all(quantities.map(async (each) => [each, await valuesOf(store, monthTotals[each], scope)] as const)),
  );
  return byCell(
    standing.flatMap(({ by, value = 0 }) =>
      quantities
        .filter((quantity) => quantity === by.code)
        .map((quantity) => {
          const found = ledger.get(quantity)?.get(cell(by.node, by.month));
          return [by, { quantity, stated: value, ledger: found === undefined ? 0 : found }] as const;
        }),
    ),
  );
}

/** The course of a month: its value, and those of the twelve months before it. */
async function coursesOf(
  store: Aggregating,
  scope: FigureScope,
): Promise<(node: string, month: string) => MonthInputs['courses']> {
  const values = await Promise.all(STEADY.map((quantity) => valuesOf(store, monthTotals[quantity], scope)));
  return (node, month) =>
    STEADY.map((quantity, index) => {
      const [value = 0, ...before] = monthsUpTo(month, YEAR + 1)
        .toReversed()
        .map((each) => values[index]?.get(cell(node, each)) ?? 0);
      return { quantity, value, before };
    });
}

const counting = ({ name, version }: Part['projection'], measure: string): Part => ({
  projection: { name, version },
  measures: [measure],
  function: { kind: 'sum' },
});

/** By node and month; null where it is more than can be stated exactly. */
const valuesOf = async (
  store: Aggregating,
  part: Part,
  scope: FigureScope,
): Promise<ReadonlyMap<string, number | null>> =>
  new Map(
    (await sumsOf(store, part, scope, ['node', 'month'])).map(({ by, value = null }) => [
      cell(by.node, by.month),
      value,
    ]),
  );
