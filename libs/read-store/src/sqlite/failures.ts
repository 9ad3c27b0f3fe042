import { refuse } from '../read-store-refusals.js';

/** Primary result codes that say something of the file or the machine, not of the statement (sqlite.org/rescode.html). */
const UNAVAILABLE: ReadonlySet<number> = new Set([
  5,
  6,
  8,
  10,
  11,
  13,
  14,
  26, // BUSY, LOCKED, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB
]);

/** What node:sqlite says of a failure. `errcode` is SQLite's own result code. */
interface Failure {
  readonly code?: unknown;
  readonly errcode?: unknown;
  readonly message?: unknown;
}

const failureOf = (thrown: unknown): Failure => (typeof thrown === 'object' && thrown !== null ? thrown : {});

/** Runs `work`; what SQLite throws about its file becomes a refusal, what it throws about a statement is a bug and stays one. */
export function guarded<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const { code, errcode, message } = failureOf(error);
    const fileFailed = typeof errcode === 'number' && UNAVAILABLE.has(errcode & 0xff);
    // ERR_INVALID_STATE: the connection is closed.
    if (fileFailed || code === 'ERR_INVALID_STATE')
      throw refuse('read-store-unavailable', { params: { reason: String(message) }, cause: error });
    throw error;
  }
}

/** Runs a summing `work`; a sum that outgrew int64 inside SQLite, or 2^53 on its way to a JavaScript number, is refused. */
export function exact<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const { code, message } = failureOf(error);
    if (code === 'ERR_OUT_OF_RANGE' || message === 'integer overflow')
      throw refuse('figure-too-large', { cause: error });
    throw error;
  }
}
