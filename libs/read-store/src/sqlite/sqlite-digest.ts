import { setImmediate } from 'node:timers/promises';
import type { Document, ProjectionKey } from '../projection.js';
import { StateDigest } from '../state-digest.js';
import type { Database } from './database.js';
import { fromColumns } from './row-columns.js';
import { storedCheckpoint } from './step.js';
import { tablesOf } from './tables.js';

const RECORDS_BETWEEN_PAUSES = 5_000;

/** Digests one projection as it stands when the first record is read; `reader` is a connection for this alone. */
export async function digestOf(reader: Database, key: ProjectionKey): Promise<string> {
  const { documents, deadLetters, rows } = tablesOf(key);
  reader.run('BEGIN');
  const digest = new StateDigest(storedCheckpoint(reader, key));
  const each = async (sql: string, add: (record: Record<string, unknown>) => void): Promise<void> => {
    let seen = 0;
    for (const record of reader.prepared(sql).iterate()) {
      add(record);
      seen += 1;
      if (seen % RECORDS_BETWEEN_PAUSES === 0) await setImmediate();
    }
  };
  await each(`SELECT id, doc FROM ${documents} ORDER BY id`, ({ id, doc }) =>
    digest.document({ id: String(id), doc: JSON.parse(String(doc)) as Document }),
  );
  await each(`SELECT stream, position, reason FROM ${deadLetters} ORDER BY stream`, ({ stream, position, reason }) =>
    digest.deadLetter({ stream: String(stream), position: Number(position), reason: String(reason) }),
  );
  await each(`SELECT * FROM ${rows} ORDER BY measure, month, node, class, position, n`, (record) =>
    digest.row(fromColumns(record as Parameters<typeof fromColumns>[0])),
  );
  return digest.hex();
}
