import type { SQLInputValue } from 'node:sqlite';
import type { Find, Scalar } from '../read-store.js';
import type { Clause } from './clause.js';
import { indexValue } from './index-entries.js';
import type { Tables } from './tables.js';

/** Walks the index entries of the first condition in order of id; name the condition that holds least often first. */
export function findStatement({ documents, index }: Tables, { where = {}, after = '', limit }: Find): Clause {
  const [first, ...others] = Object.entries(where);
  if (first === undefined)
    return { sql: `SELECT id, doc FROM ${documents} WHERE id > ? ORDER BY id LIMIT ?`, values: [after, limit] };
  const also = others.map(
    () =>
      ` AND EXISTS (SELECT 1 FROM ${index} other WHERE other.field = ? AND other.value = ? AND other.id = entry.id)`,
  );
  const sql = `SELECT document.id, document.doc FROM ${index} entry CROSS JOIN ${documents} document USING (id)
    WHERE entry.field = ? AND entry.value = ? AND entry.id > ?${also.join('')} ORDER BY entry.id LIMIT ?`;
  return { sql, values: [...condition(first), after, ...others.flatMap(condition), limit] };
}

const condition = ([field, value]: readonly [string, Scalar]): readonly SQLInputValue[] => [field, indexValue(value)];
