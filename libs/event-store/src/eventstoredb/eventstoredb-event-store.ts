import type { RecordedEvent } from '#kernel';
import { assertPage, assertWellFormed } from '../call-rules.js';
import {
  EventStore,
  type Append,
  type EventLookup,
  type LogPage,
  type LogRead,
  type Outcome,
  type StreamRead,
} from '../event-store.js';
import type { MoveSource, MoveTarget } from '../move-target.js';
import { closed } from '../store-refusals.js';
import { Bell } from './bell.js';
import { connectionOf, type Connection } from './connection.js';
import { EventStoreDbMoveTarget } from './eventstoredb-move-target.js';
import { Identities, type Double } from './identities.js';
import { ANSWER_MS, Link, PATIENCE_MS } from './link.js';
import { logAlone } from './log-alone.js';
import { openParts, positionsOf, type Parts } from './parts.js';

export interface EventStoreDbOptions {
  readonly connection: Connection;
  /** The index of identities that is kept beside the server; `:memory:` makes it anew at each start. */
  readonly indexFile: string;
  readonly answerMs?: number;
  readonly patienceMs?: number;
  readonly pollMs?: number;
  /** Told, while the store is opened, how far the index has come. */
  readonly onIndexing?: (position: number, head: number) => void;
  /** Told of each statement that two processes recorded in the same instant about two streams. */
  readonly onDouble?: (double: Double) => void;
  /** Told of what keeps the index from following the log; it tries again. */
  readonly onError?: (error: unknown) => void;
}

const POLL_MS = 1_000;

/** The log in an EventStoreDB or KurrentDB, which other processes may write too. */
export class EventStoreDbEventStore extends EventStore {
  readonly #underWay = new Set<Promise<unknown>>();
  #closing: Promise<void> | undefined;

  private constructor(
    private readonly parts: Parts,
    private readonly bell: Bell,
  ) {
    super();
  }

  /** Refuses with store-unavailable, with store-move-unfinished, or with stream-not-whole. */
  static async open(options: EventStoreDbOptions): Promise<EventStoreDbEventStore> {
    const { connection, answerMs = ANSWER_MS, patienceMs = PATIENCE_MS, pollMs = POLL_MS } = options;
    const link = new Link({ connection, answerMs, patienceMs });
    const identities = new Identities(options.indexFile);
    try {
      const parts = await openParts(link, identities, options);
      const { doorbell, heads, positions, known, index } = parts;
      await index.open(options.onIndexing ?? (() => undefined));
      doorbell.ring(await heads.position());
      const onLook = (head: number): void => known.look(head, identities.checkpoint);
      return new EventStoreDbEventStore(parts, new Bell({ link, doorbell, positions, heads, pollMs, onLook }));
    } catch (error) {
      identities.close();
      await link.close();
      throw error;
    }
  }

  /** What `EVENT_STORE=esdb://…` names; undefined when the client could not use it, or would in silence leave out a part of it. */
  static connectionOf(text: string): Connection | undefined {
    return connectionOf(text);
  }

  /** A ledger to be moved away; nothing may write to it meanwhile. Refuses with store-unavailable or store-move-unfinished. */
  static async moveSource(connection: Connection): Promise<MoveSource> {
    const link = new Link({ connection, answerMs: ANSWER_MS, patienceMs: PATIENCE_MS });
    try {
      return { ...(await logAlone(link, await positionsOf(link))), close: () => link.close() };
    } catch (error) {
      await link.close();
      throw error;
    }
  }

  /** Streams to move a ledger into. */
  static moveTarget(connection: Connection): Promise<MoveTarget> {
    return EventStoreDbMoveTarget.open(connection);
  }

  /** Finds events by identity, by the index beside the server. */
  get lookup(): EventLookup {
    return this.parts.index;
  }

  override async appendBatch(groups: readonly (readonly Append[])[]): Promise<readonly Outcome[]> {
    if (this.#closing !== undefined) throw closed();
    assertWellFormed(groups);
    const appending = this.#append(groups);
    this.#underWay.add(appending);
    try {
      return await appending;
    } finally {
      this.#underWay.delete(appending);
    }
  }

  override async readStream(stream: string, read?: StreamRead): Promise<readonly RecordedEvent[]> {
    if (this.#closing !== undefined) throw closed();
    const { streams, index, known } = this.parts;
    if (read?.asKnown === true && known.isLast(stream, (read.from ?? 0) - 1)) return [];
    const events = await streams.read(stream, read);
    // That a stream has nothing, or nothing more, is known too: most months of most nodes have no word about their closing.
    if (events.length === 0 && read?.direction !== 'backwards') known.passed(stream, (read?.from ?? 0) - 1);
    for (const event of events) {
      index.note(event);
      known.passed(stream, event.revision);
    }
    return events;
  }

  override async readAll(read: LogRead): Promise<LogPage> {
    if (this.#closing !== undefined) throw closed();
    assertPage(read.limit);
    return this.parts.log.page(read);
  }

  override async last(): Promise<RecordedEvent | undefined> {
    if (this.#closing !== undefined) throw closed();
    return (await this.parts.heads.read()).event;
  }

  override async head(): Promise<number> {
    if (this.#closing !== undefined) throw closed();
    return this.parts.doorbell.known;
  }

  override news(after: number, signal?: AbortSignal): Promise<void> {
    return this.parts.doorbell.wait(after, signal);
  }

  override async ready(): Promise<void> {
    if (this.#closing !== undefined) throw closed();
    await this.parts.link.reach();
  }

  override close(): Promise<void> {
    this.#closing ??= this.#release();
    return this.#closing;
  }

  async #append(groups: readonly (readonly Append[])[]): Promise<readonly Outcome[]> {
    await this.parts.index.room();
    return this.parts.appender.append(groups);
  }

  async #release(): Promise<void> {
    this.parts.doorbell.close();
    await Promise.allSettled(this.#underWay);
    // The link first: where the server is away, nobody insists any longer.
    await this.parts.link.close();
    await Promise.allSettled([this.bell.stop(), this.parts.index.close()]);
  }
}
