import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { RecordedEvent } from '#kernel';
import type { Places } from './log-reader.js';

/** Where an event is. */
export interface Place {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
}

/** An event as the index takes it: with the server's place of it. */
export interface Indexed {
  readonly event: RecordedEvent;
  readonly commit: bigint;
}

/** A statement that was recorded about two streams: two processes took it at once, each before it knew of the other's. */
export interface Double {
  readonly source: string;
  readonly statementId: string;
  readonly first: Place;
  readonly second: Place;
}

const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS events (
    position INTEGER PRIMARY KEY,
    place INTEGER NOT NULL,
    id TEXT NOT NULL,
    stream TEXT NOT NULL,
    revision INTEGER NOT NULL,
    source TEXT NOT NULL,
    statement_id TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS events_by_id ON events (id);
  CREATE INDEX IF NOT EXISTS events_by_statement ON events (source, statement_id);
  CREATE TABLE IF NOT EXISTS doubles (position INTEGER PRIMARY KEY, first INTEGER NOT NULL) STRICT;`;

const PLACE = 'id, stream, revision';

/**
 * The index of events and statements that the server does not have: a file beside it that follows the log and can be made anew
 * at any time. It also knows the server's place of every position.
 */
export class Identities implements Places {
  readonly #db: DatabaseSync;
  readonly #insert: StatementSync;
  readonly #byId: StatementSync;
  readonly #byStatement: StatementSync;
  readonly #before: StatementSync;
  readonly #note: StatementSync;
  #followed: number;

  /** `:memory:` keeps it no longer than the process. */
  constructor(file: string) {
    this.#db = new DatabaseSync(file);
    this.#db.exec(SCHEMA);
    this.#insert = this.#db.prepare('INSERT OR IGNORE INTO events VALUES (?, ?, ?, ?, ?, ?, ?)');
    this.#byId = this.#db.prepare(`SELECT ${PLACE} FROM events WHERE id = ? ORDER BY position LIMIT 1`);
    this.#byStatement = this.#db.prepare(
      `SELECT ${PLACE}, position FROM events WHERE source = ? AND statement_id = ? ORDER BY position`,
    );
    this.#before = this.#db.prepare('SELECT place FROM events WHERE position <= ? ORDER BY position DESC LIMIT 1');
    this.#note = this.#db.prepare('INSERT OR IGNORE INTO doubles VALUES (?, ?)');
    this.#followed = Number(this.#db.prepare('SELECT max(position) AS last FROM events').get()?.['last'] ?? 0);
  }

  /** The position of the last event in the index; 0 when it is empty. */
  get checkpoint(): number {
    return this.#followed;
  }

  /** The last event in the index, by which is seen whether it is an index of this log. */
  get last(): (Place & { readonly position: number }) | undefined {
    return this.#db.prepare(`SELECT ${PLACE}, position FROM events ORDER BY position DESC LIMIT 1`).get() as
      (Place & { readonly position: number }) | undefined;
  }

  event(id: string): Place | undefined {
    return this.#byId.get(id) as Place | undefined;
  }

  /** The events of a statement, in order; of one that was recorded twice, those of the first time. */
  statement(source: string, statementId: string): readonly Place[] {
    const places = this.#placesOf(source, statementId);
    return places.filter(({ stream }) => stream === places[0]?.stream);
  }

  commitAtOrBefore(position: number): bigint | undefined {
    const row = this.#before.get(position);
    return row === undefined ? undefined : BigInt(Number(row['place']));
  }

  /** The server's place of the ledger's first event. */
  get floor(): bigint | undefined {
    const row = this.#db.prepare('SELECT place FROM events ORDER BY position LIMIT 1').get();
    return row === undefined ? undefined : BigInt(Number(row['place']));
  }

  /** Takes the next events of the log, and notes which of them state again what is stated about another stream. */
  take(events: readonly Indexed[]): readonly Double[] {
    const doubles: Double[] = [];
    this.#db.exec('BEGIN');
    try {
      for (const { event, commit } of events) {
        const { position, id, stream, revision, meta } = event;
        const known = this.#placesOf(meta.source, meta.statementId);
        const [first] = known;
        this.#insert.run(position, commit, id, stream, revision, meta.source, meta.statementId);
        if (first === undefined || known.some((place) => place.stream === stream)) continue;
        this.#note.run(position, first.position);
        doubles.push({ source: meta.source, statementId: meta.statementId, first, second: { id, stream, revision } });
      }
      this.#db.exec('COMMIT');
    } catch (error) {
      this.#db.exec('ROLLBACK');
      throw error;
    }
    this.#followed = events.at(-1)?.event.position ?? this.#followed;
    return doubles;
  }

  /** Where the statement of an event stands a second time. */
  doubleOf(id: string): Pick<Place, 'stream' | 'revision'> | undefined {
    return this.#db
      .prepare(
        `SELECT second.stream AS stream, second.revision AS revision FROM events AS first
         JOIN doubles ON doubles.first = first.position JOIN events AS second ON second.position = doubles.position
         WHERE first.id = ?`,
      )
      .get(id) as Pick<Place, 'stream' | 'revision'> | undefined;
  }

  doubles(): number {
    return Number(this.#db.prepare('SELECT count(*) AS n FROM doubles').get()?.['n']);
  }

  /** Forgets everything: what is in the file is of another log. */
  clear(): void {
    this.#db.exec('DELETE FROM events; DELETE FROM doubles');
    this.#followed = 0;
  }

  close(): void {
    this.#db.close();
  }

  #placesOf(source: string, statementId: string): readonly (Place & { readonly position: number })[] {
    return this.#byStatement.all(source, statementId) as unknown as readonly (Place & { readonly position: number })[];
  }
}
