import type { MeasurementRow } from '../measurement.js';
import type { Document, ProjectionKey } from '../projection.js';
import {
  ReadStore,
  type AggregateGroup,
  type AggregateQuery,
  type DeadLetter,
  type Find,
  type Found,
  type ProjectionWrite,
  type RowFilter,
} from '../read-store.js';
import { aggregateStatement, groups, percentiles } from './aggregate-sql.js';
import { Database } from './database.js';
import { exact, guarded } from './failures.js';
import { findStatement } from './find-sql.js';
import { fromColumns } from './row-columns.js';
import { whereClause } from './row-filter.js';
import { rowsOfStream } from './row-writer.js';
import { digestOf } from './sqlite-digest.js';
import { applyStep, storedCheckpoint } from './step.js';
import { createTables, dropTables, tablesOf, type Tables } from './tables.js';

interface Opened {
  readonly tables: Tables;
  readonly indexes: readonly string[];
}

const nameOf = ({ name, version }: ProjectionKey): string => `${name}@${version}`;

/**
 * The read store in one SQLite file: one writing process, any number of readers. Every call does its work before it returns
 * its promise. The file can be removed at any time while no process uses it; the log holds all that is needed to build it.
 */
export class SqliteReadStore extends ReadStore {
  readonly #opened = new Map<string, Opened>();

  private constructor(
    readonly file: string,
    private readonly database: Database,
  ) {
    super();
  }

  static open(file: string): SqliteReadStore {
    return guarded(() => new SqliteReadStore(file, new Database(file)));
  }

  async open(key: ProjectionKey, indexes: readonly string[]): Promise<void> {
    const tables = tablesOf(key);
    guarded(() => {
      if (this.#declaredIndexes(key) === undefined) this.database.transaction(() => this.#create(key, tables, indexes));
      if (this.#declaredIndexes(key) !== JSON.stringify(indexes))
        throw new Error(`${nameOf(key)} was built with other indexes; a projection that changes gets a new version`);
    });
    this.#opened.set(nameOf(key), { tables, indexes });
  }

  async checkpoint(key: ProjectionKey): Promise<number> {
    return guarded(() => storedCheckpoint(this.database, key));
  }

  async get<Doc extends Document>(key: ProjectionKey, id: string): Promise<Doc | undefined> {
    const { documents } = this.#tables(key);
    const found = guarded(() => this.database.prepared(`SELECT doc FROM ${documents} WHERE id = ?`).get(id));
    return found === undefined ? undefined : (JSON.parse(String(found['doc'])) as Doc);
  }

  async getMany(key: ProjectionKey, ids: readonly string[]): Promise<ReadonlyMap<string, Document>> {
    const sql = `SELECT id, doc FROM ${this.#tables(key).documents} WHERE id IN (SELECT value FROM json_each(?))`;
    const found = guarded(() => this.database.prepared(sql).all(JSON.stringify(ids)));
    return new Map(found.map(({ id, doc }) => [String(id), JSON.parse(String(doc)) as Document]));
  }

  async find<Doc extends Document>(key: ProjectionKey, find: Find): Promise<readonly Found<Doc>[]> {
    const { tables, indexes } = this.#open(key);
    for (const field of Object.keys(find.where ?? {}))
      if (!indexes.includes(field)) throw new Error(`${nameOf(key)} has no index on ${field}`);
    const { sql, values } = findStatement(tables, find);
    const found = guarded(() => this.database.prepared(sql).all(...values));
    return found.map(({ id, doc }) => ({ id: String(id), doc: JSON.parse(String(doc)) as Doc }));
  }

  async aggregate(key: ProjectionKey, query: AggregateQuery): Promise<readonly AggregateGroup[]> {
    const { sql, values } = aggregateStatement(this.#tables(key), query);
    const { groupBy = [], function: wanted } = query;
    const records = guarded(() => exact(() => this.database.prepared(sql).all(...values)));
    return wanted.kind === 'percentile' ? percentiles(records, groupBy, wanted.p) : groups(records, groupBy);
  }

  async rows(
    key: ProjectionKey,
    filter: RowFilter,
    page: { readonly after?: { readonly position: number; readonly n: number }; readonly limit: number },
  ): Promise<readonly MeasurementRow[]> {
    const where = whereClause(filter);
    const { position, n } = page.after ?? { position: -1, n: -1 };
    const sql = `SELECT * FROM ${this.#tables(key).rows}
      WHERE ${where.sql} AND (position, n) > (?, ?) ORDER BY position, n LIMIT ?`;
    const found = guarded(() => this.database.prepared(sql).all(...where.values, position, n, page.limit));
    return found.map(fromColumns);
  }

  async rowsOf(key: ProjectionKey, stream: string): Promise<readonly MeasurementRow[]> {
    const sql = rowsOfStream(this.#tables(key));
    return guarded(() => this.database.prepared(sql).all(stream)).map(fromColumns);
  }

  async write(key: ProjectionKey, step: ProjectionWrite): Promise<void> {
    const opened = this.#open(key);
    guarded(() => this.database.transaction(() => applyStep(this.database, key, opened, step)));
  }

  async deadLetters(key: ProjectionKey): Promise<readonly DeadLetter[]> {
    const sql = `SELECT stream, position, reason FROM ${this.#tables(key).deadLetters} ORDER BY stream`;
    return guarded(() => this.database.prepared(sql).all()).map(({ stream, position, reason }) => ({
      stream: String(stream),
      position: Number(position),
      reason: String(reason),
    }));
  }

  async digest(key: ProjectionKey): Promise<string> {
    this.#tables(key);
    const reader = guarded(() => new Database(this.file, { readOnly: true }));
    try {
      return await digestOf(reader, key);
    } finally {
      reader.close();
    }
  }

  async drop(key: ProjectionKey): Promise<void> {
    const { name, version } = key;
    guarded(() =>
      this.database.transaction(() => {
        this.database.run(dropTables(tablesOf(key)));
        this.database.prepared('DELETE FROM projections WHERE name = ? AND version = ?').run(name, version);
      }),
    );
    this.#opened.delete(nameOf(key));
  }

  async close(): Promise<void> {
    this.database.close();
  }

  #declaredIndexes({ name, version }: ProjectionKey): string | undefined {
    const sql = 'SELECT indexes FROM projections WHERE name = ? AND version = ?';
    const found = this.database.prepared(sql).get(name, version);
    return found === undefined ? undefined : String(found['indexes']);
  }

  #create({ name, version }: ProjectionKey, tables: Tables, indexes: readonly string[]): void {
    this.database.run(createTables(tables));
    this.database
      .prepared('INSERT OR IGNORE INTO projections (name, version, indexes, checkpoint) VALUES (?, ?, ?, 0)')
      .run(name, version, JSON.stringify(indexes));
  }

  #open(key: ProjectionKey): Opened {
    const opened = this.#opened.get(nameOf(key));
    if (opened === undefined) throw new Error(`projection ${nameOf(key)} is not open`);
    return opened;
  }

  #tables(key: ProjectionKey): Tables {
    return this.#open(key).tables;
  }
}
