import { ratioText, wilsonLowerText } from './figure-text.js';
import { isTooLarge, safeSum } from './exact-sum.js';
import { monthEnd, monthsAsked } from './months.js';
import { admits, groupsIn, measurementsOf, type Aggregating, type FigureScope, type Part } from './part.js';
import type { AggregateGroup, GroupKey } from './read-store.js';
import { settled, stockByMonth } from './stock.js';

interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

interface Described {
  /** `F01` …, stable: reports and rules cite it. */
  readonly code: string;
  readonly name: Bilingual;
  /** The formula in words. */
  readonly formula: Bilingual;
  readonly unit: Bilingual;
  /** The clause or standard it comes from. */
  readonly source: string;
  readonly note?: Bilingual;
  /** A stock: what stands at the end of the period, whenever it began; cut by month, at the end of each. */
  readonly stock?: true;
  /** What is planned: its rows may lie in days to come. */
  readonly ahead?: true;
  /** Added up. */
  readonly numerator: readonly Part[];
}

/**
 * A published number: a count, a percentile, a ratio, or the lower bound of the Wilson 95 % interval of a share. A figure holds no code:
 * what it says is what the rows say, and `measurementsOf` lists them.
 */
export type Figure =
  | (Described & { readonly kind: 'count' })
  /** The nearest-rank percentile of the amounts of its rows, which the numerator counts. */
  | (Described & { readonly kind: 'percentile'; readonly p: number; readonly numerator: readonly [Part] })
  | (Described & { readonly kind: 'ratio' | 'bound'; readonly denominator: readonly Part[] });

/** What a figure came to. Whole numbers are exact; the texts are for people, 4 decimals. */
export interface FigureValue {
  /** The group's keys; empty when nothing was grouped. */
  readonly by: AggregateGroup['by'];
  /** Undefined where the sum is no safe integer: then nothing is said of this group, and of the others what they are. */
  readonly numerator: number | undefined;
  /** Of ratios and bounds; the n that is published beside them. Undefined as the numerator. */
  readonly denominator?: number | undefined;
  /** Of percentiles; absent where nothing is counted. */
  readonly percentile?: number;
  /** Numerator ÷ denominator, rounded half up; absent where the denominator is not positive, or `isBeyond` holds. */
  readonly ratio?: string;
  /** Wilson 95 % lower bound, rounded down; absent for n = 0. */
  readonly bound?: string;
}

/** The scope of a figure's rows: of a stock from the beginning on, and in the group of a month up to its end. */
export function scopeOf({ stock }: Figure, asked: FigureScope, by: AggregateGroup['by'] = {}): FigureScope {
  if (stock !== true) return asked;
  const { from: _from, ...scope } = asked;
  const end = by.month === undefined ? undefined : monthEnd(by.month);
  return end === undefined || (scope.to !== undefined && scope.to <= end) ? scope : { ...scope, to: end };
}

/** The part of a group that tells which rows are in it: a stock's month says up to which day they count, and nothing else. */
export function groupOf({ stock }: Figure, by: AggregateGroup['by']): AggregateGroup['by'] {
  if (stock !== true) return by;
  const { month: _month, ...group } = by;
  return group;
}

/** Asks each question once: figures side by side share many of their parts. For one answer; it never forgets. */
export function askingOnce(store: Aggregating): Aggregating {
  const asked = new Map<string, Promise<readonly AggregateGroup[]>>();
  return {
    aggregate: (key, query) => {
      const question = JSON.stringify([key.name, key.version, query]);
      const answer = asked.get(question) ?? store.aggregate(key, query);
      asked.set(question, answer);
      return answer;
    },
  };
}

/**
 * Evaluates a figure exactly: one value, or one per group in ascending order of their keys. Of a period cut by month every month
 * is there, with each other group that some month has, be it with 0.
 */
export async function evaluateFigure(
  store: Aggregating,
  figure: Figure,
  asked: FigureScope,
  groupBy: readonly GroupKey[] = [],
): Promise<readonly FigureValue[]> {
  if (figure.stock === true && groupBy.includes('day')) throw new Error(`${figure.code} is a stock, cut by month`);
  const scope = scopeOf(figure, asked);
  const side = (parts: readonly Part[]): Promise<readonly Group[]> => sumOf(store, figure, parts, asked, groupBy);
  const merge = (...answers: readonly (readonly Group[])[]): readonly Merged[] =>
    lineUp(groupBy, monthsAsked(asked), answers);
  const numerators = await side(figure.numerator);
  if (figure.kind === 'count') return merge(numerators).map(({ by, values: [numerator] }) => ({ by, numerator }));
  if (figure.kind === 'percentile') {
    const [part] = figure.numerator;
    const query = { function: { kind: 'percentile', p: figure.p } as const, groupBy };
    return merge(numerators, await groupsIn(store, part, scope, query)).map(
      ({ by, values: [numerator, percentile] }) => ({
        by,
        numerator,
        ...(numerator !== undefined && numerator > 0 && percentile !== undefined ? { percentile } : {}),
      }),
    );
  }
  return merge(numerators, await side(figure.denominator)).map(({ by, values: [numerator, denominator] }) => ({
    by,
    numerator,
    denominator,
    ...(isBeyond(figure, by) ? {} : textsOf(figure.kind, numerator, denominator)),
  }));
}

