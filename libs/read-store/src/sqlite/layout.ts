import type { Dimension } from '../measurement.js';
import type { Declared } from './declared.js';

/** The columns of one projection's tables, in their order; those named for dimensions are the ones it declares. */
export interface Layout {
  readonly dimensions: readonly Dimension[];
  /** The dimensions that many rows of one month agree in, and those that differ from row to row, as who is served does. */
  readonly cellDimensions: readonly Dimension[];
  readonly rowDimensions: readonly Dimension[];
  /**
   * What the rows of one cell agree in, in the order in which they are looked for. Absent dimensions are '', as is `day` but in
   * cells of measures declared as `daily`; for `band` see `bandOf`.
   */
  readonly cellColumns: readonly string[];
  /** What each row says for itself. `origin_id` is '' where it is the `event_id`. */
  readonly amountColumns: readonly string[];
  /** Columns of the view `rows`, which has `first` and `last` of the cell besides. */
  readonly rowColumns: readonly string[];
}

/** The positions of the first and the last row of a cell, and what its rows come to; null where that is not kept. */
export const TOTAL_COLUMNS = ['first', 'last', 'amounts', 'signs'] as const;

/** What a cell's rows come to up to each of them: a sum as of a position reads one row of those cells that go on beyond it. */
export const RUNNING_COLUMNS = ['amounts_so_far', 'signs_so_far'] as const;

const KEY = ['measure', 'month'] as const;
const PLACE = ['position', 'n', 'occurred_on', 'amount', 'sign'] as const;
const ORIGIN = ['event_id', 'origin_id', 'stream'] as const;
/** Those that a cell is looked for by before its day. */
const SOUGHT: readonly Dimension[] = ['node', 'class'];
const ALWAYS_PER_ROW: readonly Dimension[] = ['org'];

const TAKEN: ReadonlySet<string> = new Set<string>([
  ...KEY,
  ...PLACE,
  ...ORIGIN,
  ...TOTAL_COLUMNS,
  ...RUNNING_COLUMNS,
  'day',
  'band',
  'cell',
  'value',
  'at',
  'standing',
  'total',
]);

export function layoutOf({ dimensions, perRow }: Pick<Declared, 'dimensions' | 'perRow'>): Layout {
  for (const name of dimensions)
    if (!/^[a-z][A-Za-z0-9]*$/.test(name) || TAKEN.has(name)) throw new Error(`no dimension can be called ${name}`);
  const isPerRow = (name: Dimension): boolean => ALWAYS_PER_ROW.includes(name) || perRow.includes(name);
  const cellDimensions = dimensions.filter((name) => !isPerRow(name));
  const rowDimensions = dimensions.filter(isPerRow);
  const sought = cellDimensions.filter((name) => SOUGHT.includes(name));
  const others = cellDimensions.filter((name) => !SOUGHT.includes(name));
  const cellColumns = [...KEY, ...sought, 'day', ...others, 'band'];
  const amountColumns = [...PLACE, ...rowDimensions, ...ORIGIN];
  const rowColumns = [...cellColumns.filter((column) => column !== 'day'), ...amountColumns];
  return { dimensions, cellDimensions, rowDimensions, cellColumns, amountColumns, rowColumns };
}

/** A name as a statement has it. Names of columns are the one part of a statement that is not a parameter. */
export function quoted(column: string): string {
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(column)) throw new Error(`no column can be called ${column}`);
  return `"${column}"`;
}

/** What rows have under the name of a dimension: nothing where their projection does not declare it. */
export const dimension = ({ dimensions }: Layout, name: Dimension): string =>
  dimensions.includes(name) ? quoted(name) : "''";

/** What rows have under each name that answers group by, as that name. */
export const selected = ({ rowColumns }: Layout, names: readonly string[]): readonly string[] =>
  names.map((name) => (rowColumns.includes(name) || name === 'day' ? quoted(name) : `'' AS ${quoted(name)}`));

/** The same of rows one by one, which have their day themselves. */
export const selectedOfRows = (layout: Layout, names: readonly string[]): readonly string[] =>
  selected(layout, names).map((column) => (column === quoted('day') ? `occurred_on AS ${column}` : column));
