import { SEVERAL_AGENCIES, type Dimension } from './measurement.js';
import { windowStart } from './months.js';
import type { ProjectionKey } from './projection.js';
import type {
  AggregateFunction,
  AggregateGroup,
  AggregateQuery,
  GroupKey,
  ReadStore,
  RowFilter,
} from './read-store.js';

/** Dimensions a part may fix; node, class and agency belong to whoever asks. */
type Fixed = Readonly<Record<Dimension, string | readonly string[]>> &
  Readonly<Partial<Record<'node' | 'class' | 'agency', never>>>;

/** One whole number a figure is made of: a question about one projection's rows. */
export interface Part {
  readonly projection: ProjectionKey;
  readonly measures: readonly string[];
  readonly dims?: Fixed;
  readonly function: Exclude<AggregateFunction, { readonly kind: 'percentile' }>;
  /**
   * Counts only rows that name in this dimension the `code` of something that stands by other rows, of no matter which node, class
   * or agency: items under a standard, while the standard is in force.
   */
  readonly among?: { readonly dimension: Dimension; readonly standing: Pick<Part, 'projection' | 'measures'> };
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

/** What figures ask of a read store. */
export type Aggregating = Pick<ReadStore, 'aggregate'>;

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
  const { day: _day, month: _month, stream: _stream, measure, ...group } = by;
  const asked: NonNullable<RowFilter['dims']> = {
    ...dims,
    ...(node === undefined ? {} : { node }),
    ...(serviceClass === undefined ? {} : { class: serviceClass }),
    ...(agency === undefined ? {} : { agency }),
  };
  const isWithin = Object.keys(group).every((name) => admits(asked[name], group[name]));
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

export const admits = (wanted: string | readonly string[] | undefined, value: string | undefined): boolean =>
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

/** The groups of a part's rows; no agency is several agencies. */
export async function groupsIn(
  store: Aggregating,
  part: Part,
  scope: FigureScope,
  query: Pick<AggregateQuery, 'function'> & { readonly groupBy: readonly GroupKey[] },
): Promise<readonly AggregateGroup[]> {
  const rows = measurementsOf(part, scope, {}, query.groupBy);
  const groups = await store.aggregate(part.projection, { ...rows, ...query });
  return groups.filter(({ by }) => by.agency !== SEVERAL_AGENCIES);
}
