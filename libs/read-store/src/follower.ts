import { setImmediate } from 'node:timers/promises';
import { categoryOf, type RecordedEvent } from '#kernel';
import type { EventStore, LogPage } from '#event-store';
import { foldStream, type StreamFold, type StreamSources } from './fold-stream.js';
import type { BuildKey, Document, Projection } from './projection.js';
import type { DeadLetter, ReadStore } from './read-store.js';

export interface FollowerOptions {
  readonly eventStore: EventStore;
  readonly readStore: ReadStore;
  /** The event with its payload in the newest shape of its type. */
  readonly current: (event: RecordedEvent) => RecordedEvent;
  /** Told of each stream that was parked, after the step that parked it. Without it a poison event fails the step. */
  readonly onParked?: (key: BuildKey, deadLetter: DeadLetter, cause: unknown) => void;
}

/** One build's way along the log: its place, the streams it has parked, and how it takes the next step. */
export class Follower {
  #checkpoint = 0;
  #parked = new Map<string, DeadLetter>();
  readonly #sources: StreamSources;
  readonly key: BuildKey;

  constructor(
    readonly projection: Projection,
    build: number,
    private readonly options: FollowerOptions,
  ) {
    const { eventStore, readStore, current } = options;
    const key = { name: projection.name, version: projection.version, build };
    this.key = key;
    this.#sources = {
      current,
      rowsOf: (stream) => readStore.rowsOf(key, stream),
      eventsOf: (stream, revision) => eventStore.readStream(stream, { limit: revision + 1 }),
    };
  }

  get checkpoint(): number {
    return this.#checkpoint;
  }

  /** By stream, in no order. */
  get parked(): ReadonlyMap<string, DeadLetter> {
    return this.#parked;
  }

  /** Takes its place from the read store: at the start, and whenever a write may or may not have happened. */
  async load(): Promise<void> {
    const { readStore } = this.options;
    this.#checkpoint = await readStore.checkpoint(this.key);
    this.#parked = new Map((await readStore.deadLetters(this.key)).map((letter) => [letter.stream, letter]));
  }

  /** Applies what the page holds beyond the checkpoint, as one step. */
  async advance(page: LogPage): Promise<void> {
    if (page.position <= this.#checkpoint) return;
    const streams = this.#byStream(page.events.filter((event) => this.#isDue(event)));
    const folds = await this.#fold(streams);
    await this.#write(folds, page.position);
  }

  /**
   * Applies to a parked stream what it missed, as if it had never been parked: the rows keep the positions of their events.
   * Resolves to the dead letter that remains when an event is still, or newly, poison.
   */
  async replay(stream: string): Promise<DeadLetter | undefined> {
    const parked = this.#parked.get(stream);
    if (parked === undefined) throw new Error(`${this.projection.name} has no dead letter of ${stream}`);
    const events = await this.options.eventStore.readStream(stream);
    const missed = events.filter(({ position }) => position >= parked.position && position <= this.#checkpoint);
    await this.#write(await this.#fold(new Map([[stream, missed]])), this.#checkpoint, [stream]);
    return this.#parked.get(stream);
  }

  #isDue({ position, stream }: RecordedEvent): boolean {
    const { categories } = this.projection;
    return (
      position > this.#checkpoint &&
      (categories === undefined || categories.includes(categoryOf(stream))) &&
      !this.#parked.has(stream)
    );
  }

  #byStream(events: readonly RecordedEvent[]): ReadonlyMap<string, readonly RecordedEvent[]> {
    return Map.groupBy(events, ({ stream }) => stream);
  }

  async #fold(streams: ReadonlyMap<string, readonly RecordedEvent[]>): Promise<readonly Folded[]> {
    const { projection, options } = this;
    const keepsDocuments = projection.project !== undefined && streams.size > 0;
    const documents = keepsDocuments
      ? await options.readStore.getMany(this.key, [...streams.keys()])
      : new Map<string, Document>();
    const folds: Folded[] = [];
    for (const [stream, events] of streams) {
      const before = documents.get(stream);
      folds.push({ stream, before, fold: await foldStream(projection, before, events, this.#sources) });
    }
    return folds;
  }

  async #write(folds: readonly Folded[], checkpoint: number, revived: readonly string[] = []): Promise<void> {
    const parked = folds.flatMap(({ fold }) => fold.parked ?? []);
    const { onParked, readStore } = this.options;
    const [poison] = parked;
    if (poison !== undefined && onParked === undefined)
      throw new Error(`${this.projection.name} cannot apply ${poison.stream} at ${poison.position}`, {
        cause: poison.cause,
      });
    const deadLetters = parked.map(({ stream, position, reason }) => ({ stream, position, reason }));
    await readStore.write(this.key, {
      documents: folds
        .filter(({ before, fold }) => fold.doc !== before)
        .map(({ stream, fold }) => ({ id: stream, doc: fold.doc })),
      rows: folds.flatMap(({ fold }) => fold.rows),
      deadLetters,
      revived,
      checkpoint,
    });
    this.#checkpoint = checkpoint;
    for (const stream of revived) this.#parked.delete(stream);
    for (const letter of deadLetters) this.#parked.set(letter.stream, letter);
    for (const [index, letter] of deadLetters.entries()) onParked?.(this.key, letter, parked[index]?.cause);
    // A store may do its work without giving way; the doors of the process must not wait for a whole catch-up.
    await setImmediate();
  }
}

interface Folded {
  readonly stream: string;
  readonly before: Document | undefined;
  readonly fold: StreamFold;
}
