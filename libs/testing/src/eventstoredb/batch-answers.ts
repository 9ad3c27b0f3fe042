import any from 'google-protobuf/google/protobuf/any_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import statuses from '@eventstore/db-client/generated/status_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { status } from '@grpc/grpc-js';
import type { AppendAnswer } from './append-desk.js';
import { ANY, NO_STREAM, STREAM_EXISTS } from './append-rules.js';
import { MAX_APPEND_BYTES } from './proposed.js';
import { streamIdentifier } from './recorded-event.js';

interface Packable {
  serializeBinary(): Uint8Array;
}

type Decided = Exclude<AppendAnswer, { readonly kind: 'refused' | 'silence' }>;

const PACKAGE = 'event_store.client';

/** An answer of BatchAppend, to which the correlation id and the stream are still to be put. */
export function batchAnswer(answer: Decided, stream: string, expected: number): streams.BatchAppendResp {
  if (answer.kind === 'written') return success(answer.revision, answer.position);
  if (answer.kind === 'timed-out') return timeout();
  if (answer.kind === 'stream-deleted') return streamDeleted(stream);
  return wrongExpectedVersion(answer.revision, expected);
}

export const timeout = (): streams.BatchAppendResp =>
  failure(status.DEADLINE_EXCEEDED, 'Timeout', `${PACKAGE}.Timeout`, new shared.Timeout());

export function badRequest(reason: string): streams.BatchAppendResp {
  const details = new shared.BadRequest();
  details.setMessage(reason);
  return failure(status.INVALID_ARGUMENT, 'BadRequest', `${PACKAGE}.BadRequest`, details);
}

export function maxAppendSizeExceeded(): streams.BatchAppendResp {
  const details = new shared.MaximumAppendSizeExceeded();
  details.setMaxappendsize(MAX_APPEND_BYTES);
  const name = 'MaximumAppendSizeExceeded';
  return failure(status.INVALID_ARGUMENT, name, `${PACKAGE}.${name}`, details);
}

/** The server cannot take it now; told in words only. */
export const notHandled = (words: string): streams.BatchAppendResp =>
  failure(status.OK, words, 'google.protobuf.Empty', new empty.Empty());

function success(revision: number, position: number | undefined): streams.BatchAppendResp {
  const success = new streams.BatchAppendResp.Success();
  if (revision === NO_STREAM) success.setNoStream(new empty.Empty());
  else success.setCurrentRevision(String(revision));
  if (position === undefined) success.setNoPosition(new empty.Empty());
  else success.setPosition(allStreamPosition(position));
  const response = new streams.BatchAppendResp();
  response.setSuccess(success);
  return response;
}

function streamDeleted(stream: string): streams.BatchAppendResp {
  const details = new shared.StreamDeleted();
  details.setStreamIdentifier(streamIdentifier(stream));
  return failure(status.NOT_FOUND, 'StreamDeleted', `${PACKAGE}.StreamDeleted`, details);
}

function wrongExpectedVersion(current: number, expected: number): streams.BatchAppendResp {
  const details = new shared.WrongExpectedVersion();
  if (current === NO_STREAM) details.setCurrentNoStream(new empty.Empty());
  else details.setCurrentStreamRevision(String(current));
  if (expected === ANY) details.setExpectedAny(new empty.Empty());
  else if (expected === NO_STREAM) details.setExpectedNoStream(new empty.Empty());
  else if (expected === STREAM_EXISTS) details.setExpectedStreamExists(new empty.Empty());
  else details.setExpectedStreamPosition(String(expected));
  const name = 'WrongExpectedVersion';
  return failure(status.ALREADY_EXISTS, name, `${PACKAGE}.${name}`, details);
}

function failure(code: number, words: string, type: string, details: Packable): streams.BatchAppendResp {
  const packed = new any.Any();
  packed.pack(details.serializeBinary(), type);
  const error = new statuses.Status();
  error.setCode(code);
  error.setMessage(words);
  error.setDetails(packed);
  const response = new streams.BatchAppendResp();
  response.setError(error);
  return response;
}

function allStreamPosition(position: number): shared.AllStreamPosition {
  const both = new shared.AllStreamPosition();
  both.setCommitPosition(String(position));
  both.setPreparePosition(String(position));
  return both;
}
