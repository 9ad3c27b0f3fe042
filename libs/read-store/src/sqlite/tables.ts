import type { BuildKey } from '../projection.js';
import { quoted, RUNNING_COLUMNS, TOTAL_COLUMNS, type Layout } from './layout.js';

/** Version of the layout below, in `PRAGMA user_version`. */
export const SCHEMA_VERSION = 9;

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

/** Whether a file is a read store, whatever its layout: `held` is 2 where the tables of builds are there. */
export const HELD = `SELECT COUNT(*) AS held FROM sqlite_schema WHERE type = 'table' AND name IN ('projections', 'builds')`;

/** The tables of builds, and their collections, whose names have an `@`; views before what they read. */
export const ALL_HELD = `SELECT type, name FROM sqlite_schema
  WHERE type IN ('view', 'table') AND (name LIKE '%@%' OR name IN ('projections', 'builds')) ORDER BY type DESC`;

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

/** A build as statements are made for it. */
export interface Build extends Tables {
  readonly layout: Layout;
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

const INTEGERS: ReadonlySet<string> = new Set(['band', 'position', 'n', 'amount', 'sign']);

const typed = (columns: readonly string[]): string =>
  columns.map((column) => `${quoted(column)} ${INTEGERS.has(column) ? 'INTEGER' : 'TEXT'} NOT NULL`).join(', ');

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
  layout: { cellColumns, amountColumns, rowColumns },
}: Build): string => `
  CREATE TABLE IF NOT EXISTS ${documents} (
    id TEXT PRIMARY KEY, doc TEXT NOT NULL, entries TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS ${index} (
    field TEXT NOT NULL, value TEXT NOT NULL, id TEXT NOT NULL,
    PRIMARY KEY (field, value, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS ${cells} (
    cell INTEGER PRIMARY KEY, ${typed(cellColumns)},
    first INTEGER NOT NULL, last INTEGER NOT NULL, amounts INTEGER, signs INTEGER
  ) STRICT;
  CREATE INDEX IF NOT EXISTS ${cellsByKey} ON ${cells} (${[...cellColumns, ...TOTAL_COLUMNS].map(quoted).join(', ')});
  CREATE TABLE IF NOT EXISTS ${amounts} (
    cell INTEGER NOT NULL, ${typed(amountColumns)}, ${RUNNING_COLUMNS.map((column) => `${column} INTEGER`).join(', ')},
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
    SELECT ${rowColumns.map(quoted).join(', ')}, first, last FROM ${cells} CROSS JOIN ${amounts} USING (cell);
  CREATE TABLE IF NOT EXISTS ${deadLetters} (
    stream TEXT PRIMARY KEY, position INTEGER NOT NULL, reason TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`;

export const dropTables = ({ rows, cellsByKey, ...tables }: Tables): string =>
  [
    `DROP INDEX IF EXISTS ${cellsByKey}`,
    `DROP VIEW IF EXISTS ${rows}`,
    ...Object.values(tables).map((table) => `DROP TABLE IF EXISTS ${table}`),
  ].join(';');
