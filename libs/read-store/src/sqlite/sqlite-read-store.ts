import { isDeepStrictEqual } from 'node:util';
import type { MeasurementRow } from '../measurement.js';
import type { BuildKey, Declaration, Document, ProjectionKey } from '../projection.js';
import {
  ReadStore,
  type AggregateGroup,
  type AggregateQuery,
  type BuildOrigin,
  type DeadLetter,
  type Find,
  type Found,
  type ProjectionWrite,
  type RowFilter,
  type RowPage,
  type Snapshot,
  type StoredBuild,
} from '../read-store.js';
import { digestOf } from '../state-digest.js';
import { aggregateStatement, groups, type Records } from './aggregate-sql.js';
import { StoredBuilds } from './stored-builds.js';
import { oneOf, type Clause } from './clause.js';
import { Database } from './database.js';
import { declaredBy, type Declared } from './declared.js';
import { exact, guarded } from './failures.js';
import { findStatement } from './find-sql.js';
import { gapStatement, holderSpans, holderStatement } from './holder-source.js';
import { layoutOf, type Layout } from './layout.js';
import { percentiles } from './percentile.js';
import { fromColumns } from './row-columns.js';
import { rowPage } from './row-page.js';
import { rowsOfStream } from './row-writer.js';
import { SqliteSnapshot } from './sqlite-snapshot.js';
import { applyStep } from './step.js';
import { tablesOf, type Build } from './tables.js';

const nameOf = ({ name, version }: ProjectionKey): string => `${name}@${version}`;

/**
 * The read store in one SQLite file: one writing process, any number of readers. Every call does its work before it returns
 * its promise. The file can be removed at any time while no process uses it; the log holds all that is needed to build it.
 */
export class SqliteReadStore extends ReadStore {
  readonly #storedBuilds: StoredBuilds;
  /** What the opened projections declare. */
  readonly #opened = new Map<string, Declared & { readonly layout: Layout }>();
  readonly #ask = ({ sql, values }: Clause): Records => this.database.prepared(sql).all(...values);

  private constructor(
    readonly file: string,
    private readonly database: Database,
  ) {
    super();
    this.#storedBuilds = new StoredBuilds(database);
  }

  static open(file: string): SqliteReadStore {
    return guarded(() => new SqliteReadStore(file, new Database(file)));
  }

