import type { RecordedEvent } from '#kernel';

export const STREAMS_MAX = 200;
const EVENTS_MAX = 5_000;

/** What a trace has found. */
export interface Gathered {
  /** Streams the caller may read, in order of finding. */
  readonly streams: readonly string[];
  readonly events: readonly RecordedEvent[];
  /** Nothing was left out for its length. */
  readonly complete: boolean;
}

/** Streams and events of one trace, up to its limits. */
export class Gathering {
  readonly #streams: string[] = [];
  readonly #events: RecordedEvent[] = [];
  #looked = 0;

  /** Events it still has room for. */
  get room(): number {
    return EVENTS_MAX - this.#events.length;
  }

  /** Whether one more stream may be looked at. */
  look(): boolean {
    this.#looked += 1;
    return this.#looked <= STREAMS_MAX;
  }

  /** Adds what there is room for; false when that is not all. A stream without events is none. */
  add(stream: string, events: readonly RecordedEvent[]): boolean {
    const { room } = this;
    if (events.length > 0) this.#streams.push(stream);
    this.#events.push(...events.slice(0, room));
    return events.length <= room;
  }

  result(complete: boolean): Gathered {
    return { streams: this.#streams, events: this.#events, complete };
  }
}
