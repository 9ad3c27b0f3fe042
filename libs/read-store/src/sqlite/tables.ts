import { DIMENSIONS } from '../measurement.js';
import type { ProjectionKey } from '../projection.js';

/** Version of the layout below, in `PRAGMA user_version`. */
export const SCHEMA_VERSION = 1;

/** All projections the file holds, with the last position each has considered. */
export const CATALOGUE = `
  CREATE TABLE IF NOT EXISTS projections (
    name TEXT NOT NULL, version INTEGER NOT NULL, indexes TEXT NOT NULL, checkpoint INTEGER NOT NULL,
    PRIMARY KEY (name, version)
  ) STRICT, WITHOUT ROWID`;

/** Quoted names of one projection's tables. */
export interface Tables {
  readonly documents: string;
  readonly index: string;
  readonly rows: string;
  readonly byStream: string;
  readonly deadLetters: string;
}

/** Table names hold what was checked here, and `@`, which no projection name has: two projections never share a table. */
export function tablesOf({ name, version }: ProjectionKey): Tables {
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name)) throw new Error(`projection name ${name} is not kebab-case`);
  if (!Number.isSafeInteger(version) || version < 1) throw new Error(`projection ${name} has no version ${version}`);
  const table = (part: string): string => `"${name}@${version}.${part}"`;
  return {
    documents: table('documents'),
    index: table('index'),
    rows: table('rows'),
    byStream: table('rows-by-stream'),
    deadLetters: table('dead-letters'),
  };
}

/** The dimensions that are not part of the rows' key. */
const OTHERS = DIMENSIONS.filter((dimension) => dimension !== 'node' && dimension !== 'class');

/** Columns of the rows table in order. Absent dimensions are ''; so is `origin_id` where it is the `event_id`. */
export const ROW_COLUMNS = [
  'measure',
  'month',
  'node',
  'class',
  'position',
  'n',
  'occurred_on',
  'amount',
  'sign',
  ...OTHERS,
  'event_id',
  'origin_id',
  'stream',
] as const;

const INTEGERS: ReadonlySet<string> = new Set(['position', 'n', 'amount', 'sign']);

export const createTables = ({ documents, index, rows, byStream, deadLetters }: Tables): string => `
  CREATE TABLE IF NOT EXISTS ${documents} (
    id TEXT PRIMARY KEY, doc TEXT NOT NULL, entries TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS ${index} (
    field TEXT NOT NULL, value TEXT NOT NULL, id TEXT NOT NULL,
    PRIMARY KEY (field, value, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS ${rows} (
    ${ROW_COLUMNS.map((column) => `${column} ${INTEGERS.has(column) ? 'INTEGER' : 'TEXT'} NOT NULL`).join(', ')},
    PRIMARY KEY (measure, month, node, class, position, n)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS ${byStream} ON ${rows} (stream, position, n);
  CREATE TABLE IF NOT EXISTS ${deadLetters} (
    stream TEXT PRIMARY KEY, position INTEGER NOT NULL, reason TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`;

export const dropTables = ({ documents, index, rows, deadLetters }: Tables): string =>
  [documents, index, rows, deadLetters].map((table) => `DROP TABLE IF EXISTS ${table}`).join(';');
