import { MessageWriter } from './message-writer.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';

const JSON_CONTENT = 'application/json';
const BINARY_CONTENT = 'application/octet-stream';

/** An event as it is sent to be appended. */
export interface ProposedEvent {
  /** UUID in lower case. */
  readonly id: string;
  readonly type: string;
  readonly isJson: boolean;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

/** What the server adds to it. */
export interface Recording {
  readonly stream: string;
  readonly revision: number | bigint;
  readonly position: number;
  /** Ticks of 100 ns since 1970. */
  readonly created: string;
}

/** What is kept of a recorded event beside its message. */
export interface RecordFacts {
  readonly id: string;
  readonly stream: string;
  readonly type: string;
  readonly createdMs: number;
  /** Only of stream metadata: its JSON text. */
  readonly policy?: string;
  readonly isTombstone: boolean;
}

export const TOMBSTONE_REVISION = 2n ** 63n - 1n;

export const METADATA_TYPE = '$metadata';

type Recorded = streams.ReadResp.ReadEvent.RecordedEvent;

/** Room for ids, numbers and headers. */
const OVERHEAD_BYTES = 300;
const UTF8_BYTES_MAX = 3;

/**
 * The message that readers get of an event; the log stores exactly these bytes. The stubs would write the same, at several
 * times the cost of all else that an append takes.
 */
export function readEventMessage(event: ProposedEvent, { stream, revision, position, created }: Recording): Uint8Array {
  const textBytesMax = (stream.length + event.type.length) * UTF8_BYTES_MAX;
  const writer = new MessageWriter(OVERHEAD_BYTES + textBytesMax + event.data.length + event.metadata.length);
  // ReadResp.event: ReadEvent
  writer.nested(1, () => {
    writer.number(3, position);
    // ReadEvent.event: RecordedEvent
    writer.nested(1, () => {
      writer.bytes(8, event.data);
      writer.bytes(7, event.metadata);
      writer.entry(6, 'created', created);
      writer.entry(6, 'content-type', event.isJson ? JSON_CONTENT : BINARY_CONTENT);
      writer.entry(6, 'type', event.type);
      writer.number(5, position);
      writer.number(4, position);
      writer.number(3, revision);
      // StreamIdentifier.stream_name, then UUID.string
      writer.nested(2, () => writer.text(3, stream));
      writer.nested(1, () => writer.text(2, event.id));
    });
  });
  return writer.message;
}

/** The message for a link that is followed; a link to nothing has no event. */
export function resolvedLinkMessage(link: Uint8Array, target: Uint8Array | undefined, position: number): Uint8Array {
  const event = target === undefined ? {} : { event: recordedIn(target) };
  return readEvent({ link: recordedIn(link), ...event }, position);
}

function readEvent({ event, link }: { event?: Recorded; link?: Recorded }, position: number): Uint8Array {
  const readEvent = new streams.ReadResp.ReadEvent();
  readEvent.setEvent(event);
  readEvent.setLink(link);
  readEvent.setCommitPosition(String(position));
  const response = new streams.ReadResp();
  response.setEvent(readEvent);
  return response.serializeBinary();
}

/** Reads a stored message back. */
export function recordedIn(message: Uint8Array): Recorded {
  const recorded = streams.ReadResp.deserializeBinary(message).getEvent()?.getEvent();
  if (recorded === undefined) throw new Error('a stored message holds an event');
  return recorded;
}

export function factsOf(recorded: Recorded): RecordFacts {
  const described = recorded.getMetadataMap();
  const type = described.get('type') ?? '';
  const isMetadata = type === METADATA_TYPE;
  return {
    id: recorded.getId()?.getString() ?? '',
    stream: streamNameOf(recorded.getStreamIdentifier()),
    type,
    createdMs: Number(described.get('created')) / 10_000,
    isTombstone: recorded.getStreamRevision() === String(TOMBSTONE_REVISION),
    ...(isMetadata ? { policy: Buffer.from(recorded.getData_asU8()).toString('utf8') } : {}),
  };
}

export function streamIdentifier(name: string): shared.StreamIdentifier {
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(Buffer.from(name, 'utf8'));
  return identifier;
}

export const streamNameOf = (identifier: shared.StreamIdentifier | undefined): string =>
  identifier === undefined ? '' : Buffer.from(identifier.getStreamName_asU8()).toString('utf8');
