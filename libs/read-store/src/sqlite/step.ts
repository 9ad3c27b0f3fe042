import type { BuildKey, Document } from '../projection.js';
import type { ProjectionWrite } from '../read-store.js';
import { StoredBuilds } from './stored-builds.js';
import type { Database } from './database.js';
import type { Declared } from './declared.js';
import { HolderWriter } from './holder-writer.js';
import { indexEntries } from './index-entries.js';
import { RowWriter } from './row-writer.js';
import type { Build, Tables } from './tables.js';

/** Applies one step; the caller holds the transaction. */
export function applyStep(
  database: Database,
  key: BuildKey,
  { tables, indexes, holders, daily }: Declared & { readonly tables: Build },
  step: ProjectionWrite,
): void {
  const builds = new StoredBuilds(database);
  const checkpoint = builds.checkpointOf(key);
  if (!isDue(database, checkpoint, tables, step)) return;
  const documents = new DocumentWriter(database, tables, indexes);
  for (const { id, doc } of step.documents) documents.write(id, doc);
  const holderWriter = new HolderWriter(database, tables, holders, checkpoint);
  new RowWriter(database, tables, daily, holderWriter).write(step.rows);
  const revive = database.prepared(`DELETE FROM ${tables.deadLetters} WHERE stream = ?`);
  for (const stream of step.revived) revive.run(stream);
  const park = database.prepared(`INSERT INTO ${tables.deadLetters} (stream, position, reason) VALUES (?, ?, ?)`);
  for (const { stream, position, reason } of step.deadLetters) park.run(stream, position, reason);
  builds.setCheckpoint(key, step.checkpoint);
}

function isDue(database: Database, stored: number, { deadLetters }: Tables, step: ProjectionWrite): boolean {
  if (step.checkpoint !== stored) return step.checkpoint > stored;
  const parked = database.prepared(`SELECT 1 FROM ${deadLetters} WHERE stream = ?`);
  return step.revived.length > 0 && step.revived.every((stream) => parked.get(stream) !== undefined);
}

/** Writes documents with their index entries, touching the index only where an entry changed. */
class DocumentWriter {
  readonly #entriesOf;
  readonly #put;
  readonly #remove;
  readonly #addEntry;
  readonly #removeEntry;

  constructor(
    database: Database,
    { documents, index }: Tables,
    private readonly indexes: readonly string[],
  ) {
    this.#entriesOf = database.prepared(`SELECT entries FROM ${documents} WHERE id = ?`);
    this.#put = database.prepared(
      `INSERT INTO ${documents} (id, doc, entries) VALUES (?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET doc = excluded.doc, entries = excluded.entries`,
    );
    this.#remove = database.prepared(`DELETE FROM ${documents} WHERE id = ?`);
    this.#addEntry = database.prepared(`INSERT INTO ${index} (field, value, id) VALUES (?, ?, ?)`);
    this.#removeEntry = database.prepared(`DELETE FROM ${index} WHERE field = ? AND value = ? AND id = ?`);
  }

  write(id: string, doc: Document | undefined): void {
    const before = String(this.#entriesOf.get(id)?.['entries'] ?? '[]');
    const entries = doc === undefined ? [] : indexEntries(doc, this.indexes);
    const after = JSON.stringify(entries);
    // The text keeps the order in which the members were stated, so a fold goes on from a loaded document as from its own.
    if (doc === undefined) this.#remove.run(id);
    else this.#put.run(id, JSON.stringify(doc), after);
    if (before === after) return;
    for (const [field, value] of JSON.parse(before) as typeof entries) this.#removeEntry.run(field, value, id);
    for (const [field, value] of entries) this.#addEntry.run(field, value, id);
  }
}
