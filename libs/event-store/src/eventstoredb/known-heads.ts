import { LRUCache } from 'lru-cache';

const STREAMS_MAX = 50_000;
/** How long after it was last seen to be complete what is known may serve; that look is itself a poll old. */
const STALE_MS = 3_000;

/**
 * The last revision of streams, as this process has recorded, read or followed them. Others write too, so it is good for what may
 * be a moment old, and for nothing when the log has not been followed of late.
 */
export class KnownHeads {
  readonly #revisions = new LRUCache<string, number>({ max: STREAMS_MAX });
  #freshMs = -STALE_MS;
  #toReach = 0;

  constructor(private readonly nowMs: () => number) {}

  /** `revision` is the last one of the stream, as far as was seen; -1: it has no event. */
  passed(stream: string, revision: number): void {
    const known = this.#revisions.get(stream);
    if (known === undefined || known < revision) this.#revisions.set(stream, revision);
  }

  forget(stream: string): void {
    this.#revisions.delete(stream);
  }

  /** True: nothing beyond `revision` was heard of, and we would have heard. */
  isLast(stream: string, revision: number): boolean {
    return this.nowMs() - this.#freshMs < STALE_MS && this.#revisions.get(stream) === revision;
  }

  /** The head as the server says it now, and how far the log has been followed: up to where it was the last time, or not. */
  look(head: number, followed: number): void {
    if (followed >= this.#toReach) this.#freshMs = this.nowMs();
    this.#toReach = head;
  }
}
