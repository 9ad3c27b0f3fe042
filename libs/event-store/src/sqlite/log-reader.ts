import assert from 'node:assert/strict';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { RecordedEvent } from '#kernel';
import { assertPage } from '../call-rules.js';
import type { LogPage, LogRead, StreamRead } from '../event-store.js';
import {
  EVENT_SQL,
  filteredLogSql,
  LAST_SQL,
  LOG_SQL,
  STATEMENT_SQL,
  STREAM_BACKWARDS_SQL,
  STREAM_FORWARDS_SQL,
} from './log-sql.js';
import { recordedEvent, type Row } from './row.js';
import type { StreamHeads } from './stream-heads.js';

/** Categories, or types, of one read; SQLite takes 500 arms in a compound SELECT. */
const ARMS_MAX = 100;

/** Reads committed events. Synchronous: a read sees whole transactions only. */
export class LogReader {
  readonly #forwards: StatementSync;
  readonly #backwards: StatementSync;
  readonly #lastOne: StatementSync;
  readonly #byId: StatementSync;
  readonly #byStatement: StatementSync;
  /** Prepared log reads by their SQL; there are at most a few hundred shapes. */
  readonly #logReads = new Map<string, StatementSync>();

  constructor(
    private readonly db: DatabaseSync,
    private readonly heads: StreamHeads,
  ) {
    this.#forwards = this.#rowsOf(STREAM_FORWARDS_SQL);
    this.#backwards = this.#rowsOf(STREAM_BACKWARDS_SQL);
    this.#lastOne = this.#rowsOf(LAST_SQL);
    this.#byId = this.#rowsOf(EVENT_SQL);
    this.#byStatement = this.#rowsOf(STATEMENT_SQL);
  }

  stream(stream: string, { from, direction = 'forwards', limit = -1 }: StreamRead = {}): readonly RecordedEvent[] {
    if (direction === 'backwards') return events(this.#backwards, stream, from ?? Number.MAX_SAFE_INTEGER, limit);
    const first = from ?? 0;
    return first > this.heads.of(stream) ? [] : events(this.#forwards, stream, first, limit);
  }

  /** `head` is the last committed position. A read that starts beyond it stays where it is. */
  page(read: LogRead, head: number): LogPage {
    const { after, limit, upTo = head } = read;
    assertPage(limit);
    const end = Math.max(after, Math.min(upTo, head));
    const found = after === end ? [] : this.#between(read, end);
    const last = found.at(-1);
    return { events: found, position: last !== undefined && found.length === limit ? last.position : end };
  }

  last(): RecordedEvent | undefined {
    return events(this.#lastOne)[0];
  }

  event(id: string): RecordedEvent | undefined {
    return events(this.#byId, id)[0];
  }

  statement(source: string, statementId: string): readonly RecordedEvent[] {
    return events(this.#byStatement, source, statementId);
  }

  #between({ after, limit, categories, types }: LogRead, end: number): readonly RecordedEvent[] {
    const column = types === undefined ? 'category' : 'type';
    const values = types ?? categories;
    if (values === undefined) return events(this.#logRead(LOG_SQL), after, end, limit);
    const arms = [...new Set(values)];
    assert.ok(arms.length <= ARMS_MAX, `a read filters by at most ${ARMS_MAX} values, not ${arms.length}`);
    if (arms.length === 0) return [];
    const checked = types === undefined || categories === undefined ? [] : [JSON.stringify(categories)];
    const sql = filteredLogSql({ column, arms: arms.length, checksCategories: checked.length > 0 });
    return events(this.#logRead(sql), after, end, limit, ...checked, ...arms);
  }

  #logRead(sql: string): StatementSync {
    const known = this.#logReads.get(sql);
    if (known !== undefined) return known;
    const statement = this.#rowsOf(sql);
    this.#logReads.set(sql, statement);
    return statement;
  }

  #rowsOf(sql: string): StatementSync {
    const statement = this.db.prepare(sql);
    statement.setReturnArrays(true);
    return statement;
  }
}

const events = (statement: StatementSync, ...parameters: readonly (string | number)[]): readonly RecordedEvent[] =>
  (statement.all(...parameters) as unknown as readonly Row[]).map(recordedEvent);
