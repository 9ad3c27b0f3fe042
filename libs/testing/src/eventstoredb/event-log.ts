import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from './clock.js';
import { Draft } from './draft.js';
import { EventIndex, type StreamState } from './event-index.js';
import { LogFile, RECORD_HEADER } from './log-file.js';
import { factsOf, recordedIn } from './recorded-event.js';
import { RecentIds } from './recent-ids.js';
import type { Outcome, Write, WrittenLog } from './write.js';

const FILE = 'events.log';
const READ_CHUNK = 256 * 2 ** 10;
/** Observed: an append with `any` was no longer recognised after about 150,000 others; twice so many are remembered at most. */
const RECENT_GENERATION = 50_000;
const GROUP_MAX = 4_000;

/** Hears of records when they are durable. */
type Listener = (firstRecord: number, messages: readonly Uint8Array[]) => void;

interface Waiting {
  readonly write: Write;
  readonly settle: (outcome: Outcome) => void;
}

/** The log: writes in the order they come, many of them with one sync; reads of what is durable. */
export class EventLog implements WrittenLog {
  readonly index = new EventIndex();
  readonly clock: Clock;
  readonly #file: LogFile;
  readonly #recent = new RecentIds(RECENT_GENERATION);
  readonly #listeners = new Set<Listener>();
  #waiting: Waiting[] = [];
  #isWriting = false;

  constructor(directory: string, clock: Clock) {
    this.clock = clock;
    mkdirSync(directory, { recursive: true });
    this.#file = LogFile.open(join(directory, FILE), (place, message) =>
      this.index.add(place, factsOf(recordedIn(message))),
    );
  }

  /** Resolves when it is decided, and what it appends is durable. */
  write(write: Write): Promise<Outcome> {
    return new Promise((settle) => {
      this.#waiting.push({ write, settle });
      if (!this.#isWriting) void this.#writeAll();
    });
  }

  state(stream: string): StreamState {
    return this.index.state(stream, this.clock.nowMs());
  }

  recentRevision(stream: string, id: string): number | undefined {
    return this.#recent.revisionIn(stream, id);
  }

  idAt(stream: string, revision: number): string | undefined {
    const record = this.index.recordOf(stream, revision);
    if (record === undefined) return undefined;
    const [message] = this.messages([record]);
    return message === undefined ? undefined : recordedIn(message).getId()?.getString();
  }

  /** The stored messages of records, in the order asked for. Neighbours are read together. */
  messages(records: readonly number[]): readonly Uint8Array[] {
    const messages: Uint8Array[] = [];
    let start = 0;
    while (start < records.length) {
      const stretch = this.#stretchFrom(records, start);
      const bytes = this.#file.read(stretch.from, stretch.to - stretch.from);
      for (const record of records.slice(start, stretch.next)) {
        const { position, size } = this.index.place(record);
        messages.push(bytes.subarray(position - stretch.from + RECORD_HEADER, position - stretch.from + size));
      }
      start = stretch.next;
    }
    return messages;
  }

  /** Until the function that is given back is called. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #stretchFrom(records: readonly number[], start: number): { from: number; to: number; next: number } {
    let from = Infinity;
    let to = 0;
    let next = start;
    for (; next < records.length; next += 1) {
      const { position, size } = this.index.place(records[next] ?? 0);
      const [low, high] = [Math.min(from, position), Math.max(to, position + size)];
      if (next > start && high - low > READ_CHUNK) break;
      [from, to] = [low, high];
    }
    return { from, to, next };
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true;
    for (let group = this.#takeWaiting(); group.length > 0; group = this.#takeWaiting()) {
      const draft = new Draft(this.#file);
      const settled: (() => void)[] = [];
      for (const { write, settle } of group) {
        const outcome = draft.isFull ? 'commit-first' : write(this, draft);
        if (outcome === 'commit-first') break;
        settled.push(() => settle(outcome));
      }
      this.#waiting = [...group.slice(settled.length), ...this.#waiting];
      if (!draft.isEmpty) await this.#commit(draft);
      for (const settle of settled) settle();
    }
    this.#isWriting = false;
  }

  #takeWaiting(): readonly Waiting[] {
    const group = this.#waiting.slice(0, GROUP_MAX);
    this.#waiting = this.#waiting.slice(GROUP_MAX);
    return group;
  }

  async #commit(draft: Draft): Promise<void> {
    await this.#file.append(draft.frames);
    const first = this.index.size;
    for (const { place, facts, revision } of draft.records) {
      this.index.add(place, facts);
      this.#recent.remember(facts.id, facts.stream, revision);
    }
    const messages = draft.records.map(({ message }) => message);
    for (const listener of this.#listeners) listener(first, messages);
  }
}
