import type { DatabaseSync } from 'node:sqlite';
import { refuse } from '../store-refusals.js';

/**
 * What is on disk. `events` only ever grows. A position is data, handed out from `log.head` inside the writing transaction:
 * gapless but for what was moved here, in commit order, and not handed out again even when the last rows are archived away. Every index but the one on
 * streams grows at its end or at one place per source, category or type; indexes hold the position as their last column,
 * so those on category and type answer in log order.
 */
const MIGRATIONS: readonly string[] = [
  `CREATE TABLE log (only INTEGER PRIMARY KEY CHECK (only = 1), head INTEGER NOT NULL) STRICT;
   INSERT INTO log (only, head) VALUES (1, 0);
   CREATE TABLE events (
     position INTEGER PRIMARY KEY,
     stream TEXT NOT NULL,
     revision INTEGER NOT NULL,
     id TEXT NOT NULL,
     type TEXT NOT NULL,
     version INTEGER NOT NULL,
     category TEXT NOT NULL,
     source TEXT NOT NULL,
     statement_id TEXT NOT NULL,
     statement_index INTEGER NOT NULL,
     meta TEXT NOT NULL,
     data TEXT NOT NULL
   ) STRICT;
   CREATE UNIQUE INDEX events_by_stream ON events (stream, revision);
   CREATE UNIQUE INDEX events_by_id ON events (id);
   CREATE UNIQUE INDEX events_by_statement ON events (source, statement_id, statement_index);
   CREATE INDEX events_by_category ON events (category);
   CREATE INDEX events_by_type ON events (type);`,
  // A ledger may be moved here from another store, with the positions its events had there: some numbers are then skipped.
  `ALTER TABLE log ADD COLUMN move INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE log ADD COLUMN skipped INTEGER NOT NULL DEFAULT 0;`,
];

/** How far a move into this file has come. */
export const MOVE = { NONE: 0, BEGUN: 1, FINISHED: 2 } as const;

/**
 * Acknowledged means durable: WAL with synchronous=FULL flushes at every COMMIT. The limits: 64 MB of page cache, a WAL that
 * is written back at 4,000 pages and cut down to 64 MB after a long reader has let it grow.
 */
export function configure(db: DatabaseSync): void {
  db.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA cache_size = -65536;
    PRAGMA wal_autocheckpoint = 4000;
    PRAGMA journal_size_limit = 67108864;
    PRAGMA temp_store = MEMORY;
  `);
}

/** Brings the file to the newest version, one transaction a step. Refuses a file that a newer build has written. */
export function migrate(db: DatabaseSync, migrations: readonly string[] = MIGRATIONS): void {
  const found = schemaVersion(db);
  const known = migrations.length;
  if (found > known) throw refuse('store-newer-than-build', { params: { found, known } });
  for (const [version, step] of migrations.entries()) {
    if (version < found) continue;
    db.exec('BEGIN IMMEDIATE');
    try {
      db.exec(`${step}; PRAGMA user_version = ${version + 1}`);
      db.exec('COMMIT');
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      throw error;
    }
  }
}

const schemaVersion = (db: DatabaseSync): number => Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
