import { POSTING_RULE, toInstant, type Folded, type PostingRule, type Registry, type Statement } from '#kernel';
import { Attempt, type Entry, type Job } from './attempt.js';
import type { EventLookup, EventStore } from './event-store.js';
import { Folds } from './folds.js';
import type { Verdict } from './receipt.js';
import { refuse } from './store-refusals.js';

/** Statements decided and appended together; a round is one append batch. */
const ROUND_MAX = 500;
/** Statements waiting; beyond it posts are refused with posting-queue-full. */
const QUEUE_MAX = 20_000;
/** Reloads after another process appended first. */
const ATTEMPTS_MAX = 3;

export interface RecorderParts {
  readonly store: EventStore;
  readonly lookup: EventLookup;
  readonly registry: Registry;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly rule?: PostingRule;
}

interface Queued extends Job {
  readonly resolve: (verdicts: readonly Verdict[]) => void;
  readonly reject: (cause: unknown) => void;
}

/**
 * Load, fold, decide, append. All statements of a process pass one queue and are decided in its order, so posts in flight
 * together share a commit, meet no conflict among themselves, and identical ones share an append. Other processes are kept
 * honest by expected revisions: a conflict reloads and decides anew, at most three times.
 */
export class Recorder {
  readonly #queue: Queued[] = [];
  #waiting = 0;
  #draining: Promise<void> | undefined;
  #lastMs = 0;
  readonly #folds: Folds;
  readonly #rule: PostingRule;

  constructor(private readonly parts: RecorderParts) {
    this.#folds = new Folds(parts.store, parts.registry);
    this.#rule = parts.rule ?? POSTING_RULE;
  }

  /** Statements queued or being recorded. */
  get waiting(): number {
    return this.#waiting;
  }

  /**
   * Records 1–500 statements in order and answers each. `all`: when one is refused, none is recorded.
   * Rejects with store-unavailable when the store cannot be written; posting again under the same ids is safe.
   */
  record(statements: readonly Statement[], mode: Job['mode']): Promise<readonly Verdict[]> {
    if (statements.length > ROUND_MAX) throw new Error(`at most ${ROUND_MAX} statements a call`);
    if (statements.length === 0) return Promise.resolve([]);
    if (this.#waiting + statements.length > QUEUE_MAX) return Promise.reject(refuse('posting-queue-full'));
    this.#waiting += statements.length;
    const answer = new Promise<readonly Verdict[]>((resolve, reject) => {
      this.#queue.push({ mode, entries: entriesOf(statements), resolve, reject });
    });
    this.#draining ??= this.#drain();
    return answer;
  }

  /** What `record` would answer now; nothing is stored. A receipt's position is the log's head it was judged at. */
  async rehearse(statements: readonly Statement[], mode: Job['mode']): Promise<readonly Verdict[]> {
    const job = { mode, entries: entriesOf(statements) };
    const attempt = this.#attempt([job]);
    await attempt.decide();
    await attempt.pretend();
    return job.entries.map(verdictOf);
  }

  /** The folded state of a stream as it stands. */
  fold(stream: string): Promise<Folded> {
    return this.#folds.folded(stream);
  }

  /** Resolves when nothing is queued or under way. */
  async idle(): Promise<void> {
    while (this.#draining !== undefined) await this.#draining;
  }

  async #drain(): Promise<void> {
    // One turn, so that posts arriving together are decided together.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#queue.length > 0) await this.#round(this.#take());
    this.#draining = undefined;
  }

  #take(): readonly Queued[] {
    let size = 0;
    let jobs = 0;
    for (const { entries } of this.#queue) {
      if (jobs > 0 && size + entries.length > ROUND_MAX) break;
      size += entries.length;
      jobs += 1;
    }
    return this.#queue.splice(0, jobs);
  }

  async #round(jobs: readonly Queued[]): Promise<void> {
    try {
      for (let attempts = 0; attempts < ATTEMPTS_MAX && jobs.some(isOpen); attempts += 1) {
        const attempt = this.#attempt(jobs);
        if (attempts > 0) await attempt.findRecorded();
        await attempt.decide();
        await attempt.append();
      }
      for (const job of jobs) job.resolve(job.entries.map(verdictOf));
    } catch (failure) {
      for (const job of jobs) job.reject(failure);
    } finally {
      for (const { entries } of jobs) this.#waiting -= entries.length;
    }
  }

  #attempt(jobs: readonly Job[]): Attempt {
    // The knowledge clock never runs backwards, whatever the machine's does.
    this.#lastMs = Math.max(this.#lastMs, this.parts.now());
    return new Attempt({ ...this.parts, rule: this.#rule }, this.#folds, jobs, toInstant(this.#lastMs));
  }
}

const entriesOf = (statements: readonly Statement[]): Entry[] => statements.map((statement) => ({ statement }));

const isOpen = ({ entries }: Job): boolean => entries.some(({ verdict }) => verdict === undefined);

const verdictOf = ({ verdict, statement: { stream } }: Entry): Verdict =>
  verdict ?? { kind: 'refused', refusal: refuse('stream-contended', { params: { stream } }) };
