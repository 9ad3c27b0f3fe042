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

/** The message that readers get of an event; the log stores exactly these bytes. */
export function readEventMessage(event: ProposedEvent, { stream, revision, position, created }: Recording): Uint8Array {
  const id = new shared.UUID();
  id.setString(event.id);
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent();
  recorded.setId(id);
  recorded.setStreamIdentifier(streamIdentifier(stream));
  recorded.setStreamRevision(String(revision));
  recorded.setPreparePosition(String(position));
  recorded.setCommitPosition(String(position));
  const described = recorded.getMetadataMap();
  described.set('type', event.type);
  described.set('content-type', event.isJson ? JSON_CONTENT : BINARY_CONTENT);
  described.set('created', created);
  recorded.setCustomMetadata(event.metadata);
  recorded.setData(event.data);
  return readEvent({ event: recorded }, position);
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
