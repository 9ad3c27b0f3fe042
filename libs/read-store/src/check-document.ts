import type { Document } from './projection.js';

/**
 * Throws unless a document is JSON, so that it is the same before and after it was stored, and its indexed fields are
 * scalars or lists of scalars. Members that are `undefined` count as absent. `before` is a document that was checked: members
 * taken over from it need no second look.
 */
export function checkDocument(doc: Document, before: Document | undefined, indexes: readonly string[]): void {
  assertPlain(doc, 'document');
  for (const field of Object.keys(doc)) {
    const value = doc[field];
    if (value === undefined || value === before?.[field]) continue;
    checkJson(value, `document/${field}`);
    if (indexes.includes(field)) checkSearchable(value, field);
  }
}

function checkSearchable(value: unknown, field: string): void {
  const members: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (members.some((member) => typeof member === 'object' && member !== null))
    throw new TypeError(`indexed field ${field} holds an object, which cannot be searched`);
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
  assertPlain(value, path);
  for (const [key, member] of Object.entries(value)) if (member !== undefined) checkJson(member, `${path}/${key}`);
}

/** Plain objects alone have a root for a prototype (or none); a class instance would come back as something else. */
function assertPlain(value: object, path: string): void {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null)
    throw new TypeError(`${path} is not a plain object`);
}