  async open(declaration: Declaration): Promise<number> {
    const key = { name: declaration.name, version: declaration.version };
    const declared = declaredBy(declaration);
    return guarded(() => {
      if (this.#storedBuilds.declaredBy(key) === undefined)
        this.database.transaction(() => this.#storedBuilds.addProjection(key, declared));
      if (!isDeepStrictEqual(this.#storedBuilds.declaredBy(key), declared))
        throw new Error(`${nameOf(key)} was declared something else when it was built; a change is a new version`);
      this.#opened.set(nameOf(key), { ...declared, layout: layoutOf(declared) });
      return this.#storedBuilds.activeBuild(key);
    });
  }

  async begin(key: ProjectionKey, origin: BuildOrigin): Promise<number> {
    this.#declared(key);
    return guarded(() => this.database.transaction(() => this.#storedBuilds.addBuild(key, origin)));
  }

  async activate(key: BuildKey): Promise<void> {
    guarded(() => this.database.transaction(() => this.#storedBuilds.activate(key)));
  }

  async builds(): Promise<readonly StoredBuild[]> {
    return guarded(() => this.#storedBuilds.builds());
  }

  async checkpoint(key: ProjectionKey): Promise<number> {
    return guarded(() => this.#storedBuilds.checkpointOf(this.#build(key)));
  }

  async get<Doc extends Document>(key: ProjectionKey, id: string): Promise<Doc | undefined> {
    const { documents } = this.#tables(key);
    const found = guarded(() => this.database.prepared(`SELECT doc FROM ${documents} WHERE id = ?`).get(id));
    return found === undefined ? undefined : (JSON.parse(String(found['doc'])) as Doc);
  }

  async getMany(key: ProjectionKey, ids: readonly string[]): Promise<ReadonlyMap<string, Document>> {
    const { sql, values } = oneOf('id', ids);
    const statement = `SELECT id, doc FROM ${this.#tables(key).documents} WHERE ${sql}`;
    const found = guarded(() => this.database.prepared(statement).all(...values));
    return new Map(found.map(({ id, doc }) => [String(id), JSON.parse(String(doc)) as Document]));
  }

  async find<Doc extends Document>(key: ProjectionKey, find: Find): Promise<readonly Found<Doc>[]> {
    const tables = this.#tables(key);
    const { indexes } = this.#declared(key);
    for (const field of Object.keys(find.where ?? {}))
      if (!indexes.includes(field)) throw new Error(`${nameOf(key)} has no index on ${field}`);
    const { sql, values } = findStatement(tables, find);
    const found = guarded(() => this.database.prepared(sql).all(...values));
    return found.map(({ id, doc }) => ({ id: String(id), doc: JSON.parse(String(doc)) as Doc }));
  }

  async aggregate(key: ProjectionKey, query: AggregateQuery): Promise<readonly AggregateGroup[]> {
    const tables = this.#tables(key);
    const { groupBy = [], function: wanted } = query;
    return guarded(() =>
      exact(() => {
        if (wanted.kind === 'percentile') return percentiles(this.#ask, tables, query, wanted.p);
        return groups(
          this.#ask(this.#ofHolders(key, tables, query) ?? aggregateStatement(tables, query, wanted)),
          groupBy,
        );
      }),
    );
  }

  async rows(key: ProjectionKey, filter: RowFilter, page: RowPage): Promise<readonly MeasurementRow[]> {
    const build = this.#build(key);
    return guarded(() => rowPage(this.#ask, this.#tables(key), filter, page, this.#storedBuilds.checkpointOf(build)));
  }

  async rowsOf(key: ProjectionKey, stream: string): Promise<readonly MeasurementRow[]> {
    const build = this.#tables(key);
    const found = guarded(() => this.database.prepared(rowsOfStream(build)).all(stream));
    return found.map((record) => fromColumns(build.layout, record));
  }

  async write(key: ProjectionKey, step: ProjectionWrite): Promise<void> {
    const opened = { tables: this.#tables(key), ...this.#declared(key) };
    guarded(() => this.database.transaction(() => applyStep(this.database, this.#build(key), opened, step)));
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
    const build = this.#build(key);
    const snapshot = SqliteSnapshot.open(this.file);
    try {
      return await digestOf(snapshot, build);
    } finally {
      await snapshot.close();
    }
  }

  async snapshot(): Promise<Snapshot> {
    return SqliteSnapshot.open(this.file);
  }

  async drop(key: ProjectionKey): Promise<void> {
    const { name, version, build } = key;
    guarded(() =>
      this.database.transaction(() => {
        if (build === undefined) this.#storedBuilds.removeProjection(key);
        else this.#storedBuilds.removeBuild({ name, version, build });
      }),
    );
    if (build === undefined) this.#opened.delete(nameOf(key));
  }

  async close(): Promise<void> {
    this.database.close();
  }

  #declared(key: ProjectionKey): Declared & { readonly layout: Layout } {
    const declared = this.#opened.get(nameOf(key));
    if (declared === undefined) throw new Error(`projection ${nameOf(key)} is not open`);
    return declared;
  }

  /** The statement that answers from holders, where they do. */
  #ofHolders(key: ProjectionKey, tables: Build, query: AggregateQuery): Clause | undefined {
    const spans = holderSpans(query, this.#declared(key).holders);
    if (spans === undefined) return undefined;
    const { sql, values } = gapStatement(tables, query, spans);
    const hasGap = this.database.prepared(sql).get(...values) !== undefined;
    return hasGap ? undefined : holderStatement(tables, query, spans);
  }

  #build({ name, version, build }: ProjectionKey): BuildKey {
    return { name, version, build: build ?? this.#storedBuilds.activeBuild({ name, version }) };
  }

  #tables(key: ProjectionKey): Build {
    const { layout } = this.#declared(key);
    return guarded(() => ({ ...tablesOf(this.#build(key)), layout }));
  }
}
