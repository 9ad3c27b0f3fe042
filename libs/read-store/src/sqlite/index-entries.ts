import type { Scalar } from '../read-store.js';
import type { Document } from '../projection.js';

/** JSON text keeps '1', 1 and true apart. */
export const indexValue = (value: Scalar): string => JSON.stringify(value);

/** What `find` finds a document by: [field, value] pairs, one per member of an array field, none for an absent field. */
export function indexEntries(doc: Document, indexes: readonly string[]): readonly (readonly [string, string])[] {
  return indexes.flatMap((field) => {
    const value = doc[field];
    const members: readonly unknown[] = Array.isArray(value) ? value : [value];
    const stated = members.filter((member) => member !== undefined && member !== null);
    return [...new Set(stated.map((member) => indexValue(scalar(member, field))))].map(
      (text) => [field, text] as const,
    );
  });
}

function scalar(member: unknown, field: string): Scalar {
  if (typeof member === 'string' || typeof member === 'number' || typeof member === 'boolean') return member;
  throw new TypeError(`indexed field ${field} holds a ${typeof member}, which cannot be searched`);
}
