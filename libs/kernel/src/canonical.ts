/**
 * RFC 8785 (JCS) canonical JSON: the one byte form of a value, so that a digest means the value and nothing else.
 * `JSON.stringify` already writes strings and numbers as RFC 8785 demands (both are ECMAScript's forms); only the order of
 * keys and the refusal of what JSON cannot say are ours.
 */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Throws TypeError for values that have no canonical form: NaN, infinities, lone surrogates, non-JSON types. */
export function canonical(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return quote(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError('a number without a JSON form has no canonical form');
      return value === 0 ? '0' : String(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? canonicalArray(value) : canonicalObject(value as Record<string, unknown>);
    default:
      throw new TypeError(`a ${typeof value} has no canonical form`);
  }
}

/** Texts that are their own JSON form between quotes; most are. */
const PLAIN = /^[^"\\\u0000-\u001f\ud800-\udfff]*$/;

function quote(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw new TypeError('a string with a lone surrogate has no canonical form');
  return JSON.stringify(text);
}

function canonicalArray(items: readonly unknown[]): string {
  let out = '[';
  for (let i = 0; i < items.length; i += 1) out += (i === 0 ? '' : ',') + canonical(items[i]);
  return `${out}]`;
}

/** Members that are `undefined` are left out, as JSON.stringify leaves them out. */
function canonicalObject(value: Record<string, unknown>): string {
  let out = '{';
  const keys = Object.keys(value);
  for (const key of isAscending(keys) ? keys : keys.sort()) {
    const member = value[key];
    if (member !== undefined) out += `${out.length === 1 ? '' : ','}${quote(key)}:${canonical(member)}`;
  }
  return `${out}}`;
}

const isAscending = (keys: readonly string[]): boolean => {
  for (let i = 1; i < keys.length; i += 1) if ((keys[i - 1] ?? '') > (keys[i] ?? '')) return false;
  return true;
};
