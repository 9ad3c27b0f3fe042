import { eventStoreRefusals, type EventLookup, type EventStore } from '#event-store';
import { msOf, refusals, toInstant, type Folded, type Registry, type Statement } from '#kernel';
import { Attempt, isOpen, type AttemptParts, type Entry, type Job } from './attempt.js';
import { Folds } from './folds.js';
import type { Rehearsal, Verdict } from './receipt.js';
import { refuse } from './recorder-refusals.js';

const refuseBusy = refusals(eventStoreRefusals);

/** Statements decided and appended together; a round is one append batch. */
const ROUND_MAX = 500;
/** Statements waiting; beyond it posts are refused with posting-queue-full. */
const QUEUE_MAX = 20_000;
/** Times a job may meet another process's append before it is given up; of a busy stream that several write to, one wins each time. */
const CONFLICTS_MAX = 8;

export interface RecorderParts {
  readonly store: EventStore;
  readonly lookup: EventLookup;
  readonly registry: Registry;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

interface Queued extends Job {
  /** Order of arrival. */
  readonly order: number;
  readonly resolve: (verdicts: readonly Verdict[]) => void;
  readonly reject: (cause: unknown) => void;
}

/**
 * Load, fold, decide, append. All statements of a process pass one queue and are decided in its order, so posts in flight
 * together share a commit, meet no conflict among themselves, and identical ones share an append. While one round is being
 * appended the next is decided on top of it. Other processes are kept honest by expected revisions: a conflict reloads and
 * decides anew, at most eight times.
 */
export class Recorder {
  #queue: Queued[] = [];
  #waiting = 0;
  #arrived = 0;
  #draining: Promise<void> | undefined;
  #underWay: { readonly attempt: Attempt; readonly done: Promise<void> } | undefined;
  #lastMs: number | undefined;
  readonly #folds: Folds;

  constructor(private readonly parts: RecorderParts) {
    this.#folds = new Folds(parts.store, parts.registry);
  }

  /** Statements that have come to be recorded since the start. */
  get arrived(): number {
    return this.#arrived;
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
    if (this.#waiting + statements.length > QUEUE_MAX) return Promise.reject(refuseBusy('posting-queue-full'));
    this.#waiting += statements.length;
    this.#arrived += statements.length;
    const answer = new Promise<readonly Verdict[]>((resolve, reject) => {
      this.#queue.push({ ...jobOf(statements, mode), order: this.#arrived, resolve, reject });
    });
    this.#draining ??= this.#drain();
    return answer;
  }

  /** What `record` would do now; nothing is stored. */
  async rehearse(statements: readonly Statement[], mode: Job['mode']): Promise<readonly Rehearsal[]> {
    const job = jobOf(statements, mode);
    const attempt = new Attempt(await this.#attemptParts(), [job], undefined, true);
    await attempt.decide();
    return job.entries.map((entry) => attempt.admittedOf(entry, job) ?? verdictOf(entry));
  }

  /** The folded state of a stream as it stands. */
  fold(stream: string): Promise<Folded> {
    return this.#folds.folded(stream);
  }

  /** The same as this process knows it: without what another has recorded in the last seconds. */
  foldKnown(stream: string): Promise<Folded> {
    return this.#folds.folded(stream, true);
  }

  /** Resolves when nothing is queued or under way. */
  async idle(): Promise<void> {
    while (this.#draining !== undefined) await this.#draining;
  }

  async #drain(): Promise<void> {
    // One turn, so that posts arriving together are decided together.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#queue.length > 0 || this.#underWay !== undefined) {
      // What is decided anew is decided on what is recorded, with nothing under way.
      if (this.#queue.length === 0 || this.#queue[0]?.isAgain === true) await this.#settled();
      if (this.#queue.length > 0) await this.#round(this.#take());
    }
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

  /** Decides beside the round under way, and takes its place when that is settled. */
  async #round(jobs: readonly Queued[]): Promise<void> {
    try {
      const attempt = new Attempt(await this.#attemptParts(), jobs, this.#underWay?.attempt);
      await attempt.decide();
      await this.#settled();
      const done = attempt.append().then(
        () => this.#finish(jobs),
        (failure: unknown) => this.#fail(jobs, failure),
      );
      this.#underWay = { attempt, done };
    } catch (failure) {
      this.#fail(jobs, failure);
    }
  }

  async #settled(): Promise<void> {
    await this.#underWay?.done;
    this.#underWay = undefined;
  }

  #finish(jobs: readonly Queued[]): void {
    const again: Queued[] = [];
    for (const job of jobs) {
      if (job.entries.some(isOpen) && job.conflicts < CONFLICTS_MAX) {
        job.isAgain = true;
        again.push(job);
      } else {
        this.#waiting -= job.entries.length;
        job.resolve(job.entries.map(verdictOf));
      }
    }
    if (again.length > 0) this.#queue = [...again, ...this.#queue].sort((a, b) => a.order - b.order);
  }

  #fail(jobs: readonly Queued[], failure: unknown): void {
    for (const job of jobs) {
      this.#waiting -= job.entries.length;
      job.reject(failure);
    }
  }

  /** The knowledge clock never runs backwards, whatever the machine's does, not even over a restart. */
  async #attemptParts(): Promise<AttemptParts> {
    const lastMs = (this.#lastMs ??= await this.#headMs());
    this.#lastMs = Math.max(lastMs, this.parts.now());
    const { store, lookup, registry } = this.parts;
    return {
      store,
      lookup,
      registry,
      folds: this.#folds,
      recordedAt: toInstant(this.#lastMs),
      presumesNew: !lookup.isEnforced,
    };
  }

  async #headMs(): Promise<number> {
    const last = await this.parts.store.last();
    return last === undefined ? 0 : msOf(last.meta.recordedAt);
  }
}

const jobOf = (statements: readonly Statement[], mode: Job['mode']): Job => ({
  mode,
  entries: statements.map((statement) => ({ statement })),
  conflicts: 0,
  isAgain: false,
});

const verdictOf = ({ verdict, statement: { stream } }: Entry): Verdict =>
  verdict ?? { kind: 'refused', refusal: refuse('stream-contended', { params: { stream } }) };
