import { refuse } from '../store-refusals.js';

const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;
const SQLITE_CONSTRAINT_UNIQUE = 2067;

interface SqliteError extends Error {
  /** SQLite's extended result code; the low byte is the primary one. */
  readonly errcode: number;
}

const isSqliteError = (error: unknown): error is SqliteError =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SQLITE_ERROR';

/** SQLite's primary result code of an error, undefined when the error is not SQLite's. */
export const sqliteCode = (error: unknown): number | undefined =>
  isSqliteError(error) ? error.errcode & 0xff : undefined;

export const isUniqueViolation = (error: unknown): boolean =>
  isSqliteError(error) && error.errcode === SQLITE_CONSTRAINT_UNIQUE;

/** What to throw for `error`: the refusal that says what the file or the disk did, or the error itself when it is a bug. */
export function failure(error: unknown): unknown {
  if (!isSqliteError(error)) return error;
  const code = sqliteCode(error);
  const damaged = code === SQLITE_CORRUPT || code === SQLITE_NOTADB;
  return refuse(damaged ? 'store-damaged' : 'store-unavailable', { params: { reason: error.message }, cause: error });
}
