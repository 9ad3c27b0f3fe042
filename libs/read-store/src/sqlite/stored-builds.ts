import type { BuildKey, ProjectionKey } from '../projection.js';
import type { BuildOrigin, StoredBuild } from '../read-store.js';
import type { Database } from './database.js';
import type { Declared } from './declared.js';
import { layoutOf } from './layout.js';
import { createTables, dropTables, tablesOf, type Build } from './tables.js';

/** Which projections and builds the file holds. Its changes are to be made in a transaction. */
export class StoredBuilds {
  constructor(private readonly database: Database) {}

  /** What a projection declared when it was added; undefined when the file does not hold it. */
  declaredBy({ name, version }: ProjectionKey): Declared | undefined {
    const sql = 'SELECT declared FROM projections WHERE name = ? AND version = ?';
    const found = this.database.prepared(sql).get(name, version);
    return found === undefined ? undefined : (JSON.parse(String(found['declared'])) as Declared);
  }

  /** The tables of one build, as its projection declared them. */
  build(key: BuildKey): Build {
    const declared = this.declaredBy(key);
    if (declared === undefined) throw new Error(`projection ${key.name}@${key.version} is not there`);
    return { ...tablesOf(key), layout: layoutOf(declared) };
  }

  activeBuild({ name, version }: ProjectionKey): number {
    const sql = 'SELECT active_build FROM projections WHERE name = ? AND version = ?';
    const found = this.database.prepared(sql).get(name, version);
    if (found === undefined) throw new Error(`projection ${name}@${version} is not there`);
    return Number(found['active_build']);
  }

  checkpointOf({ name, version, build }: BuildKey): number {
    const sql = 'SELECT checkpoint FROM builds WHERE name = ? AND version = ? AND build = ?';
    const found = this.database.prepared(sql).get(name, version, build);
    if (found === undefined) throw new Error(`projection ${name}@${version} has no build ${build}`);
    return Number(found['checkpoint']);
  }

  setCheckpoint({ name, version, build }: BuildKey, checkpoint: number): void {
    const sql = 'UPDATE builds SET checkpoint = ? WHERE name = ? AND version = ? AND build = ?';
    this.database.prepared(sql).run(checkpoint, name, version, build);
  }

  /** With its first build, if the file does not hold it yet. */
  addProjection({ name, version }: ProjectionKey, declared: Declared): void {
    const sql = `INSERT OR IGNORE INTO projections (name, version, declared, active_build, last_build)
      VALUES (?, ?, ?, 1, 1)`;
    if (this.database.prepared(sql).run(name, version, JSON.stringify(declared)).changes === 0) return;
    this.#addBuild({ name, version, build: 1 }, { by: '', at: '' });
  }

  addBuild({ name, version }: ProjectionKey, origin: BuildOrigin): number {
    const sql = `UPDATE projections SET last_build = last_build + 1 WHERE name = ? AND version = ?
      RETURNING last_build`;
    const build = Number(this.database.prepared(sql).get(name, version)?.['last_build']);
    this.#addBuild({ name, version, build }, origin);
    return build;
  }

  activate(key: BuildKey): void {
    this.checkpointOf(key);
    const sql = 'UPDATE projections SET active_build = ? WHERE name = ? AND version = ?';
    this.database.prepared(sql).run(key.build, key.name, key.version);
  }

  builds(): readonly StoredBuild[] {
    const sql = `SELECT name, version, build, checkpoint, begun_by, begun_at, build = active_build AS is_active
      FROM builds JOIN projections USING (name, version) ORDER BY name, version, build`;
    return this.database.prepared(sql).all().map(storedBuild);
  }

  removeBuild(key: BuildKey): void {
    this.checkpointOf(key);
    if (this.activeBuild(key) === key.build)
      throw new Error(`build ${key.build} of ${key.name}@${key.version} is active`);
    this.#remove(key);
  }

  removeProjection({ name, version }: ProjectionKey): void {
    for (const key of this.builds()) if (key.name === name && key.version === version) this.#remove(key);
    this.database.prepared('DELETE FROM projections WHERE name = ? AND version = ?').run(name, version);
  }

  #addBuild(key: BuildKey, { by, at }: BuildOrigin): void {
    this.database.run(createTables(this.build(key)));
    this.database
      .prepared('INSERT INTO builds (name, version, build, checkpoint, begun_by, begun_at) VALUES (?, ?, ?, 0, ?, ?)')
      .run(key.name, key.version, key.build, by, at);
  }

  #remove(key: BuildKey): void {
    this.database.run(dropTables(tablesOf(key)));
    this.database
      .prepared('DELETE FROM builds WHERE name = ? AND version = ? AND build = ?')
      .run(key.name, key.version, key.build);
  }
}

function storedBuild(record: Record<string, unknown>): StoredBuild {
  const [by, at] = [String(record['begun_by']), String(record['begun_at'])];
  return {
    name: String(record['name']),
    version: Number(record['version']),
    build: Number(record['build']),
    isActive: record['is_active'] === 1,
    checkpoint: Number(record['checkpoint']),
    ...(by === '' ? {} : { origin: { by, at } }),
  };
}
