import type { ResolvedEvent } from '@eventstore/db-client';
import { CALL, type Link } from './link.js';

/** Events asked of the server at once by those who read on and on. */
const CHUNK = 1_000;
/** Chunks kept: those who follow the log are mostly near one another. */
const KEPT_MAX = 8;
/** Read beyond what is wanted: the record one begins at, and some of others'. */
const SPARE = 64;

/** Consecutive events of the server, from the first's place to the last's; never again otherwise. */
interface Chunk {
  readonly events: readonly ResolvedEvent[];
  readonly first: bigint;
  readonly last: bigint;
}

export const placeOf = ({ event, commitPosition }: ResolvedEvent): bigint | undefined =>
  commitPosition ?? event?.position?.commit;

/** Reads the server's log forwards. Followers of it read the same events one after the other: the last ones are kept for them. */
export class Chunks {
  readonly #kept: Chunk[] = [];
  readonly #underWay = new Map<bigint, Promise<readonly ResolvedEvent[]>>();

  constructor(private readonly link: Link) {}

  /** Events from a record's place on, that record first, some `wanted` of them; `isEnd` when there are no more. */
  async from(
    place: bigint,
    wanted: number,
  ): Promise<{ readonly events: readonly ResolvedEvent[]; readonly isEnd: boolean }> {
    const kept = this.#kept.find(({ first, last }) => first <= place && place < last);
    const at = kept?.events.findIndex((event) => placeOf(event) === place) ?? -1;
    if (kept !== undefined && at >= 0) return { events: kept.events.slice(at), isEnd: false };
    if (wanted < CHUNK / 2) {
      const count = wanted + SPARE;
      const events = await this.#read(place, count);
      return { events, isEnd: events.length < count };
    }
    const events = (await this.#shared(place)) ?? (await this.#share(place));
    if (events.length === CHUNK) this.#keep(events);
    return { events, isEnd: events.length < CHUNK };
  }

  #read(commit: bigint, maxCount: number): Promise<readonly ResolvedEvent[]> {
    return this.link.collect((client) =>
      client.readAll({ ...CALL, fromPosition: { commit, prepare: commit }, maxCount }),
    );
  }

  /** What another is reading; at the end of the log it may have begun before the last event was recorded, and does not serve. */
  async #shared(place: bigint): Promise<readonly ResolvedEvent[] | undefined> {
    const events = await this.#underWay.get(place)?.catch(() => undefined);
    return events?.length === CHUNK ? events : undefined;
  }

  async #share(place: bigint): Promise<readonly ResolvedEvent[]> {
    const read = this.#read(place, CHUNK);
    this.#underWay.set(place, read);
    try {
      return await read;
    } finally {
      if (this.#underWay.get(place) === read) this.#underWay.delete(place);
    }
  }

  #keep(events: readonly ResolvedEvent[]): void {
    if (this.#kept.some((chunk) => chunk.events === events)) return;
    const [first, last] = [events[0], events.at(-1)].map((event) => event && placeOf(event));
    if (first === undefined || last === undefined) return;
    this.#kept.unshift({ events, first, last });
    this.#kept.splice(KEPT_MAX);
  }
}
