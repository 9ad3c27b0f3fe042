import { existsSync, realpathSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { refuse } from '../store-refusals.js';
import { configure, migrate, MOVE } from './schema.js';
import { WriterLock } from './writer-lock.js';

/** An open ledger file of which this process is the only writer. */
export interface LedgerFile {
  readonly file: string;
  readonly db: DatabaseSync;
  close(): void;
}

/** How long a foreign reader or checkpoint may hold us up. */
const BUSY_WAIT_MS = 5_000;

/** The lock comes first: nothing of a file in use is touched, not even to bring its schema up to date. */
export function openLedgerFile(path: string): LedgerFile {
  const file = existsSync(path) ? realpathSync(path) : path;
  const lock = WriterLock.take(file);
  try {
    const db = openDatabase(file);
    return {
      file,
      db,
      close: () => {
        try {
          db.close();
        } finally {
          lock.release();
        }
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function openDatabase(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: BUSY_WAIT_MS });
  try {
    configure(db);
    migrate(db);
    assertHeadHolds(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** A ledger that is being moved here is not one yet. */
export function assertNotMoving({ db }: LedgerFile): void {
  if (db.prepare('SELECT move FROM log').get()?.['move'] === MOVE.BEGUN) throw refuse('store-move-unfinished');
}

/** A counter behind the rows would hand out positions again. */
function assertHeadHolds(db: DatabaseSync): void {
  const row = db.prepare('SELECT head, (SELECT max(position) FROM events) AS last FROM log').get();
  const head = Number(row?.['head']);
  const last = Number(row?.['last'] ?? 0);
  if (!(last <= head)) throw refuse('store-damaged', { params: { reason: `head ${head} is behind position ${last}` } });
}
