import { describe, expect, it } from '@jest/globals';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import fc from 'fast-check';
import { factsOf, readEventMessage, recordedIn, TOMBSTONE_REVISION } from './recorded-event.js';

const bytes = fc.uint8Array({ maxLength: 300 });
const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 50 });
const proposed = fc.record({ id: fc.uuid(), type: name, isJson: fc.boolean(), data: bytes, metadata: bytes });
const recording = fc.record({
  stream: name,
  revision: fc.oneof(fc.maxSafeNat(), fc.constant(TOMBSTONE_REVISION)),
  position: fc.maxSafeNat(),
  created: fc.constant('17954377429713871'),
});

describe('the message of a recorded event', () => {
  it('is read by the stubs of the client as what was written', () => {
    fc.assert(
      fc.property(proposed, recording, (event, { stream, revision, position, created }) => {
        const message = readEventMessage(event, { stream, revision, position, created });
        const recorded = recordedIn(message);
        expect(recorded.getStreamRevision()).toBe(String(revision));
        expect(recorded.getCommitPosition()).toBe(String(position));
        expect(recorded.getPreparePosition()).toBe(String(position));
        expect(Buffer.from(recorded.getData_asU8())).toEqual(Buffer.from(event.data));
        expect(Buffer.from(recorded.getCustomMetadata_asU8())).toEqual(Buffer.from(event.metadata));
        expect(factsOf(recorded)).toMatchObject({ id: event.id, stream, type: event.type });
        expect(streams.ReadResp.deserializeBinary(message).getEvent()?.getCommitPosition()).toBe(String(position));
      }),
    );
  });
});
