import type { ResolvedEvent } from '@eventstore/db-client';
import { LRUCache } from 'lru-cache';
import { categoryOf, type RecordedEvent } from '#kernel';
import type { LogPage, LogRead } from '../event-store.js';
import { Chunks, placeOf } from './chunks.js';
import type { HeadReader } from './head-reader.js';
import type { Link } from './link.js';
import type { Ours } from './ours.js';
import type { StreamReader } from './stream-reader.js';

/** Finds the server's place of a position it has not itself seen. */
export interface Places {
  /** Commit position of the last known event at or before `position`; undefined: none is known. */
  commitAtOrBefore(position: number): bigint | undefined;
}

export interface LogReaderParts {
  readonly link: Link;
  readonly ours: Ours;
  readonly heads: HeadReader;
  readonly streams: StreamReader;
  readonly places: Places;
  /** Nothing of ours stands below this place. */
  readonly floor: bigint;
}

/** Events looked at for one page, once one of ours was among them. */
const SCAN_MAX = 50_000;
const BOUNDARIES_MAX = 1_000;
/** A page on its way. */
interface Gathering {
  readonly events: RecordedEvent[];
  /** The last position considered. */
  position: number;
  /** Where the server goes on. */
  from: bigint;
  isDone: boolean;
}

/**
 * Pages of the whole log. The server reads from record boundaries only (anything else is an error), inclusively, without a
 * filter, and mixes its own events and other applications' into ours: these are skipped, and where a page ended is remembered.
 */
export class LogReader {
  /** The server's place where reading goes on after a position. */
  readonly #boundaries = new LRUCache<number, bigint>({ max: BOUNDARIES_MAX });

  readonly #chunks: Chunks;

  constructor(private readonly parts: LogReaderParts) {
    this.#chunks = new Chunks(parts.link);
  }

  /** `onEvent` is told of each event of ours that is passed, matching or not, with the server's place of it. */
  async page(read: LogRead, onEvent?: (event: RecordedEvent, commit: bigint) => void): Promise<LogPage> {
    const { after, upTo = Number.MAX_SAFE_INTEGER } = read;
    const page: Gathering = { events: [], position: after, from: this.#startOf(after), isDone: after >= upTo };
    for (let looked = 0; !page.isDone && (looked < SCAN_MAX || page.position === after);) {
      const { events, isEnd } = await this.#chunks.from(page.from, read.limit);
      looked += events.length;
      for (const stream of this.parts.ours.touched(events)) await this.parts.streams.read(stream);
      const before = page.position;
      for (const resolved of events) if (!page.isDone) this.#consider(resolved, page, read, onEvent);
      page.isDone ||= isEnd;
      if (!page.isDone && page.position === before) await this.#skip(page);
    }
    this.#boundaries.set(page.position, page.from);
    return { events: page.events, position: page.position };
  }

  /** Nothing of ours in a whole chunk: others' events may go on for long, and up to the end when the head is passed. */
  async #skip(page: Gathering): Promise<void> {
    const { event, looked } = await this.parts.heads.read();
    if ((event?.position ?? 0) > page.position) return;
    page.from = looked;
    page.isDone = true;
  }

  #consider(
    resolved: ResolvedEvent,
    page: Gathering,
    { upTo = Number.MAX_SAFE_INTEGER, limit, categories, types }: LogRead,
    onEvent?: (event: RecordedEvent, commit: bigint) => void,
  ): void {
    const event = this.parts.ours.event(resolved);
    const commit = placeOf(resolved);
    if (event !== undefined && event.position > upTo) {
      page.position = Math.max(page.position, upTo);
      page.isDone = true;
      return;
    }
    if (commit !== undefined) page.from = commit;
    if (event === undefined || event.position <= page.position) return;
    page.position = event.position;
    if (commit !== undefined) onEvent?.(event, commit);
    if (types !== undefined && !types.includes(event.type)) return;
    if (categories !== undefined && !categories.includes(categoryOf(event.stream))) return;
    page.events.push(event);
    page.isDone = page.events.length === limit;
  }

  #startOf(after: number): bigint {
    return this.#boundaries.get(after) ?? this.parts.places.commitAtOrBefore(after) ?? this.parts.floor;
  }
}
