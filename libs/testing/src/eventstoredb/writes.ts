import { randomUUID } from 'node:crypto';
import { ANY, judge, NO_STREAM, STREAM_EXISTS } from './append-rules.js';
import type { Part } from './draft.js';
import type { StreamState } from './event-index.js';
import { METADATA_TYPE, TOMBSTONE_REVISION, type ProposedEvent } from './recorded-event.js';
import { DELETED_TRUNCATE_BEFORE, metastreamOf } from './stream-policy.js';
import type { Outcome, Write, WrittenLog } from './write.js';

export const append =
  (stream: string, expected: number, events: readonly ProposedEvent[]): Write =>
  (log, draft) => {
    const ids = events.map(({ id }) => id);
    const state = log.state(stream);
    const last = draft.lastRevision(stream) ?? state.last;
    const verdict = judge(
      expected,
      ids,
      { ...state, last },
      {
        recent: (id) => log.recentRevision(stream, id),
        at: (revision) => log.idAt(stream, revision),
      },
    );
    const isPlain = verdict.kind === 'append' && !state.isSoftDeleted && ids.length > 0 && !draft.hasAny(ids);
    if (!isPlain && !draft.isEmpty) return 'commit-first';
    if (verdict.kind === 'stream-deleted') return verdict;
    if (verdict.kind === 'wrong-revision') return { kind: 'wrong-revision', revision: state.last };
    if (verdict.kind === 'idempotent') return alreadyWritten(log, stream, state, verdict.revision);
    if (ids.length === 0) return nothingToWrite(log, stream, state);
    const part = { stream, revision: last + 1, events };
    const parts = state.isSoftDeleted ? [truncation(log, stream, String(last + 1)), part] : [part];
    return { kind: 'written', revision: last + events.length, position: draft.add(parts, log.clock.ticks()) };
  };

/** The soft deletion: everything up to now is truncated, and the stream may begin again. */
export const softDeletion =
  (stream: string, expected: number): Write =>
  (log, draft) => {
    if (!draft.isEmpty) return 'commit-first';
    const state = log.state(stream);
    if (state.isTombstoned) return { kind: 'stream-deleted' };
    const isAsExpected = expected === ANY || expected === state.last;
    if (state.last === NO_STREAM || !isAsExpected) return { kind: 'wrong-revision', revision: state.last };
    const position = draft.add([truncation(log, stream, DELETED_TRUNCATE_BEFORE)], log.clock.ticks());
    return { kind: 'written', revision: state.last, position };
  };

/** The end of a stream, for ever. */
export const tombstone =
  (stream: string, expected: number): Write =>
  (log, draft) => {
    if (!draft.isEmpty) return 'commit-first';
    const state = log.state(stream);
    if (state.isTombstoned) return { kind: 'stream-deleted' };
    const exists = state.last !== NO_STREAM;
    const isAsExpected = expected === ANY || expected === state.last || (expected === STREAM_EXISTS && exists);
    if (!isAsExpected) return { kind: 'wrong-revision', revision: state.last };
    const marker = systemEvent('$streamDeleted', false, '');
    const part = { stream, revision: TOMBSTONE_REVISION, events: [marker] };
    return { kind: 'written', revision: state.last, position: draft.add([part], log.clock.ticks()) };
  };

/** What a server has written before anybody else writes. */
export const birthOfLog: Write = (log, draft) => {
  const part = {
    stream: '$$$scavenges',
    revision: 0,
    events: [systemEvent(METADATA_TYPE, true, '{"$maxAge":2592000}')],
  };
  return { kind: 'written', revision: 0, position: draft.add([part], log.clock.ticks()) };
};

function alreadyWritten(log: WrittenLog, stream: string, state: StreamState, revision: number): Outcome {
  const record = revision < state.first ? undefined : log.index.recordOf(stream, revision);
  return { kind: 'written', revision, position: record === undefined ? undefined : log.index.positionOf(record) };
}

function nothingToWrite(log: WrittenLog, stream: string, { last }: StreamState): Outcome {
  const record = log.index.recordOf(stream, last) ?? log.index.size - 1;
  return { kind: 'written', revision: last, position: log.index.positionOf(record) };
}

function truncation(log: WrittenLog, stream: string, before: string): Part {
  const metastream = metastreamOf(stream);
  const event = systemEvent(METADATA_TYPE, true, `{"$tb":${before}}`);
  return { stream: metastream, revision: log.state(metastream).last + 1, events: [event] };
}

const systemEvent = (type: string, isJson: boolean, data: string): ProposedEvent => ({
  id: randomUUID(),
  type,
  isJson,
  data: Buffer.from(data),
  metadata: new Uint8Array(),
});
