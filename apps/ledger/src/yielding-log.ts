import { setTimeout as sleep } from 'node:timers/promises';
import { EventStore, type Append, type LogPage, type LogRead, type Outcome, type StreamRead } from '#event-store';
import type { RecordedEvent } from '#kernel';
import type { Recorder } from '#recorder';

/** Statements arriving in one look at the door that make it busy. */
const BUSY_STATEMENTS = 64;
const LOOK_MS = 50;
/** The most that a page of projecting waits: figures fall behind while posts pour in, and catch up when they pause. */
const GIVE_WAY_MAX_MS = 1_000;

/** The log as projections read it: where they share a thread with the door, posts go first, and pages grow meanwhile. */
export class YieldingLog extends EventStore {
  #seen = 0;

  constructor(
    private readonly log: EventStore,
    private readonly recorder: Recorder,
  ) {
    super();
  }

  override async readAll(read: LogRead): Promise<LogPage> {
    for (let waitedMs = 0; this.#isBusy() && waitedMs < GIVE_WAY_MAX_MS; waitedMs += LOOK_MS) await sleep(LOOK_MS);
    return this.log.readAll(read);
  }

  #isBusy(): boolean {
    const { arrived } = this.recorder;
    const isBusy = arrived - this.#seen >= BUSY_STATEMENTS;
    this.#seen = arrived;
    return isBusy;
  }

  override appendBatch(groups: readonly (readonly Append[])[]): Promise<readonly Outcome[]> {
    return this.log.appendBatch(groups);
  }

  override readStream(stream: string, read?: StreamRead): Promise<readonly RecordedEvent[]> {
    return this.log.readStream(stream, read);
  }

  override last(): Promise<RecordedEvent | undefined> {
    return this.log.last();
  }

  override head(): Promise<number> {
    return this.log.head();
  }

  override news(after: number, signal?: AbortSignal): Promise<void> {
    return this.log.news(after, signal);
  }

  override ready(): Promise<void> {
    return this.log.ready();
  }

  override close(): Promise<void> {
    return this.log.close();
  }
}
