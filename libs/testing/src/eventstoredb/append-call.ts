import streams from '@eventstore/db-client/generated/streams_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { ServerReadableStream } from '@grpc/grpc-js';
import type { AppendDesk, AppendAnswer } from './append-desk.js';
import { ANY, NO_STREAM, STREAM_EXISTS } from './append-rules.js';
import { dataBytes, expectedRevision, MAX_APPEND_BYTES, proposedEvent } from './proposed.js';
import { streamNameOf, type ProposedEvent } from './recorded-event.js';
import { refusedCall } from './refusals.js';
import { handlerThrew, maxAppendSizeExceeded, streamDeleted, timedOut } from './statuses.js';

export type AppendCall = ServerReadableStream<streams.AppendReq, streams.AppendResp>;

/** One call of Append: options, then event after event, then one answer. Throws a CallFailure. */
export async function answerAppend(call: AppendCall, desk: AppendDesk): Promise<streams.AppendResp> {
  let options: streams.AppendReq.Options | undefined;
  const events: ProposedEvent[] = [];
  for await (const request of call as AsyncIterable<streams.AppendReq>) {
    options ??= request.getOptions();
    const message = request.getProposedMessage();
    if (message !== undefined) events.push(proposedEvent(message));
    if (dataBytes(events) > MAX_APPEND_BYTES) throw maxAppendSizeExceeded(MAX_APPEND_BYTES);
  }
  const stream = streamNameOf(options?.getStreamIdentifier());
  if (options === undefined || stream === '') throw handlerThrew();
  const expected = expectedRevision(options, options.getRevision());
  const answer = await desk.appendUnordered({ stream, expected, events });
  return answer.kind === 'silence' ? new Promise(() => {}) : response(answer, stream, expected);
}

type Said = Exclude<AppendAnswer, { readonly kind: 'silence' }>;

function response(answer: Said, stream: string, expected: number): streams.AppendResp {
  if (answer.kind === 'refused') throw refusedCall(answer.refusal);
  if (answer.kind === 'timed-out') throw timedOut('Prepare phase timeout');
  if (answer.kind === 'stream-deleted') throw streamDeleted(stream);
  const response = new streams.AppendResp();
  if (answer.kind === 'written') response.setSuccess(success(answer.revision, answer.position));
  else response.setWrongExpectedVersion(wrongExpectedVersion(answer.revision, expected));
  return response;
}

function success(revision: number, position: number | undefined): streams.AppendResp.Success {
  const success = new streams.AppendResp.Success();
  if (revision === NO_STREAM) success.setNoStream(new shared.Empty());
  else success.setCurrentRevision(String(revision));
  if (position === undefined) success.setNoPosition(new shared.Empty());
  else success.setPosition(positionMessage(position));
  return success;
}

function positionMessage(position: number): streams.AppendResp.Position {
  const both = new streams.AppendResp.Position();
  both.setCommitPosition(String(position));
  both.setPreparePosition(String(position));
  return both;
}

function wrongExpectedVersion(current: number, expected: number): streams.AppendResp.WrongExpectedVersion {
  const wrong = new streams.AppendResp.WrongExpectedVersion();
  if (current === NO_STREAM) wrong.setCurrentNoStream(new shared.Empty());
  else wrong.setCurrentRevision(String(current));
  if (expected === ANY) wrong.setExpectedAny(new shared.Empty());
  else if (expected === NO_STREAM) wrong.setExpectedNoStream(new shared.Empty());
  else if (expected === STREAM_EXISTS) wrong.setExpectedStreamExists(new shared.Empty());
  else wrong.setExpectedRevision(String(expected));
  return wrong;
}
