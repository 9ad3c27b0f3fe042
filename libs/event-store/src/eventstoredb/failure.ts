import {
  AccessDeniedError,
  isCommandError,
  MaxAppendSizeExceededError,
  NotLeaderError,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import type { Refusal } from '#kernel';
import { refuse } from '../store-refusals.js';

/** What a failed call says. `unanswered`: it may have been done or not, and the same words again settle it. */
export type Failure =
  | { readonly kind: 'wrong-revision'; readonly revision: number }
  | { readonly kind: 'stream-missing' }
  | { readonly kind: 'stream-deleted' }
  | { readonly kind: 'too-large'; readonly bytesMax: number }
  | { readonly kind: 'unanswered' }
  | { readonly kind: 'forbidden' };

/** Our own timer ran out: the client has none for appends. */
export class NoAnswer extends Error {
  constructor(ms: number) {
    super(`no answer within ${ms} ms`);
  }
}

/** The client was replaced or closed meanwhile. */
export class CutOff extends Error {
  constructor() {
    super('the connection was given up');
  }
}

/**
 * gRPC statuses after which nothing is known: cancelled, unknown, deadline exceeded, resource exhausted, aborted, internal,
 * unavailable. Server states (too busy, not ready) reach the client as errors of an unknown kind without a code.
 */
const UNANSWERED_CODES = new Set([1, 2, 4, 8, 10, 13, 14]);
const FORBIDDEN_CODES = new Set([7, 16]);

/** Told by type and gRPC code, never by text; undefined when it is a bug of ours. */
export function failureOf(error: unknown): Failure | undefined {
  if (error instanceof NoAnswer || error instanceof CutOff) return { kind: 'unanswered' };
  // The client goes to the leader by itself, for the next call.
  if (error instanceof NotLeaderError) return { kind: 'unanswered' };
  if (error instanceof WrongExpectedVersionError)
    return {
      kind: 'wrong-revision',
      revision: typeof error.actualVersion === 'bigint' ? Number(error.actualVersion) : -1,
    };
  if (error instanceof StreamNotFoundError) return { kind: 'stream-missing' };
  if (error instanceof StreamDeletedError) return { kind: 'stream-deleted' };
  if (error instanceof MaxAppendSizeExceededError) return { kind: 'too-large', bytesMax: error.maxAppendSize };
  if (error instanceof AccessDeniedError) return { kind: 'forbidden' };
  const code = codeOf(error);
  if (code !== undefined && FORBIDDEN_CODES.has(code)) return { kind: 'forbidden' };
  if (code !== undefined ? UNANSWERED_CODES.has(code) : error instanceof Error && isCommandError(error))
    return { kind: 'unanswered' };
  return undefined;
}

const codeOf = (error: unknown): number | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'number'
    ? error.code
    : undefined;

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message || error.constructor.name : String(error);

/** The refusal of a call that the server did not answer, or would not take from us. */
export const unavailable = (error: unknown): Refusal =>
  refuse('store-unavailable', { params: { reason: reasonOf(error) }, cause: error });

/** The refusal of a history that another's hand has changed. `stream` is the ledger's name for it. */
export const notWhole = (stream: string, reason: string, cause?: unknown): Refusal =>
  refuse('stream-not-whole', { params: { stream, reason }, cause });
