import type { Place } from './log-file.js';
import type { RecordFacts } from './recorded-event.js';
import {
  defaultPolicy,
  isMetastream,
  isSoftDeletion,
  metastreamOf,
  originOf,
  policyOf,
  type StreamPolicy,
} from './stream-policy.js';

/** How a stream stands. */
export interface StreamState {
  /** Revision of its last event; -1 when it has none. */
  readonly last: number;
  /** First revision that can be read. */
  readonly first: number;
  readonly isTombstoned: boolean;
  readonly isSoftDeleted: boolean;
  readonly hasMetadata: boolean;
}

interface StreamEntry {
  readonly name: string;
  readonly number: number;
  /** Record numbers; a record's place in the array is its revision. */
  readonly records: number[];
  isTombstoned: boolean;
}

/** What memory knows of the log: a few numbers for each record, never its body. Records are numbered in commit order. */
export class EventIndex {
  readonly #streams: StreamEntry[] = [];
  readonly #streamsByName = new Map<string, StreamEntry>();
  readonly #types: string[] = [];
  readonly #typeNumbers = new Map<string, number>();
  readonly #policies = new Map<string, StreamPolicy>();
  readonly #positions = new Column(Float64Array);
  readonly #sizes = new Column(Uint32Array);
  readonly #streamOf = new Column(Uint32Array);
  readonly #typeOf = new Column(Uint32Array);
  readonly #createdMs = new Column(Float64Array);

  /** How many records there are. */
  get size(): number {
    return this.#positions.length;
  }

  add({ position, size }: Place, { stream, type, createdMs, policy, isTombstone }: RecordFacts): void {
    const entry = this.#entry(stream);
    if (isTombstone) entry.isTombstoned = true;
    else entry.records.push(this.size);
    if (policy !== undefined && isMetastream(stream)) this.#policies.set(originOf(stream), policyOf(policy));
    this.#streamOf.push(entry.number);
    this.#typeOf.push(this.#typeNumber(type));
    this.#sizes.push(size);
    this.#createdMs.push(createdMs);
    this.#positions.push(position);
  }

  state(stream: string, nowMs: number): StreamState {
    const entry = this.#streamsByName.get(stream);
    const policy = this.#policies.get(stream) ?? defaultPolicy(stream);
    const records = entry?.records ?? [];
    return {
      last: records.length - 1,
      first: this.#firstReadable(records, policy, nowMs),
      isTombstoned: this.#isTombstoned(stream),
      isSoftDeleted: isSoftDeletion(policy),
      hasMetadata: this.#streamsByName.has(metastreamOf(stream)),
    };
  }

  /** The record of a stream's revision. */
  recordOf(stream: string, revision: number): number | undefined {
    return this.#streamsByName.get(stream)?.records[revision];
  }

  place(record: number): Place {
    return { position: this.#positions.entryAt(record), size: this.#sizes.entryAt(record) };
  }

  positionOf(record: number): number {
    return this.#positions.entryAt(record);
  }

  streamNameOf(record: number): string {
    return this.#streams[this.#streamOf.entryAt(record)]?.name ?? '';
  }

  typeNameOf(record: number): string {
    return this.#types[this.#typeOf.entryAt(record)] ?? '';
  }

  /** The first record at or beyond a position; `size` when there is none. */
  recordFrom(position: number): number {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#positions.entryAt(middle) < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #isTombstoned(stream: string): boolean {
    if (this.#streamsByName.get(stream)?.isTombstoned === true) return true;
    return isMetastream(stream) && this.#isTombstoned(originOf(stream));
  }

  #firstReadable(records: readonly number[], policy: StreamPolicy, nowMs: number): number {
    let first = Math.max(0, policy.truncateBefore, records.length - policy.maxCount);
    if (policy.maxAgeS === Infinity) return first;
    const oldestMs = nowMs - policy.maxAgeS * 1000;
    for (let record = records[first]; record !== undefined; record = records[first]) {
      if (this.#createdMs.entryAt(record) >= oldestMs) break;
      first += 1;
    }
    return first;
  }

  #entry(name: string): StreamEntry {
    const found = this.#streamsByName.get(name);
    if (found !== undefined) return found;
    const entry = { name, number: this.#streams.length, records: [], isTombstoned: false };
    this.#streams.push(entry);
    this.#streamsByName.set(name, entry);
    return entry;
  }

  #typeNumber(type: string): number {
    const found = this.#typeNumbers.get(type);
    if (found !== undefined) return found;
    this.#typeNumbers.set(type, this.#types.length);
    this.#types.push(type);
    return this.#types.length - 1;
  }
}

type Numbers = Float64Array | Uint32Array;

/** Numbers that only ever grow in count. */
class Column {
  length = 0;
  #numbers: Numbers;
  readonly #kind: new (length: number) => Numbers;

  constructor(kind: new (length: number) => Numbers) {
    this.#kind = kind;
    this.#numbers = new kind(1024);
  }

  push(value: number): void {
    if (this.length === this.#numbers.length) {
      const wider = new this.#kind(this.length * 2);
      wider.set(this.#numbers);
      this.#numbers = wider;
    }
    this.#numbers[this.length] = value;
    this.length += 1;
  }

  entryAt(index: number): number {
    const value = this.#numbers[index];
    if (value === undefined) throw new RangeError(`no record ${index}`);
    return value;
  }
}
