import type { RecordedEvent } from '#kernel';
import {
  EventStore,
  type Append,
  type EventLookup,
  type LogPage,
  type LogRead,
  type Outcome,
  type StreamRead,
} from '../event-store.js';
import type { MoveTarget } from '../move-target.js';
import { closed } from '../store-refusals.js';
import { assertWellFormed } from '../call-rules.js';
import { backupLedger, type BackupProgress, type BackupReport } from './backup.js';
import { Doorbell } from '../doorbell.js';
import { failure } from './failure.js';
import { GroupCommit } from './group-commit.js';
import { assertNotMoving, openLedgerFile, type LedgerFile } from './ledger-file.js';
import { LedgerSnapshot } from './ledger-snapshot.js';
import { LogReader } from './log-reader.js';
import { LogWriter } from './log-writer.js';
import { SqliteMoveTarget } from './sqlite-move-target.js';
import { SqliteEventLookup } from './sqlite-event-lookup.js';
import { StreamHeads } from './stream-heads.js';

export interface SqliteEventStoreOptions {
  /** Streams whose last revision is kept in memory. */
  readonly streamHeadsMax?: number;
}

/** The log in one SQLite file, written by one process. Reads answer at once; appends share a commit with their neighbours. */
export class SqliteEventStore extends EventStore {
  /** Finds events by identity, in the same file. */
  readonly lookup: EventLookup = new SqliteEventLookup((read) => this.#reading(read));
  readonly #writer: LogWriter;
  readonly #reader: LogReader;
  readonly #commits: GroupCommit;
  readonly #doorbell: Doorbell;
  #closing: Promise<void> | undefined;

  private constructor(
    private readonly ledger: LedgerFile,
    { streamHeadsMax = 100_000 }: SqliteEventStoreOptions,
  ) {
    super();
    const heads = new StreamHeads(ledger.db, streamHeadsMax);
    this.#writer = new LogWriter(ledger.db, heads);
    this.#reader = new LogReader(ledger.db, heads);
    this.#doorbell = new Doorbell(this.#writer.head);
    this.#commits = new GroupCommit(this.#writer, (head) => this.#doorbell.ring(head));
  }

  /** Opens or creates the file. Refuses with store-in-use, store-newer-than-build, store-move-unfinished, store-damaged or store-unavailable. */
  static async open(file: string, options: SqliteEventStoreOptions = {}): Promise<SqliteEventStore> {
    try {
      return SqliteEventStore.#on(openLedgerFile(file), options);
    } catch (error) {
      throw failure(error);
    }
  }

  /** A file to move a ledger into. Refuses as `open` does. */
  static moveTarget(file: string): Promise<MoveTarget> {
    return SqliteMoveTarget.open(file);
  }

  /** The ledger in a file as it is at this moment, to be read while others write. Refuses with store-unavailable or store-damaged. */
  static snapshot(file: string): LedgerSnapshot {
    return LedgerSnapshot.open(file);
  }

  /**
   * Copies the ledger in a file to a new one while others write, and reads the copy back. Refuses with backup-file-exists,
   * backup-failed or store-damaged (the copy is unsound); then nothing is left at `toFile`.
   */
  static backup(file: string, toFile: string, onProgress?: (progress: BackupProgress) => void): Promise<BackupReport> {
    return backupLedger(file, toFile, onProgress);
  }

  static #on(ledger: LedgerFile, options: SqliteEventStoreOptions): SqliteEventStore {
    try {
      assertNotMoving(ledger);
      return new SqliteEventStore(ledger, options);
    } catch (error) {
      ledger.close();
      throw error;
    }
  }

  override async appendBatch(groups: readonly (readonly Append[])[]): Promise<readonly Outcome[]> {
    if (this.#closing !== undefined) throw closed();
    assertWellFormed(groups);
    return groups.length === 0 ? [] : this.#commits.append(groups);
  }

  override async readStream(stream: string, read?: StreamRead): Promise<readonly RecordedEvent[]> {
    return this.#reading((reader) => reader.stream(stream, read));
  }

  override async readAll(read: LogRead): Promise<LogPage> {
    return this.#reading((reader) => reader.page(read, this.#writer.head));
  }

  override async last(): Promise<RecordedEvent | undefined> {
    return this.#reading((reader) => reader.last());
  }

  override async head(): Promise<number> {
    return this.#reading(() => this.#writer.head);
  }

  override news(after: number, signal?: AbortSignal): Promise<void> {
    return this.#doorbell.wait(after, signal);
  }

  override async ready(): Promise<void> {
    if (this.#closing !== undefined) throw closed();
    this.#writer.probe();
  }

  override close(): Promise<void> {
    this.#closing ??= this.#release();
    return this.#closing;
  }

  async #release(): Promise<void> {
    this.#doorbell.close();
    await this.#commits.drained();
    this.ledger.close();
  }

  #reading<Result>(read: (reader: LogReader) => Result): Result {
    if (this.#closing !== undefined) throw closed();
    try {
      return read(this.#reader);
    } catch (error) {
      throw failure(error);
    }
  }
}
