import { DatabaseSync } from 'node:sqlite';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

/** What a reading of a whole ledger file found. */
export interface CopyCheck {
  /** SQLite's `integrity_check`: `ok`, or what is wrong. */
  readonly integrity: string;
  readonly head: number;
  /** Positions below the head that a move has left out. */
  readonly skipped: number;
  /** Events, and the positions of the first and the last. A sound log has 1 to `head` without a gap but for those. */
  readonly events: number;
  readonly first: number;
  readonly last: number;
}

const ROLE = 'copy-check';

/** Makes the copy one self-contained file (no WAL beside it) and reads all of it. */
function check(file: string): CopyCheck {
  const db = new DatabaseSync(file);
  try {
    db.exec('PRAGMA journal_mode = DELETE');
    const integrity = String(db.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check']);
    const counted = db
      .prepare('SELECT count(*) AS events, min(position) AS first, max(position) AS last FROM events')
      .get();
    const { head, skipped } = db.prepare('SELECT head, skipped FROM log').get() ?? {};
    const { events, first, last } = counted ?? {};
    const numbers = { head: Number(head), skipped: Number(skipped), events: Number(events) };
    return { integrity, ...numbers, first: Number(first), last: Number(last) };
  } finally {
    db.close();
  }
}

/** Checks a copy in a thread of its own, for it reads the whole file: this module is the thread's program too. */
export const checkCopy = (file: string): Promise<CopyCheck> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { role: ROLE, file } });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the check of ${file} ended with code ${code}`)));
  });

if (!isMainThread && workerData?.role === ROLE) parentPort?.postMessage(check(workerData.file), []);
