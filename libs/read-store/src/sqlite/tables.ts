import { DIMENSIONS } from '../measurement.js';
import type { BuildKey } from '../projection.js';

/** Version of the layout below, in `PRAGMA user_version`. */
export const SCHEMA_VERSION = 8;

/** All projections the file holds, and their builds with the last position each has considered. */
export const BUILD_TABLES = `
  CREATE TABLE IF NOT EXISTS projections (
    name TEXT NOT NULL, version INTEGER NOT NULL, declared TEXT NOT NULL,
    active_build INTEGER NOT NULL, last_build INTEGER NOT NULL,
    PRIMARY KEY (name, version)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS builds (
    name TEXT NOT NULL, version INTEGER NOT NULL, build INTEGER NOT NULL, checkpoint INTEGER NOT NULL,
    begun_by TEXT NOT NULL, begun_at TEXT NOT NULL,
    PRIMARY KEY (name, version, build)
  ) STRICT, WITHOUT ROWID`;

/** Quoted names of one build's tables, and of the view `rows`, which reads measurement rows as one table. */
export interface Tables {
  readonly documents: string;
  readonly index: string;
  readonly cells: string;
  readonly cellsByKey: string;
  readonly amounts: string;
  readonly spans: string;
  readonly holders: string;
  readonly reach: string;
  readonly holderGaps: string;
  readonly rows: string;
  readonly deadLetters: string;
}

/** Table names hold what was checked here, and `@`, which no projection name has: two builds never share a table. */
export function tablesOf({ name, version, build }: BuildKey): Tables {
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name)) throw new Error(`projection name ${name} is not kebab-case`);
  if (!Number.isSafeInteger(version) || version < 1) throw new Error(`projection ${name} has no version ${version}`);
  const table = (part: string): string => `"${name}@${version}.${build}.${part}"`;
  return {
    documents: table('documents'),
    index: table('index'),
    cells: table('cells'),
    cellsByKey: table('cells-by-key'),
    amounts: table('amounts'),
    spans: table('spans'),
    holders: table('holders'),
    reach: table('reach'),
    holderGaps: table('holder-gaps'),
    rows: table('rows'),
    deadLetters: table('dead-letters'),
  };
}

/** The dimensions many rows of one month agree in. Who is served differs from row to row. */
export const CELL_DIMENSIONS = DIMENSIONS.filter((dimension) => dimension !== 'org');

/**
 * What the rows of one cell agree in, in the order in which they are looked for. Absent dimensions are '', as is `day` but in
 * cells of measures declared as `daily`; for `band` see `bandOf`.
 */
export const CELL_COLUMNS = [
  'measure',
  'month',
  'node',
  'class',
  'day',
  ...CELL_DIMENSIONS.filter((dimension) => dimension !== 'node' && dimension !== 'class'),
  'band',
] as const;

/** The positions of the first and the last row of a cell, and what its rows come to; null where that is not kept. */
export const TOTAL_COLUMNS = ['first', 'last', 'amounts', 'signs'] as const;

/** What a cell's rows come to up to each of them: a sum as of a position reads one row of those cells that go on beyond it. */
export const RUNNING_COLUMNS = ['amounts_so_far', 'signs_so_far'] as const;

/** What each row says for itself. `origin_id` is '' where it is the `event_id`. */
export const AMOUNT_COLUMNS = [
  'position',
  'n',
  'occurred_on',
  'amount',
  'sign',
  'org',
  'event_id',
  'origin_id',
  'stream',
] as const;

/** Columns of the view `rows`, which has `first` and `last` of the cell besides. */
export const ROW_COLUMNS = [...CELL_COLUMNS.filter((column) => column !== 'day'), ...AMOUNT_COLUMNS] as const;

/** A column of rows under the name that answers group by. */
export const asNamed = (column: string): string => (column === 'day' ? 'occurred_on AS day' : column);

const INTEGERS: ReadonlySet<string> = new Set(['band', 'position', 'n', 'amount', 'sign']);