/**
 * Whether a group lies outside of what the numerator asks for: of those who attended in person, none did so online. A share would
 * say nothing there.
 */
export const isBeyond = ({ numerator }: Figure, by: AggregateGroup['by']): boolean =>
  numerator.length > 0 &&
  numerator.every(({ dims = {} }) =>
    Object.entries(dims).some(([name, wanted]) => {
      const value = by[name];
      return value !== undefined && !admits(wanted, value);
    }),
  );

/** A group, or what is known of it: undefined where a sum is no safe integer. */
interface Group {
  readonly by: AggregateGroup['by'];
  readonly value: number | undefined;
}

async function sumOf(
  store: Aggregating,
  figure: Figure,
  parts: readonly Part[],
  asked: FigureScope,
  groupBy: readonly GroupKey[],
): Promise<readonly Group[]> {
  const totals = await Promise.all(
    parts.map(async (part) => {
      const groups = await groupsOf(store, figure, part, asked, groupBy);
      return part.minus === true ? groups.map(({ by, value }) => ({ by, value: value && -value })) : groups;
    }),
  );
  return lineUp(groupBy, [], totals).map(({ by, values }) => ({ by, value: safeSum(values) }));
}

async function groupsOf(
  store: Aggregating,
  figure: Figure,
  part: Part,
  asked: FigureScope,
  groupBy: readonly GroupKey[],
): Promise<readonly Group[]> {
  if (figure.stock === true && groupBy.includes('month')) return stockByMonth(store, part, asked, groupBy);
  const scope = scopeOf(figure, asked);
  return sumsOf(store, await settled(store, part, scope), scope, groupBy);
}

/** What a part comes to, in all or group by group. */
export async function sumsOf(
  store: Aggregating,
  part: Part,
  scope: FigureScope,
  groupBy: readonly GroupKey[],
): Promise<readonly Group[]> {
  try {
    return await groupsIn(store, part, scope, { function: part.function, groupBy });
  } catch (error) {
    if (!isTooLarge(error)) throw error;
    return groupBy.length === 0 ? [{ by: {}, value: undefined }] : oneByOne(store, part, scope, groupBy);
  }
}

/** Each group by itself, so that one that is too large does not hide the others. How many rows there are is never too large. */
async function oneByOne(
  store: Aggregating,
  part: Part,
  scope: FigureScope,
  groupBy: readonly GroupKey[],
): Promise<readonly Group[]> {
  const groups = await groupsIn(store, part, scope, { function: { kind: 'count' }, groupBy });
  const found: Group[] = [];
  for (const { by } of groups) found.push({ by, value: await valueAlone(store, part, scope, by) });
  return found;
}

async function valueAlone(
  store: Aggregating,
  part: Part,
  scope: FigureScope,
  by: AggregateGroup['by'],
): Promise<number | undefined> {
  try {
    const query = { ...measurementsOf(part, scope, by), function: part.function };
    return (await store.aggregate(part.projection, query))[0]?.value;
  } catch (error) {
    if (isTooLarge(error)) return undefined;
    throw error;
  }
}

interface Merged {
  readonly by: AggregateGroup['by'];
  readonly values: readonly (number | undefined)[];
}

/**
 * Lines up the groups of several answers; a group an answer does not have counts 0 there. Cut by month, whatever some month has is
 * there for each of `months`.
 */
function lineUp(
  groupBy: readonly GroupKey[],
  months: readonly string[],
  answers: readonly (readonly Group[])[],
): readonly Merged[] {
  const groups = new Map<string, { by: AggregateGroup['by']; values: (number | undefined)[] }>();
  const groupAt = (by: AggregateGroup['by']): { by: AggregateGroup['by']; values: (number | undefined)[] } => {
    const key = JSON.stringify(groupBy.map((name) => by[name] ?? ''));
    const group = groups.get(key) ?? { by, values: answers.map((): number | undefined => 0) };
    groups.set(key, group);
    return group;
  };
  answers.forEach((answer, index) => {
    for (const { by, value } of answer) groupAt(by).values[index] = value;
  });
  if (groupBy.includes('month')) {
    const others = groupBy.length === 1 ? [{}] : [...groups.values()].map(({ by }) => by);
    for (const by of others) for (const month of months) groupAt({ ...by, month });
  }
  return [...groups.values()].sort((a, b) => compareKeys(groupBy, a.by, b.by));
}

function compareKeys(groupBy: readonly GroupKey[], a: AggregateGroup['by'], b: AggregateGroup['by']): number {
  for (const name of groupBy) {
    const [left, right] = [a[name] ?? '', b[name] ?? ''];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

function textsOf(
  kind: 'ratio' | 'bound',
  numerator: number | undefined,
  denominator: number | undefined,
): Partial<FigureValue> {
  if (numerator === undefined || denominator === undefined || denominator <= 0) return {};
  const ratio = ratioText(numerator, denominator);
  return kind === 'ratio' ? { ratio } : { ratio, bound: wilsonLowerText(numerator, denominator) };
}
