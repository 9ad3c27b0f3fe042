import { canonical, sha256 } from '#kernel';
import { refuse } from './web-refusals.js';

/** Where a listing continues. Opaque to callers, valid for ever: the log only grows. */
export interface Cursor {
  /** Where the page before ended: a position, or an id. */
  readonly after: number | string;
  /** Log position the listing is pinned to from its first page on. */
  readonly pin: number;
}

/** The cursor as text, bound to the filter it was made under. */
export const writeCursor = ({ after, pin }: Cursor, filter: unknown): string =>
  Buffer.from(JSON.stringify([filterHash(filter), after, pin])).toString('base64url');

/** Reads a cursor; refuses one that is garbled, or was made under another filter. */
export function readCursor(text: string, filter: unknown): Cursor {
  const parts = text.length <= 400 ? partsOf(text) : undefined;
  if (!Array.isArray(parts) || parts.length !== 3) throw refuse('cursor-malformed');
  const [hash, after, pin] = parts as readonly unknown[];
  const isPlace = typeof after === 'string' || Number.isSafeInteger(after);
  if (!isPlace || !Number.isSafeInteger(pin)) throw refuse('cursor-malformed');
  if (hash !== filterHash(filter)) throw refuse('cursor-mismatch');
  return { after: after as number | string, pin: pin as number };
}

const filterHash = (filter: unknown): string => sha256(canonical(filter)).slice(0, 16);

function partsOf(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined; // answered as cursor-malformed
  }
}
