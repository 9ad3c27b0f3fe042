import './late-answers.js';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventStoreDBClient, type ResolvedEvent, type StreamingRead } from '@eventstore/db-client';
import pLimit from 'p-limit';
import type { Connection } from './connection.js';
import { CutOff, failureOf, NoAnswer, unavailable } from './failure.js';

export interface LinkOptions {
  readonly connection: Connection;
  /** How long one call may take; then it is given up, and the same words are said again. */
  readonly answerMs: number;
  /** How long one operation may take with all its repetitions. */
  readonly patienceMs: number;
}

/** Reads under way at once: the client takes 99 open calls, and the hundredth, be it an append, would wait for ever. */
const READS_MAX = 32;
const FIRST_PAUSE_MS = 50;
const LAST_PAUSE_MS = 1_000;

/** Longer than the server's own two seconds for a write. A stopped server would hold a call for a minute. */
export const ANSWER_MS = 4_000;
export const PATIENCE_MS = 6_000;

/** Said with every call. The deadline goes out as an absolute time: an hour, so that a clock that goes wrong voids nothing. */
export const CALL = { requiresLeader: true, deadline: 3_600_000 } as const;

/**
 * The one client of the process and its ways: it puts pipelined appends out of order after each (re)connect, so one append is
 * awaited first; it has no timer of its own; it leaves calls open that are not cancelled; a call that fails is not repeated.
 */
export class Link {
  readonly prefix: string;
  #client: EventStoreDBClient;
  #warming: Promise<EventStoreDBClient> | undefined;
  #renewing: Promise<void> | undefined;
  /** An append was not answered, and nothing was since. */
  #isSilent = false;
  #isClosed = false;
  /** Their reads under way end as if they had come to their end. */
  readonly #disposed = new WeakSet<EventStoreDBClient>();
  readonly #reads = pLimit(READS_MAX);

  constructor(private readonly options: LinkOptions) {
    this.prefix = options.connection.prefix;
    this.#client = EventStoreDBClient.connectionString(options.connection.text);
  }

  /** A stream that belongs to the ledger without being one of its own: `liuhen:moves` beside `liuhen.ord-1`. */
  besides(name: string): string {
    return `${this.prefix.slice(0, -1)}:${name}`;
  }

  /** The client, for calls that need not be in order. */
  async current(): Promise<EventStoreDBClient> {
    await this.#renewing;
    return this.#client;
  }

  /** The client once it has had an append answered since the last failure. */
  warm(): Promise<EventStoreDBClient> {
    this.#warming ??= this.#warmUp();
    return this.#warming;
  }

  /** Whether an append would be answered, asked once and only when the last call was not. Rejects with store-unavailable. */
  async reach(): Promise<void> {
    try {
      await this.warm();
    } catch (error) {
      this.lost();
      throw unavailable(error);
    }
  }

  /** The answer of one call, or a rejection when it does not come in time. */
  async timed<Result>(answer: Promise<Result>): Promise<Result> {
    const { answerMs } = this.options;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        this.#isSilent = true;
        reject(new NoAnswer(answerMs));
      }, answerMs);
    });
    try {
      const result = await Promise.race([answer, late]);
      this.#isSilent = false;
      return result;
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * Does `call` until it is answered, within the patience: an append must be the same words each time.
   * Rejects with store-unavailable; what the server refuses for good is rejected as it came.
   */
  async insist<Result>(call: (until: number) => Promise<Result>): Promise<Result> {
    const until = performance.now() + this.options.patienceMs;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LAST_PAUSE_MS)) {
      try {
        return await call(until);
      } catch (error) {
        const kind = failureOf(error)?.kind;
        if (kind === 'forbidden') throw unavailable(error);
        if (kind !== 'unanswered') throw error;
        this.lost();
        if (this.#isClosed || performance.now() + pauseMs > until) throw unavailable(error);
        await sleep(pauseMs);
      }
    }
  }

  /** All of a read, cancelled unless it came to its end. Waiting for its turn counts, or a silent server would be waited for in turns. */
  collect(start: (client: EventStoreDBClient) => StreamingRead<ResolvedEvent>): Promise<readonly ResolvedEvent[]> {
    return this.insist((until) =>
      this.#reads(async () => {
        if (performance.now() > until) throw unavailable(new NoAnswer(this.options.patienceMs));
        const client = await this.current();
        const read = start(client);
        try {
          const found = await allOf(read, this.options.answerMs);
          if (this.#disposed.has(client)) throw new CutOff();
          // The call for appends may have been ended: the client goes on with it, and nothing it sends is answered.
          if (this.#isSilent) this.#renewing ??= this.#renew();
          return found;
        } catch (error) {
          // The whole server is silent.
          if (error instanceof NoAnswer) this.#isSilent = false;
          await cancelled(read);
          throw error;
        }
      }),
    );
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#dispose();
  }

  /** After a failure appends wait until one has been answered again. */
  lost(): void {
    this.#warming = undefined;
  }

  /** An append of nothing is answered like any other and leaves nothing behind. */
  async #warmUp(): Promise<EventStoreDBClient> {
    const client = await this.current();
    await this.timed(client.appendToStream(this.besides('warm-up'), [], { ...CALL, expectedRevision: 'any' }));
    return client;
  }

  async #renew(): Promise<void> {
    this.#warming = undefined;
    this.#isSilent = false;
    await this.#dispose();
    if (!this.#isClosed) this.#client = EventStoreDBClient.connectionString(this.options.connection.text);
    this.#renewing = undefined;
  }

  /** Ends the client's open calls; it does not wait for a server that is silent. */
  async #dispose(): Promise<void> {
    this.#disposed.add(this.#client);
    await Promise.race([this.#client.dispose(), sleep(1_000, undefined, { ref: false })]);
  }
}

/** Rejects when nothing comes for `idleMs`; a long read may take longer. */
const allOf = (read: StreamingRead<ResolvedEvent>, idleMs: number): Promise<readonly ResolvedEvent[]> => {
  const found: ResolvedEvent[] = [];
  return new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new NoAnswer(idleMs)), idleMs);
    read.on('data', (event: ResolvedEvent) => {
      found.push(event);
      timer.refresh();
    });
    read.on('error', (error: unknown) => {
      clearTimeout(timer);
      reject(error);
    });
    read.on('end', () => {
      clearTimeout(timer);
      resolve();
    });
  }).then(() => found);
};

/** Where no call came about there is none to cancel; where the server is silent, nobody waits. */
const cancelled = async (read: StreamingRead<ResolvedEvent>): Promise<void> => {
  await Promise.race([read.cancel().catch(() => undefined), sleep(100, undefined, { ref: false })]);
};
