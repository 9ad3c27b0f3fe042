import type shared from '@eventstore/db-client/generated/shared_pb.js';
import type { Map as ProtobufMap } from 'google-protobuf';
import { ANY, NO_STREAM, STREAM_EXISTS } from './append-rules.js';
import type { ProposedEvent } from './recorded-event.js';

/** One event of BatchAppend or of Append; their messages are alike. */
interface ProposedMessage {
  getId(): shared.UUID | undefined;
  getMetadataMap(): ProtobufMap<string, string>;
  getData_asU8(): Uint8Array;
  getCustomMetadata_asU8(): Uint8Array;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const INT64_MAX = 2n ** 63n - 1n;

/** Throws when the id is no UUID or there is no type. */
export function proposedEvent(message: ProposedMessage): ProposedEvent {
  const id = (message.getId()?.getString() ?? '').toLowerCase();
  const described = message.getMetadataMap();
  const type = described.get('type') ?? '';
  if (!UUID.test(id)) throw new TypeError(`Guid '${id}' is not valid.`);
  if (type === '') throw new TypeError('An event has a type.');
  return {
    id,
    type,
    isJson: described.get('content-type') === 'application/json',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

/** The options of every call that expects something of a stream. */
interface ExpectingOptions {
  hasAny(): boolean;
  hasNoStream(): boolean;
  hasStreamExists(): boolean;
}

/** What is expected; `exact` is the revision, when it is one. Throws when that is beyond what a revision can be. */
export function expectedRevision(options: ExpectingOptions, exact: string): number {
  if (options.hasAny()) return ANY;
  if (options.hasNoStream()) return NO_STREAM;
  if (options.hasStreamExists()) return STREAM_EXISTS;
  if (BigInt(exact) > INT64_MAX) throw new RangeError(`${exact} is no revision.`);
  return Number(exact);
}

export const dataBytes = (events: readonly ProposedEvent[]): number =>
  events.reduce((sum, { data }) => sum + data.length, 0);

export const MAX_APPEND_BYTES = 2 ** 20;
