import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { categoryOf } from '#kernel';
import type { Append, AppendedAt, NewEvent, Outcome } from '../event-store.js';
import { Lost } from '../lost.js';
import { failure, isUniqueViolation } from './failure.js';
import { INSERT_SQL } from './log-sql.js';
import { metaText } from './row.js';
import { StatementIndexes } from './statement-indexes.js';
import type { StreamHeads } from './stream-heads.js';

/** What a group does not get past. */
type Miss = Exclude<Outcome, { readonly kind: 'appended' }>;

/** Writes groups of appends, many in one transaction. Synchronous: nothing else of this process sees a transaction open. */
export class LogWriter {
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #insert: StatementSync;
  readonly #undo: StatementSync;
  readonly #getHead: StatementSync;
  readonly #setHead: StatementSync;
  #committed: number;
  #hasFailed = false;
  /** The last position handed out in the open transaction. */
  #position = 0;

  constructor(
    private readonly db: DatabaseSync,
    private readonly heads: StreamHeads,
  ) {
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
    this.#insert = db.prepare(INSERT_SQL);
    this.#undo = db.prepare('DELETE FROM events WHERE position > ?');
    this.#setHead = db.prepare('UPDATE log SET head = ?');
    this.#getHead = db.prepare('SELECT head FROM log');
    this.#committed = Number(this.#getHead.get()?.['head']);
  }

  /** Position of the last committed event. */
  get head(): number {
    return this.#committed;
  }

  /** One transaction; durable when it returns. Throws, with nothing written, when the disk or the file fails. */
  write(groups: readonly (readonly Append[])[]): readonly Outcome[] {
    try {
      this.#begin.run();
      const before = Number(this.#getHead.get()?.['head']);
      this.#position = before;
      const lost = new Lost();
      const outcomes = groups.map((group) => this.#writeGroup(group, lost));
      if (this.#position > before) this.#setHead.run(this.#position);
      this.#commit.run();
      this.#committed = this.#position;
      this.#hasFailed = false;
      return outcomes;
    } catch (error) {
      this.#hasFailed = true;
      this.heads.forgetAll();
      this.#rollback(error);
      throw failure(error);
    }
  }

  /** Throws while nothing can be written. It is tried only after a write has failed. */
  probe(): void {
    if (!this.#hasFailed) return;
    try {
      this.#begin.run();
      // A page that is as it was before would not be written: the head moves, and back.
      this.#setHead.run(this.#committed + 1);
      this.#setHead.run(this.#committed);
      this.#commit.run();
      this.#hasFailed = false;
    } catch (error) {
      this.#rollback(error);
      throw failure(error);
    }
  }

  /**
   * Takes a refused group back by deleting its rows, which nobody has seen: a savepoint around each group would cost a third
   * of the throughput (it keeps a copy of every page the group touches), and refused groups are rare.
   */
  #writeGroup(group: readonly Append[], lost: Lost): Outcome {
    const before = this.#position;
    const indexes = new StatementIndexes();
    const appends: AppendedAt[] = [];
    for (const [at, append] of group.entries()) {
      const met = lost.metBy(append);
      const result =
        met === undefined
          ? this.#append(append, at, indexes)
          : ({ kind: 'wrong-revision', at, revision: met } as const);
      if ('kind' in result) {
        if (this.#position > before) this.#undo.run(before);
        this.#position = before;
        for (const each of group) {
          this.heads.forget(each.stream);
          lost.add(each, result.kind === 'wrong-revision' ? result.revision : -1);
        }
        return result;
      }
      appends.push(result);
    }
    return { kind: 'appended', appends };
  }

  #append({ stream, expected, events }: Append, at: number, indexes: StatementIndexes): AppendedAt | Miss {
    // A stream that is said to be new and is not remembered is not looked up: if it exists, its revision 0 is taken.
    const head = this.heads.remembered(stream) ?? (expected === 'none' ? -1 : this.heads.of(stream));
    if (head !== (expected === 'none' ? -1 : expected)) return { kind: 'wrong-revision', at, revision: head };
    const category = categoryOf(stream);
    let revision = head;
    for (const event of events) {
      revision += 1;
      const inserted = this.#inserted(stream, revision, category, event, indexes.next(event));
      if (!inserted) return this.#miss(stream, revision, at);
    }
    this.heads.moved(stream, revision);
    return { revision, position: this.#position };
  }

  /** False when the event's place, id or statement is taken. */
  #inserted(stream: string, revision: number, category: string, event: NewEvent, index: number): boolean {
    const { id, type, version, dataText, meta } = event;
    const { source, statementId } = meta;
    const position = this.#position + 1;
    try {
      this.#insert.run(
        position,
        stream,
        revision,
        id,
        type,
        version,
        category,
        source,
        statementId,
        index,
        metaText(meta),
        dataText,
      );
    } catch (error) {
      if (isUniqueViolation(error)) return false;
      throw error;
    }
    this.#position = position;
    return true;
  }

  #miss(stream: string, revision: number, at: number): Miss {
    const head = revision === 0 ? this.heads.of(stream) : -1;
    return head >= 0 ? { kind: 'wrong-revision', at, revision: head } : { kind: 'already-recorded', at };
  }

  /** SQLite has rolled back by itself after some errors. */
  #rollback(cause: unknown): void {
    try {
      if (this.db.isTransaction) this.db.exec('ROLLBACK');
    } catch (error) {
      throw new AggregateError([cause, error], 'the transaction failed and could not be rolled back', { cause: error });
    }
  }
}
