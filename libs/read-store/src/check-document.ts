import type { Document } from './projection.js';

/**
 * Throws unless a document is JSON, so that it is the same before and after it was stored, and its indexed fields are
 * scalars or lists of scalars. Members that are `undefined` count as absent.
 */
export function checkDocument(doc: Document, indexes: readonly string[]): void {
  checkJson(doc, 'document');
  for (const field of indexes) {
    const value = doc[field];
    const members: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (members.some((member) => typeof member === 'object' && member !== null))
      throw new TypeError(`indexed field ${field} holds an object, which cannot be searched`);
  }
}

function checkJson(value: unknown, path: string): void {
  switch (typeof value) {
    case 'string':
      if (!value.isWellFormed()) throw new TypeError(`${path} has a lone surrogate`);
      return;
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`${path} is ${value}`);
      return;
    case 'boolean':
      return;
    case 'object':
      if (value !== null) checkMembers(value, path);
      return;
    default:
      throw new TypeError(`${path} is a ${typeof value}`);
  }
}

function checkMembers(value: object, path: string): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) checkJson(item, `${path}/${index}`);
    return;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  // Plain objects alone have a root for a prototype (or none); a class instance would come back as something else.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null)
    throw new TypeError(`${path} is not a plain object`);
  for (const [key, member] of Object.entries(value)) if (member !== undefined) checkJson(member, `${path}/${key}`);
}
