import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { EventLog } from './event-log.js';
import { expectedRevision } from './proposed.js';
import { streamNameOf } from './recorded-event.js';
import { handlerThrew, streamDeleted, wrongExpectedVersion } from './statuses.js';
import type { Outcome } from './write.js';
import { softDeletion, tombstone } from './writes.js';

/** Soft deletion. Throws a CallFailure. */
export async function answerDelete(log: EventLog, request: streams.DeleteReq): Promise<streams.DeleteResp> {
  const { stream, expected } = deletion(request.getOptions());
  const position = new streams.DeleteResp.Position();
  place(position, await log.write(softDeletion(stream, expected)), stream, expected);
  const response = new streams.DeleteResp();
  response.setPosition(position);
  return response;
}

/** Deletion for ever. Throws a CallFailure. */
export async function answerTombstone(log: EventLog, request: streams.TombstoneReq): Promise<streams.TombstoneResp> {
  const { stream, expected } = deletion(request.getOptions());
  const position = new streams.TombstoneResp.Position();
  place(position, await log.write(tombstone(stream, expected)), stream, expected);
  const response = new streams.TombstoneResp();
  response.setPosition(position);
  return response;
}

type Options = streams.DeleteReq.Options | streams.TombstoneReq.Options;
type Position = streams.DeleteResp.Position | streams.TombstoneResp.Position;

function deletion(options: Options | undefined): { readonly stream: string; readonly expected: number } {
  if (options === undefined) throw handlerThrew();
  return {
    stream: streamNameOf(options.getStreamIdentifier()),
    expected: expectedRevision(options, options.getRevision()),
  };
}

function place(position: Position, outcome: Outcome, stream: string, expected: number): void {
  if (outcome.kind === 'stream-deleted') throw streamDeleted(stream);
  if (outcome.kind === 'wrong-revision') throw wrongExpectedVersion('Delete', stream, expected, outcome.revision);
  position.setCommitPosition(String(outcome.position));
  position.setPreparePosition(String(outcome.position));
}
