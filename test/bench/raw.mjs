/** The raw limit: the same rows, inserted by a bare node:sqlite loop with the ledger's own schema, indexes and pragmas. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const PRAGMAS =
  'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=4000; PRAGMA temp_store=MEMORY;';

/** The rows of a ledger file, at most `limit`, and a maker of empty files of its schema. */
export function rowsOf(file, limit) {
  const source = new DatabaseSync(file, { readOnly: true });
  const rows = source.prepare('SELECT * FROM events ORDER BY position LIMIT ?').all(limit).map(Object.values);
  const columns = source
    .prepare('SELECT name FROM pragma_table_info(?)')
    .all('events')
    .map(({ name }) => name);
  const schema = source
    .prepare('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL')
    .all()
    .map(({ sql }) => sql);
  source.close();
  const insertSql = `INSERT INTO events (${columns.join(',')}) VALUES (${columns.map(() => '?').join(',')})`;
  return { rows, schema, insertSql };
}

export function emptyFile(folder, schema) {
  const file = join(folder, 'raw.db');
  for (const ending of ['', '-wal', '-shm']) rmSync(file + ending, { force: true });
  const db = new DatabaseSync(file);
  db.exec(PRAGMAS);
  for (const statement of schema) db.exec(statement);
  return db;
}

/** Rows a second, `perCommit` rows in a transaction. */
export function rawInserts(folder, { rows, schema, insertSql }, perCommit) {
  const db = emptyFile(folder, schema);
  const insert = db.prepare(insertSql);
  const begin = performance.now();
  for (let from = 0; from < rows.length; from += perCommit) {
    db.exec('BEGIN IMMEDIATE');
    for (let n = from; n < Math.min(from + perCommit, rows.length); n += 1) insert.run(...rows[n]);
    db.exec('COMMIT');
  }
  const seconds = (performance.now() - begin) / 1000;
  db.close();
  return rows.length / seconds;
}
