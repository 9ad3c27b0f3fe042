import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import { refuse } from '../store-refusals.js';
import { sqliteCode } from './failure.js';

const SQLITE_BUSY = 5;

/**
 * One writing process a ledger file. The lock is an open exclusive transaction on the empty database `<file>.lock`: the
 * operating system drops it with the process, however that ends, so no lock is ever stale and the file can stay. Who holds
 * it is written beside it in `<file>.owner`, for people only. (Never open and close the lock file by other means in this
 * process: POSIX would drop the lock with that descriptor.)
 */
export class WriterLock {
  private constructor(
    private readonly db: DatabaseSync,
    private readonly ownerFile: string,
  ) {}

  /** Refuses with store-in-use when another store, here or in another process, holds the file. */
  static take(file: string): WriterLock {
    const ownerFile = `${file}.owner`;
    const db = new DatabaseSync(`${file}.lock`, { timeout: 0 });
    try {
      db.exec('BEGIN EXCLUSIVE');
      writeFileSync(ownerFile, `pid ${process.pid} on ${hostname()}`);
    } catch (error) {
      db.close();
      if (sqliteCode(error) !== SQLITE_BUSY) throw error;
      throw refuse('store-in-use', { params: { file, owner: ownerIn(ownerFile) }, cause: error });
    }
    return new WriterLock(db, ownerFile);
  }

  release(): void {
    rmSync(this.ownerFile, { force: true });
    this.db.close();
  }
}

/** The owner holds the lock a moment before its name is written. */
const ownerIn = (ownerFile: string): string => (existsSync(ownerFile) ? readFileSync(ownerFile, 'utf8') : 'starting');
