import type { Append, Outcome } from '../event-store.js';
import { refuse } from '../store-refusals.js';
import type { LogWriter } from './log-writer.js';

type Group = readonly Append[];

interface Call {
  readonly groups: readonly Group[];
  readonly events: number;
  readonly resolve: (outcomes: readonly Outcome[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Events of one transaction, more only if one call alone brings more: it bounds how long the event loop stands still. */
const TRANSACTION_EVENTS_MAX = 2_000;
/** Events waiting for their transaction. */
const QUEUED_EVENTS_MAX = 100_000;

/** Writes all calls of a turn of the event loop in one transaction, in the order they came: one flush to disk serves them all. */
export class GroupCommit {
  #queue: Call[] = [];
  #queuedEvents = 0;
  #scheduled = false;
  readonly #idle: (() => void)[] = [];

  constructor(
    private readonly writer: LogWriter,
    private readonly onCommit: (head: number) => void,
  ) {}

  /** Answers after the commit. Rejects with posting-queue-full when too much waits. */
  append(groups: readonly Group[]): Promise<readonly Outcome[]> {
    const events = eventCount(groups);
    if (this.#queuedEvents > 0 && this.#queuedEvents + events > QUEUED_EVENTS_MAX) {
      return Promise.reject(refuse('posting-queue-full'));
    }
    return new Promise((resolve, reject) => {
      this.#queue.push({ groups, events, resolve, reject });
      this.#queuedEvents += events;
      this.#schedule();
    });
  }

  /** Resolves when nothing waits any more. */
  drained(): Promise<void> {
    return this.#queue.length === 0 ? Promise.resolve() : new Promise((resolve) => this.#idle.push(resolve));
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => this.#flush());
  }

  #flush(): void {
    this.#scheduled = false;
    const calls = this.#takeCalls();
    this.#commit(calls);
    if (this.#queue.length > 0) this.#schedule();
    else for (const resolve of this.#idle.splice(0)) resolve();
  }

  #commit(calls: readonly Call[]): void {
    let outcomes: readonly Outcome[];
    try {
      outcomes = this.writer.write(calls.flatMap(({ groups }) => groups));
    } catch (error) {
      for (const { reject } of calls) reject(error);
      return;
    }
    let from = 0;
    for (const { groups, resolve } of calls) {
      resolve(outcomes.slice(from, from + groups.length));
      from += groups.length;
    }
    this.onCommit(this.writer.head);
  }

  #takeCalls(): readonly Call[] {
    let events = 0;
    let count = 0;
    for (const call of this.#queue) {
      if (count > 0 && events + call.events > TRANSACTION_EVENTS_MAX) break;
      events += call.events;
      count += 1;
    }
    this.#queuedEvents -= events;
    return this.#queue.splice(0, count);
  }
}

const eventCount = (groups: readonly Group[]): number => {
  let events = 0;
  for (const group of groups) for (const append of group) events += append.events.length;
  return events;
};
