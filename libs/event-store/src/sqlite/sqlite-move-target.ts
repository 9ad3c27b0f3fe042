import { categoryOf, canonical, type RecordedEvent } from '#kernel';
import { MoveTarget } from '../move-target.js';
import { refuse } from '../store-refusals.js';
import { failure } from './failure.js';
import { openLedgerFile, type LedgerFile } from './ledger-file.js';
import { LogReader } from './log-reader.js';
import { INSERT_SQL } from './log-sql.js';
import { metaText } from './row.js';
import { MOVE } from './schema.js';
import { StreamHeads } from './stream-heads.js';

const COUNT_SQL = 'SELECT count(*) AS n FROM events WHERE source = ? AND statement_id = ?';

/** A ledger file that is being filled from another store. */
export class SqliteMoveTarget extends MoveTarget {
  override readonly log: MoveTarget['log'];
  readonly #reader: LogReader;

  private constructor(private readonly ledger: LedgerFile) {
    super();
    this.#reader = new LogReader(ledger.db, new StreamHeads(ledger.db, 1));
    this.log = {
      last: async () => this.#reader.last(),
      readAll: async (read) => this.#reader.page(read, this.#head()),
    };
  }

  /** Opens or creates the file; nobody else may have it open. */
  static async open(file: string): Promise<SqliteMoveTarget> {
    try {
      return new SqliteMoveTarget(openLedgerFile(file));
    } catch (error) {
      throw failure(error);
    }
  }

  override async begin(): Promise<void> {
    const { db } = this.ledger;
    const move = Number(db.prepare('SELECT move FROM log').get()?.['move']);
    const isTaken = move === MOVE.NONE ? this.#head() > 0 : move === MOVE.FINISHED;
    if (isTaken) throw refuse('move-target-not-empty');
    db.exec(`UPDATE log SET move = ${MOVE.BEGUN}`);
  }

  override async put(events: readonly RecordedEvent[]): Promise<void> {
    const { db } = this.ledger;
    const insert = db.prepare(INSERT_SQL);
    const count = db.prepare(COUNT_SQL);
    db.exec('BEGIN IMMEDIATE');
    try {
      for (const { position, stream, revision, id, type, version, data, meta } of events) {
        const { source, statementId } = meta;
        const index = Number(count.get(source, statementId)?.['n']);
        const place = [position, stream, revision, id, type, version, categoryOf(stream)] as const;
        insert.run(...place, source, statementId, index, metaText(meta), canonical(data));
      }
      db.prepare('UPDATE log SET head = ?').run(events.at(-1)?.position ?? this.#head());
      db.exec('COMMIT');
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      throw failure(error);
    }
  }

  override async finish(lastPosition: number): Promise<void> {
    this.ledger.db
      .prepare(`UPDATE log SET move = ${MOVE.FINISHED}, head = ?1, skipped = ?1 - (SELECT count(*) FROM events)`)
      .run(lastPosition);
  }

  override async close(): Promise<void> {
    this.ledger.close();
  }

  #head(): number {
    return Number(this.ledger.db.prepare('SELECT head FROM log').get()?.['head']);
  }
}
