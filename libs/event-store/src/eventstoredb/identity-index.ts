import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal, type RecordedEvent } from '#kernel';
import type { Doorbell } from '../doorbell.js';
import { EventLookup } from '../event-store.js';
import { closed } from '../store-refusals.js';
import type { HeadReader } from './head-reader.js';
import type { Double, Identities, Indexed, Place } from './identities.js';
import type { KnownHeads } from './known-heads.js';
import type { LogReader } from './log-reader.js';
import { Recent } from './recent.js';
import type { StreamReader } from './stream-reader.js';

export interface IdentityIndexParts {
  readonly identities: Identities;
  readonly streams: StreamReader;
  readonly log: LogReader;
  readonly heads: HeadReader;
  readonly known: KnownHeads;
  readonly doorbell: Doorbell;
  readonly onDouble: (double: Double) => void;
  readonly onError: (error: unknown) => void;
}

const PAGE = 1_000;
const RETRY_MS = 1_000;
/** What is recorded meanwhile is taken in one step; our own is known before that. */
const GATHER_MS = 25;
/** Events recorded or read that the index has not come to; beyond it nothing more is recorded until it has. */
const RECENT_MAX = 100_000;

/**
 * Finds events by identity on a server that cannot: by the index that follows the log, and, ahead of it, by what this process
 * itself has recorded or read. So a statement of this process, or about a stream it has read, is never missed; one that another
 * process records about another stream in the same instant can be, and is then found twice and told of.
 */
export class IdentityIndex extends EventLookup {
  override readonly isEnforced = false;
  readonly #recent = new Recent();
  readonly #waiting: (() => void)[] = [];
  readonly #stopped = new AbortController();
  #following: Promise<void> | undefined;
  #met: Refusal | undefined;
  #catching: Promise<void> | undefined;

  constructor(private readonly parts: IdentityIndexParts) {
    super();
  }

  /** Resolves when the index is near enough for more to be recorded; refuses with stream-not-whole when it cannot go on. */
  async room(): Promise<void> {
    while (this.#recent.size > RECENT_MAX && !this.#stopped.signal.aborted) {
      if (this.#met !== undefined) throw this.#met;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** Why nothing more is recorded about a stream: it was met as one that another's hand has cut. */
  cutOff(stream: string): Refusal | undefined {
    return this.#met?.params['stream'] === stream ? this.#met : undefined;
  }

  /** An event that was recorded or read here. */
  note(event: Parameters<Recent['add']>[0]): void {
    if (event.position > this.parts.identities.checkpoint) this.#recent.add(event);
  }

  override async event(id: string): Promise<RecordedEvent | undefined> {
    if (this.#stopped.signal.aborted) throw closed();
    const place = this.#placeOf(id) ?? (await this.#caughtUp().then(() => this.#placeOf(id)));
    return place === undefined ? undefined : (await this.#eventsAt([place]))[0];
  }

  override async statement(source: string, statementId: string): Promise<readonly RecordedEvent[]> {
    if (this.#stopped.signal.aborted) throw closed();
    const { identities } = this.parts;
    const indexed = identities.statement(source, statementId);
    const recent = this.#recent.statement(source, statementId);
    const stream = (indexed[0] ?? recent[0])?.stream;
    const places = new Map([...indexed, ...recent].map((place) => [place.id, place]));
    return this.#eventsAt([...places.values()].filter((place) => place.stream === stream));
  }

  override async doubleOf(id: string): Promise<Pick<Place, 'stream' | 'revision'> | undefined> {
    return this.parts.identities.doubleOf(id);
  }

  override async doubles(): Promise<number> {
    return this.parts.identities.doubles();
  }

  /** Brings the index up to the head, and from there follows the log. */
  async open(onProgress: (position: number, head: number) => void): Promise<void> {
    const head = await this.parts.heads.position();
    while (this.parts.identities.checkpoint < head) {
      await this.#step();
      onProgress(this.parts.identities.checkpoint, head);
    }
    this.#following = this.#follow();
  }

  async close(): Promise<void> {
    this.#stopped.abort();
    this.#makeRoom();
    await Promise.allSettled([this.#following, this.#catching]);
    this.parts.identities.close();
  }

  #placeOf(id: string): Place | undefined {
    return this.#recent.event(id) ?? this.parts.identities.event(id);
  }

  async #eventsAt(places: readonly Place[]): Promise<readonly RecordedEvent[]> {
    const reads = places.map(async ({ stream, revision, id }) => {
      const [event] = await this.parts.streams.read(stream, { from: revision, limit: 1 });
      if (event?.id !== id)
        throw new Error(`the index names ${stream}@${revision} for ${id}, and that is another event`);
      return event;
    });
    return Promise.all(reads);
  }

  /** Whoever asks for an event by its id may have heard of it from another process a moment ago. */
  #caughtUp(): Promise<void> {
    this.#catching ??= this.#catchUp().finally(() => (this.#catching = undefined));
    return this.#catching;
  }

  async #catchUp(): Promise<void> {
    const head = await this.parts.heads.position();
    while (this.parts.identities.checkpoint < head && !this.#stopped.signal.aborted) await this.#step();
  }

  async #follow(): Promise<void> {
    const { doorbell, identities, onError } = this.parts;
    const { signal } = this.#stopped;
    let isAtEnd = true;
    while (!signal.aborted) {
      try {
        if (isAtEnd) {
          await doorbell.wait(identities.checkpoint, signal);
          await sleep(GATHER_MS, undefined, { signal });
        }
        isAtEnd = await this.#step();
      } catch (error) {
        if (signal.aborted) return;
        this.#met = error instanceof Refusal && error.code === 'stream-not-whole' ? error : undefined;
        this.#makeRoom();
        onError(error);
        await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  /** One page; true at the end of the log. Two at once would read the same. */
  async #step(): Promise<boolean> {
    const { identities, known, log, onDouble } = this.parts;
    const after = identities.checkpoint;
    const found: Indexed[] = [];
    await log.page({ after, limit: PAGE }, (event, commit) => found.push({ event, commit }));
    if (this.#stopped.signal.aborted) return true;
    for (const { event } of found) known.passed(event.stream, event.revision);
    const news = found.filter(({ event }) => event.position > identities.checkpoint);
    for (const double of identities.take(news)) onDouble(double);
    this.#recent.dropUpTo(identities.checkpoint);
    this.#met = undefined;
    this.#makeRoom();
    return found.length < PAGE;
  }

  #makeRoom(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