const typed = (columns: readonly string[]): string =>
  columns.map((column) => `${column} ${INTEGERS.has(column) ? 'INTEGER' : 'TEXT'} NOT NULL`).join(', ');

/**
 * A measurement row lies in the cell of its measure, month and dimensions, which are said once. Cells are numbered as they
 * come, so that the rows of recent months, which are those still written, lie together at the end. The index finds a cell by what
 * its rows agree in (the writer adds none twice) and answers sums without going to the cells. `spans` says in which cells a
 * stream has rows and between which positions: for its rows to be found, an index on each of them would cost as much as they. `holders`
 * says how much an organisation has of a measure in a place and period, and `reach` how many have some from a position on.
 */
export const createTables = ({
  documents,
  index,
  cells,
  cellsByKey,
  amounts,
  spans,
  holders,
  reach,
  holderGaps,
  rows,
  deadLetters,
}: Tables): string => `
  CREATE TABLE IF NOT EXISTS ${documents} (
    id TEXT PRIMARY KEY, doc TEXT NOT NULL, entries TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS ${index} (
    field TEXT NOT NULL, value TEXT NOT NULL, id TEXT NOT NULL,
    PRIMARY KEY (field, value, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS ${cells} (
    cell INTEGER PRIMARY KEY, ${typed(CELL_COLUMNS)},
    first INTEGER NOT NULL, last INTEGER NOT NULL, amounts INTEGER, signs INTEGER
  ) STRICT;
  CREATE INDEX IF NOT EXISTS ${cellsByKey} ON ${cells} (${[...CELL_COLUMNS, ...TOTAL_COLUMNS].join(', ')});
  CREATE TABLE IF NOT EXISTS ${amounts} (
    cell INTEGER NOT NULL, ${typed(AMOUNT_COLUMNS)}, ${RUNNING_COLUMNS.map((column) => `${column} INTEGER`).join(', ')},
    PRIMARY KEY (cell, position, n)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS ${spans} (
    stream TEXT NOT NULL, cell INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    PRIMARY KEY (stream, cell)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS ${holders} (
    measure TEXT NOT NULL, place TEXT NOT NULL, span TEXT NOT NULL, org TEXT NOT NULL, total INTEGER NOT NULL,
    PRIMARY KEY (measure, place, span, org)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS ${reach} (
    measure TEXT NOT NULL, place TEXT NOT NULL, span TEXT NOT NULL, position INTEGER NOT NULL, orgs INTEGER NOT NULL,
    PRIMARY KEY (measure, place, span, position)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS ${holderGaps} (
    measure TEXT NOT NULL, span TEXT NOT NULL,
    PRIMARY KEY (measure, span)
  ) STRICT, WITHOUT ROWID;
  CREATE VIEW IF NOT EXISTS ${rows} AS
    SELECT ${ROW_COLUMNS.join(', ')}, first, last FROM ${cells} CROSS JOIN ${amounts} USING (cell);
  CREATE TABLE IF NOT EXISTS ${deadLetters} (
    stream TEXT PRIMARY KEY, position INTEGER NOT NULL, reason TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`;

/** The layout before this one: its cells have no size, so that none of its rows has one. */
export const UPGRADED_VERSION = 7;

/** Brings one build's tables from there to here; what is read off the cells is made anew by `createTables`. */
export const upgradeTables = (tables: Tables): string => `
  DROP VIEW IF EXISTS ${tables.rows};
  DROP INDEX IF EXISTS ${tables.cellsByKey};
  ALTER TABLE ${tables.cells} ADD COLUMN size TEXT NOT NULL DEFAULT '';
  ${createTables(tables)}`;

export const dropTables = ({ rows, cellsByKey, ...tables }: Tables): string =>
  [
    `DROP INDEX IF EXISTS ${cellsByKey}`,
    `DROP VIEW IF EXISTS ${rows}`,
    ...Object.values(tables).map((table) => `DROP TABLE IF EXISTS ${table}`),
  ].join(';');
