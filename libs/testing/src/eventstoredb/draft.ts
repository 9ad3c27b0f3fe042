import { frameOf, RECORD_HEADER, type LogFile, type Place } from './log-file.js';
import {
  readEventMessage,
  TOMBSTONE_REVISION,
  METADATA_TYPE,
  type ProposedEvent,
  type RecordFacts,
} from './recorded-event.js';

/** Events for one stream, the first of them at `revision`. */
export interface Part {
  readonly stream: string;
  readonly revision: number | bigint;
  readonly events: readonly ProposedEvent[];
}

export interface DraftedRecord {
  readonly place: Place;
  readonly facts: RecordFacts;
  readonly message: Uint8Array;
  readonly revision: number;
}

const BYTES_MAX = 4 * 2 ** 20;

/** What goes to the disk next, with one sync: the appends that were waiting. */
export class Draft {
  readonly frames: Buffer[] = [];
  readonly records: DraftedRecord[] = [];
  #bytes = 0;
  readonly #lastRevisions = new Map<string, number>();
  readonly #ids = new Set<string>();
  readonly #file: LogFile;

  constructor(file: LogFile) {
    this.#file = file;
  }

  get isEmpty(): boolean {
    return this.frames.length === 0;
  }

  get isFull(): boolean {
    return this.#bytes >= BYTES_MAX;
  }

  lastRevision(stream: string): number | undefined {
    return this.#lastRevisions.get(stream);
  }

  hasAny(ids: readonly string[]): boolean {
    return ids.some((id) => this.#ids.has(id));
  }

  /** Adds events that become durable together. Gives back the position of the last one. */
  add(parts: readonly Part[], created: string): number {
    let position = this.#file.nextPosition(this.#bytes);
    const added: DraftedRecord[] = [];
    for (const part of parts) {
      for (const [index, event] of part.events.entries()) {
        const record = recordOf(event, part, index, { position, created });
        added.push(record);
        this.#ids.add(event.id);
        position += record.place.size;
      }
      this.#lastRevisions.set(part.stream, Number(part.revision) + part.events.length - 1);
    }
    const frame = frameOf(added.map(({ message }) => message));
    this.frames.push(frame);
    this.#bytes += frame.length;
    for (const record of added) this.records.push(record);
    return added.at(-1)?.place.position ?? position;
  }
}

function recordOf(
  event: ProposedEvent,
  { stream, revision: first }: Part,
  index: number,
  { position, created }: { readonly position: number; readonly created: string },
): DraftedRecord {
  const isTombstone = first === TOMBSTONE_REVISION;
  const revision = Number(first) + index;
  const message = readEventMessage(event, { stream, revision: isTombstone ? first : revision, position, created });
  const place = { position, size: RECORD_HEADER + message.length };
  return { place, facts: factsOf(event, stream, created, isTombstone), message, revision };
}

const factsOf = (
  { id, type, data }: ProposedEvent,
  stream: string,
  created: string,
  isTombstone: boolean,
): RecordFacts => ({
  id,
  stream,
  type,
  createdMs: Number(created) / 10_000,
  isTombstone,
  ...(type === METADATA_TYPE ? { policy: Buffer.from(data).toString('utf8') } : {}),
});
