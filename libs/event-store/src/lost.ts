import type { Append } from './event-store.js';

type Placed = Pick<Append, 'stream' | 'expected'> & { readonly events: readonly unknown[] };

/**
 * The revisions that appends of one batch would have made which were not recorded. What expects one of them was decided on what is
 * not there, even where another process has put something in its place since.
 */
export class Lost {
  readonly #met = new Map<string, number>();

  /** `met`: the revision that the stream was found to have. */
  add({ stream, expected, events }: Placed, met: number): void {
    this.#met.set(placeOf(stream, (expected === 'none' ? -1 : expected) + events.length), met);
  }

  /** The revision the stream was found to have where an append rests on a lost one; else undefined. */
  metBy({ stream, expected }: Placed): number | undefined {
    return expected === 'none' ? undefined : this.#met.get(placeOf(stream, expected));
  }
}

const placeOf = (stream: string, revision: number): string => `${stream} ${revision}`;
