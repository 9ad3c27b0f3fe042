import type { EventLog } from './event-log.js';
import { recordAtPosition } from './reading.js';
import type { ReadRequest } from './read-request.js';
import { handlerThrew, streamDeleted, type CallFailure } from './statuses.js';

interface Page {
  readonly records: readonly number[];
  /** What a checkpoint after this page names: the last record that matched, else the first that was looked at. */
  readonly reached: number;
  /** False when the end was met before. */
  readonly isFull: boolean;
}

/** What a subscription follows: $all or a stream, from after a given place on. */
export interface Followed {
  readonly exists: boolean;
  readonly isAtEnd: boolean;
  /** Looks at `window` records more, or at less when `max` of them match. */
  page(window: number, max: number, matches: (record: number) => boolean): Page;
  follows(record: number): boolean;
  /** Whether nothing can come after this record. */
  endsWith(record: number): CallFailure | undefined;
}

/** Throws a CallFailure when there is nothing to follow from there. */
export function followed(log: EventLog, { stream, all }: ReadRequest): Followed {
  if (stream !== undefined) return new FollowedStream(log, stream.name, stream.from);
  return new FollowedAll(log, all?.from ?? 'start');
}

/** Goes through a list that grows, by index. */
abstract class FollowedList implements Followed {
  protected readonly log: EventLog;
  #next: number;

  constructor(log: EventLog, next: number) {
    this.log = log;
    this.#next = next;
  }

  abstract get exists(): boolean;
  abstract follows(record: number): boolean;
  abstract endsWith(record: number): CallFailure | undefined;
  /** Undefined beyond the end. */
  protected abstract recordAt(index: number): number | undefined;

  get isAtEnd(): boolean {
    return this.recordAt(this.#next) === undefined;
  }

  page(window: number, max: number, matches: (record: number) => boolean): Page {
    const records: number[] = [];
    const first = this.recordAt(this.#next) ?? 0;
    let left = window;
    for (; left > 0 && records.length < max; left -= 1) {
      const record = this.recordAt(this.#next);
      if (record === undefined) break;
      if (matches(record)) records.push(record);
      this.#next += 1;
    }
    return { records, reached: records.at(-1) ?? first, isFull: left === 0 || records.length === max };
  }
}

class FollowedAll extends FollowedList {
  constructor(log: EventLog, from: Exclude<ReadRequest['all'], undefined>['from']) {
    super(log, startOfAll(log, from));
  }

  get exists(): boolean {
    return true;
  }

  follows(): boolean {
    return true;
  }

  endsWith(): undefined {
    return undefined;
  }

  protected override recordAt(index: number): number | undefined {
    return index < this.log.index.size ? index : undefined;
  }
}

class FollowedStream extends FollowedList {
  readonly #name: string;

  constructor(log: EventLog, name: string, from: Exclude<ReadRequest['stream'], undefined>['from']) {
    const { first, last, isTombstoned } = log.state(name);
    if (isTombstoned) throw streamDeleted(name);
    const after = { start: 0, end: last + 1 };
    super(log, Math.max(first, typeof from === 'bigint' ? Number(from) + 1 : after[from]));
    this.#name = name;
  }

  get exists(): boolean {
    return this.log.state(this.#name).last >= 0;
  }

  follows(record: number): boolean {
    return this.log.index.streamNameOf(record) === this.#name;
  }

  endsWith(): CallFailure | undefined {
    return this.log.state(this.#name).isTombstoned ? streamDeleted(this.#name) : undefined;
  }

  protected override recordAt(index: number): number | undefined {
    return this.log.index.recordOf(this.#name, index);
  }
}

/** After the named event; what names no event cannot be followed. */
function startOfAll(log: EventLog, from: Exclude<ReadRequest['all'], undefined>['from']): number {
  const record = recordAtPosition(log.index, from);
  if (record === undefined) throw handlerThrew();
  const isExclusive = typeof from === 'object' && from.commit > 0n && record < log.index.size;
  return isExclusive ? record + 1 : record;
}
