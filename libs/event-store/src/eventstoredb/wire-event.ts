import type { EventData, JSONType, RecordedEvent as StoredEvent } from '@eventstore/db-client';
import { sha256, type Meta, type RecordedEvent } from '#kernel';
import type { NewEvent } from '../event-store.js';
import { notWhole } from './failure.js';

/** What stands beside the payload: the envelope, and what the server has no field for. Names are on disk for ever. */
interface StoredMeta extends Meta {
  readonly eventId: string;
  readonly version: number;
  /** The position the event had in the store it was moved from. */
  readonly movedPosition?: number;
}

/** The server's own events, such as the mark of a deleted stream, have types that begin with `$`. */
export const isSystemType = (type: string): boolean => type.startsWith('$');

const ENCODER = new TextEncoder();

/** An event on its way, and what it weighs. */
export interface WireEvent {
  readonly event: EventData;
  /** What it is made of. */
  readonly of: Pick<NewEvent, 'id' | 'meta'>;
  readonly dataBytes: number;
  readonly metaBytes: number;
}

/**
 * An event as the server keeps it. Its id there is a digest of all that is stored, while the ledger's id, which says only which
 * statement it comes from, stands in the metadata: the server takes an append whose ids it knows for a repetition and keeps
 * what it has, so only equal content may have equal ids.
 */
export function toWire({ id, type, version, dataText, meta }: NewEvent, movedPosition?: number): WireEvent {
  const metadata: StoredMeta = {
    ...meta,
    eventId: id,
    version,
    ...(movedPosition === undefined ? {} : { movedPosition }),
  };
  const metadataText = JSON.stringify(metadata);
  // Bytes, which the client passes on; an object it would write out again, and through base64 twice.
  const metadataBytes = ENCODER.encode(metadataText);
  const event: EventData = {
    id: uuidOf(sha256(`${type}\n${metadataText}\n${dataText}`)),
    type,
    contentType: 'application/json',
    data: JSON.parse(dataText) as JSONType,
    metadata: metadataBytes,
  };
  return {
    event,
    of: { id, meta },
    dataBytes: Buffer.byteLength(dataText),
    metaBytes: Buffer.byteLength(metadataText),
  };
}

/** An event of a stream of ours; refuses with stream-not-whole when another's hand has put it there. */
export function fromWire(
  stored: StoredEvent,
  stream: string,
  positionOf: (commit: bigint, moved: number | undefined) => number,
): RecordedEvent {
  const { type, data, revision } = stored;
  const metadata: unknown = stored.metadata;
  if (isSystemType(type)) throw notWhole(stream, 'deleted');
  if (!isStoredMeta(metadata)) throw notWhole(stream, `foreign event at revision ${revision}`);
  const { eventId, version, movedPosition, ...meta } = metadata;
  const position = positionOf(commitOf(stored), movedPosition);
  return { position, stream, revision: Number(revision), id: eventId, type, version, data, meta };
}

/** Where the server keeps the event. Servers before 22.6 do not say it of single streams; they are not taken. */
export function commitOf({ position, streamId }: StoredEvent): bigint {
  if (position === undefined) throw new Error(`the server gives no position for an event of ${streamId}`);
  return position.commit;
}

const isStoredMeta = (metadata: unknown): metadata is StoredMeta =>
  typeof metadata === 'object' &&
  metadata !== null &&
  'eventId' in metadata &&
  typeof metadata.eventId === 'string' &&
  'version' in metadata &&
  typeof metadata.version === 'number' &&
  'statementId' in metadata &&
  'recordedAt' in metadata;

/** A UUIDv8 (RFC 9562) of 122 bits of a digest. */
const uuidOf = (digest: string): string =>
  [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    `a${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join('-');
