import streams from '@eventstore/db-client/generated/streams_pb.js';
import { streamIdentifier } from './recorded-event.js';

/** The messages of a Read that are no events. */
export function streamNotFoundMessage(stream: string): Uint8Array {
  const notFound = new streams.ReadResp.StreamNotFound();
  notFound.setStreamIdentifier(streamIdentifier(stream));
  const response = new streams.ReadResp();
  response.setStreamNotFound(notFound);
  return response.serializeBinary();
}

export function confirmationMessage(subscriptionId: string): Uint8Array {
  const confirmation = new streams.ReadResp.SubscriptionConfirmation();
  confirmation.setSubscriptionId(subscriptionId);
  const response = new streams.ReadResp();
  response.setConfirmation(confirmation);
  return response.serializeBinary();
}

export function caughtUpMessage(): Uint8Array {
  const response = new streams.ReadResp();
  response.setCaughtUp(new streams.ReadResp.CaughtUp());
  return response.serializeBinary();
}

export function checkpointMessage(commit: number, prepare: number): Uint8Array {
  const checkpoint = new streams.ReadResp.Checkpoint();
  checkpoint.setCommitPosition(String(commit));
  checkpoint.setPreparePosition(String(prepare));
  const response = new streams.ReadResp();
  response.setCheckpoint(checkpoint);
  return response.serializeBinary();
}
