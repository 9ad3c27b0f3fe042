import { ratioText, wilsonLowerText } from './figure-text.js';
import { SEVERAL_AGENCIES, type Dimension } from './measurement.js';
import type { ProjectionKey } from './projection.js';
import { refuse } from './read-store-refusals.js';
import type { AggregateFunction, AggregateGroup, GroupKey, ReadStore, RowFilter } from './read-store.js';
import { windowStart } from './window.js';

interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** Dimensions a part may fix; node, class and agency belong to whoever asks. */
type PartDimension = Exclude<Dimension, 'node' | 'class' | 'agency'>;

/** One whole number a figure is made of: a question about one projection's rows. */
export interface Part {
  readonly projection: ProjectionKey;
  readonly measures: readonly string[];
  readonly dims?: Readonly<Partial<Record<PartDimension, string | readonly string[]>>>;
  readonly function: Exclude<AggregateFunction, { readonly kind: 'percentile' }>;
  /** Counts over so many months up to the end of what is asked, whenever that begins. */
  readonly window?: { readonly months: number };
  /**
   * Measures that say once for each agency what `measures` say under `SEVERAL_AGENCIES`. A cut by agency counts them beside the
   * rows of single agencies, so that shared work counts for each agency in its cut and once in the total.
   */
  readonly forEachAgency?: readonly string[];
  /** Subtracted instead of added. */
  readonly minus?: true;
}

/** Adds up one measure of a projection. */
export const sumPart = ({ name, version }: ProjectionKey, measure: string, dims?: Part['dims']): Part => ({
  projection: { name, version },
  measures: [measure],
  ...(dims === undefined ? {} : { dims }),
  function: { kind: 'sum' },
});

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
  /** A stock: what stands at the end of the period, whenever it began. */
  readonly stock?: true;
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

/** Whose, when, and as known when. Civil dates, inclusive; everything left out does not restrict. */
export interface FigureScope {
  readonly from?: string;
  readonly to?: string;
  readonly node?: string | readonly string[];
  readonly class?: string | readonly string[];
  readonly agency?: string | readonly string[];
  /** As known at this position (inclusive). */
  readonly atPosition?: number;
}

/** What a figure came to. Whole numbers are exact; the texts are for people, 4 decimals. */
export interface FigureValue {
  /** The group's keys; empty when nothing was grouped. */
  readonly by: AggregateGroup['by'];
  readonly numerator: number;
  /** Of ratios and bounds; the n that is published beside them. */
  readonly denominator?: number;
  /** Of percentiles; absent where nothing is counted. */
  readonly percentile?: number;
  /** Numerator ÷ denominator, rounded half up; absent where the denominator is not positive. */
  readonly ratio?: string;
  /** Wilson 95 % lower bound, rounded down; absent for n = 0. */
  readonly bound?: string;
}

/** The scope a figure is asked in: a stock counts from the beginning. */
export function scopeOf({ stock }: Figure, { from, ...scope }: FigureScope): FigureScope {
  return stock === true || from === undefined ? scope : { from, ...scope };
}

/** What figures ask of a read store. */
export type Aggregating = Pick<ReadStore, 'aggregate'>;

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

/** Evaluates a figure exactly: one value, or one per group in ascending order of their keys. */
export async function evaluateFigure(
  store: Aggregating,
  figure: Figure,
  asked: FigureScope,
  groupBy: readonly GroupKey[] = [],
): Promise<readonly FigureValue[]> {
  const scope = scopeOf(figure, asked);
  const numerators = await sumOf(store, figure.numerator, scope, groupBy);
  if (figure.kind === 'count')
    return merge(groupBy, [numerators]).map(({ by, values: [numerator = 0] }) => ({ by, numerator }));
  if (figure.kind === 'percentile') {
    const [part] = figure.numerator;
    const query = { ...measurementsOf(part, scope), function: { kind: 'percentile', p: figure.p } as const, groupBy };
    return merge(groupBy, [numerators, await store.aggregate(part.projection, query)]).map(
      ({ by, values: [numerator = 0, percentile = 0] }) => ({
        by,
        numerator,
        ...(numerator > 0 ? { percentile } : {}),
      }),
    );
  }
  const denominators = await sumOf(store, figure.denominator, scope, groupBy);
  return merge(groupBy, [numerators, denominators]).map(({ by, values: [numerator = 0, denominator = 0] }) => ({
    by,
    numerator,
    denominator,
    ...textsOf(figure.kind, numerator, denominator),
  }));
}

/**
 * The rows a part is computed from, in the scope and, when `by` is given, in that group. `groupBy` is what they are about to be
 * grouped by.
 */
