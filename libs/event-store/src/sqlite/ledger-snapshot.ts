import { DatabaseSync } from 'node:sqlite';
import type { RecordedEvent } from '#kernel';
import { failure } from './failure.js';
import { LogReader } from './log-reader.js';
import { StreamHeads } from './stream-heads.js';

const BUSY_WAIT_MS = 5_000;
const PAGE = 1_000;

/**
 * A ledger file as it is at one moment, for whoever reads all of it: without a lock, while another process writes. What that
 * writes meanwhile is not seen (and stays in the WAL, which grows until this is closed).
 */
export class LedgerSnapshot {
  readonly #reader: LogReader;

  private constructor(
    private readonly db: DatabaseSync,
    /** Last position. */
    readonly head: number,
  ) {
    this.#reader = new LogReader(db, new StreamHeads(db, PAGE));
  }

  static open(file: string): LedgerSnapshot {
    try {
      return LedgerSnapshot.#of(new DatabaseSync(file, { readOnly: true, timeout: BUSY_WAIT_MS }));
    } catch (error) {
      throw failure(error);
    }
  }

  static #of(db: DatabaseSync): LedgerSnapshot {
    try {
      db.exec('BEGIN');
      return new LedgerSnapshot(db, Number(db.prepare('SELECT head FROM log').get()?.['head']));
    } catch (error) {
      db.close();
      throw error;
    }
  }

  /** All events in the order of the log. */
  *events(): Generator<RecordedEvent> {
    for (let position = 0; position < this.head;) {
      const page = this.#page(position);
      yield* page.events;
      position = page.position;
    }
  }

  close(): void {
    this.db.close();
  }

  #page(after: number): ReturnType<LogReader['page']> {
    try {
      return this.#reader.page({ after, limit: PAGE }, this.head);
    } catch (error) {
      throw failure(error);
    }
  }
}
