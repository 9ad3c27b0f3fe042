import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { LRUCache } from 'lru-cache';
import { refuse } from '../read-store-refusals.js';
import { ALL_HELD, BUILD_TABLES, HELD, SCHEMA_VERSION } from './tables.js';

const BUSY_WAIT_MS = 5_000;
const STATEMENTS_KEPT = 200;
/** 16 MiB of log between checkpoints: what a checkpoint writes back, a step waits for. */
const PAGES_PER_CHECKPOINT = 4_000;

/**
 * One connection: pragmas, the layout's version, prepared statements kept by their text. WAL with synchronous=NORMAL: a
 * crash of the machine may lose the last steps, never part of one, and the runner makes them again from the log.
 */
export class Database {
  readonly #connection: DatabaseSync;
  readonly #statements = new LRUCache<string, StatementSync>({ max: STATEMENTS_KEPT });

  constructor(file: string, { readOnly = false } = {}) {
    this.#connection = new DatabaseSync(file, { readOnly, timeout: BUSY_WAIT_MS });
    this.#connection.exec('PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY');
    if (readOnly) return;
    this.#connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
    this.#connection.exec(`PRAGMA wal_autocheckpoint = ${PAGES_PER_CHECKPOINT}`);
    this.transaction(() => this.#prepareLayout());
  }

  prepared(sql: string): StatementSync {
    const kept = this.#statements.get(sql);
    if (kept !== undefined) return kept;
    const statement = this.#connection.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  run(sql: string): void {
    this.#connection.exec(sql);
  }

  /** All of `work` or nothing of it. */
  transaction<Result>(work: () => Result): Result {
    this.#connection.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#connection.exec('COMMIT');
      return result;
    } catch (error) {
      // SQLite has rolled back already after some failures, such as a full disk.
      if (this.#connection.isTransaction) this.#connection.exec('ROLLBACK');
      throw error;
    }
  }

  close(): void {
    this.#statements.clear();
    if (this.#connection.isOpen) this.#connection.close();
  }

  #prepareLayout(): void {
    const found = Number(this.#connection.prepare('PRAGMA user_version').get()?.['user_version']);
    const isOlder = found > 0 && found < SCHEMA_VERSION && this.#connection.prepare(HELD).get()?.['held'] === 2;
    if (isOlder) this.#clear();
    else if (found !== 0 && found !== SCHEMA_VERSION)
      throw refuse('read-store-other-build', { params: { found, known: SCHEMA_VERSION } });
    this.#connection.exec(`${BUILD_TABLES}; PRAGMA user_version = ${SCHEMA_VERSION}`);
  }

  /** Nothing of an older layout is kept: the runner finds no projection there and builds each from the log, as in a new file. */
  #clear(): void {
    for (const { type, name } of this.#connection.prepare(ALL_HELD).all())
      this.#connection.exec(`DROP ${String(type)} "${String(name)}"`);
  }
}
