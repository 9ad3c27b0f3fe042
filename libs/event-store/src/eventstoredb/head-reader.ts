import type { ResolvedEvent } from '@eventstore/db-client';
import type { RecordedEvent } from '#kernel';
import { placeOf } from './chunks.js';
import { CALL, type Link } from './link.js';
import type { Ours } from './ours.js';

/** Events looked at first, and at most at once, on the way back to the last one of ours. */
const FIRST_LOOK = 4;
const LOOK_MAX = 2_000;

/** The last event of ours, and the place up to which there is no other. */
export interface Head {
  readonly event: RecordedEvent | undefined;
  readonly looked: bigint;
}

/** Finds the last event of ours: behind it may stand any number of others'. Calls under way together share an answer. */
export class HeadReader {
  #asking: Promise<Head> | undefined;
  #next: Promise<Head> | undefined;
  #known: Head;

  /** Nothing of ours stands below `floor`. */
  constructor(
    private readonly link: Link,
    private readonly ours: Ours,
    floor: bigint,
  ) {
    this.#known = { event: undefined, looked: floor - 1n };
  }

  /** As it stands at some moment after the call. */
  read(): Promise<Head> {
    if (this.#asking === undefined) {
      this.#asking = this.#look().finally(() => (this.#asking = undefined));
      return this.#asking;
    }
    const again = (): Promise<Head> => {
      this.#next = undefined;
      return this.read();
    };
    this.#next ??= this.#asking.then(again, again);
    return this.#next;
  }

  async position(): Promise<number> {
    return (await this.read()).event?.position ?? 0;
  }

  async #look(): Promise<Head> {
    let from: 'end' | bigint = 'end';
    let end: bigint | undefined;
    for (let count = FIRST_LOOK; ; count = Math.min(count * 8, LOOK_MAX)) {
      const before = await this.#before(from, count);
      for (const resolved of before) {
        const place = placeOf(resolved);
        if (place === undefined) continue;
        end ??= place;
        if (place <= this.#known.looked) return this.#keep(this.#known.event, end);
        const event = this.ours.event(resolved);
        if (event !== undefined) return this.#keep(event, end);
        from = place;
      }
      if (before.length < count) return this.#keep(this.#known.event, end ?? this.#known.looked);
    }
  }

  #keep(event: RecordedEvent | undefined, looked: bigint): Head {
    this.#known = { event, looked };
    return this.#known;
  }

  /** The events before a place, the last first. */
  #before(from: 'end' | bigint, maxCount: number): Promise<readonly ResolvedEvent[]> {
    const fromPosition = from === 'end' ? from : { commit: from, prepare: from };
    return this.link.collect((client) => client.readAll({ ...CALL, direction: 'backwards', fromPosition, maxCount }));
  }
}