export function measurementsOf(
  part: Part,
  scope: FigureScope,
  by: AggregateGroup['by'] = {},
  groupBy: readonly GroupKey[] = [],
): RowFilter {
  const { dims } = part;
  const isCutByAgency = scope.agency !== undefined || by.agency !== undefined || groupBy.includes('agency');
  const measures = isCutByAgency ? [...part.measures, ...(part.forEachAgency ?? [])] : part.measures;
  const { node, class: serviceClass, agency, ...span } = windowed(part, scope);
  const { day: _day, month: _month, measure, ...group } = by;
  const asked: NonNullable<RowFilter['dims']> = {
    ...dims,
    ...(node === undefined ? {} : { node }),
    ...(serviceClass === undefined ? {} : { class: serviceClass }),
    ...(agency === undefined ? {} : { agency }),
  };
  const isWithin = (Object.keys(group) as Dimension[]).every((name) => admits(asked[name], group[name]));
  return {
    // A group that another part of the figure brought in: this part has no rows there.
    measures: isWithin ? measures.filter((name) => measure === undefined || name === measure) : [],
    dims: { ...asked, ...group },
    ...spanWithin(span, daysOf(by)),
  };
}

function windowed({ window }: Part, { from, ...scope }: FigureScope): FigureScope {
  if (window === undefined) return from === undefined ? scope : { from, ...scope };
  return scope.to === undefined ? scope : { from: windowStart(scope.to, window.months), ...scope };
}

const admits = (wanted: string | readonly string[] | undefined, value: string | undefined): boolean =>
  wanted === undefined ||
  (typeof wanted === 'string' ? wanted === value : value !== undefined && wanted.includes(value));

type Span = Pick<FigureScope, 'from' | 'to'>;

/** The days of a group; no month has a day 32. */
function daysOf({ day, month }: AggregateGroup['by']): Required<Span> | undefined {
  if (day !== undefined) return { from: day, to: day };
  return month === undefined ? undefined : { from: `${month}-01`, to: `${month}-31` };
}

/** A span cut to a group's days; text order is date order. */
function spanWithin<Of extends Span>(span: Of, days: Required<Span> | undefined): Of {
  if (days === undefined) return span;
  const { from = days.from, to = days.to } = span;
  return { ...span, from: from > days.from ? from : days.from, to: to < days.to ? to : days.to };
}

async function sumOf(
  store: Aggregating,
  parts: readonly Part[],
  scope: FigureScope,
  groupBy: readonly GroupKey[],
): Promise<readonly AggregateGroup[]> {
  const totals = await Promise.all(
    parts.map(async (part) => {
      const query = { ...measurementsOf(part, scope, {}, groupBy), function: part.function, groupBy };
      const groups = (await store.aggregate(part.projection, query)).filter(({ by }) => by.agency !== SEVERAL_AGENCIES);
      return part.minus === true ? groups.map(({ by, value = 0 }) => ({ by, value: -value })) : groups;
    }),
  );
  return merge(groupBy, totals).map(({ by, values }) => ({ by, value: values.reduce(exactSum, 0) }));
}

function exactSum(total: number, value: number): number {
  const sum = total + value;
  if (!Number.isSafeInteger(sum)) throw refuse('figure-too-large');
  return sum;
}

interface Merged {
  readonly by: AggregateGroup['by'];
  readonly values: readonly number[];
}

/** Lines up the groups of several answers; a group an answer does not have counts 0 there. */
function merge(groupBy: readonly GroupKey[], answers: readonly (readonly AggregateGroup[])[]): readonly Merged[] {
  const groups = new Map<string, { by: AggregateGroup['by']; values: number[] }>();
  answers.forEach((answer, index) => {
    for (const { by, value = 0 } of answer) {
      const key = JSON.stringify(groupBy.map((name) => by[name] ?? ''));
      const group = groups.get(key) ?? { by, values: answers.map(() => 0) };
      group.values[index] = value;
      groups.set(key, group);
    }
  });
  return [...groups.values()].sort((a, b) => compareKeys(groupBy, a.by, b.by));
}

function compareKeys(groupBy: readonly GroupKey[], a: AggregateGroup['by'], b: AggregateGroup['by']): number {
  for (const name of groupBy) {
    const [left, right] = [a[name] ?? '', b[name] ?? ''];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

function textsOf(kind: 'ratio' | 'bound', numerator: number, denominator: number): Partial<FigureValue> {
  if (denominator <= 0) return {};
  const ratio = ratioText(numerator, denominator);
  return kind === 'ratio' ? { ratio } : { ratio, bound: wilsonLowerText(numerator, denominator) };
}
