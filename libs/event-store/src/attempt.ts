import { Refusal, type PostingRule, type RecordedEvent, type Registry, type Statement } from '#kernel';
import type { Append, EventLookup, EventStore, Outcome } from './event-store.js';
import type { Folds } from './folds.js';
import { Plan, type Planned } from './plan.js';
import type { Receipt, Verdict } from './receipt.js';
import { refuse } from './store-refusals.js';

/** A statement on its way; open until it has a verdict. */
export interface Entry {
  readonly statement: Statement;
  verdict?: Verdict;
  planned?: Planned;
}

/** Statements posted together. `all`: recorded together or not at all. */
export interface Job {
  readonly mode: 'each' | 'all';
  readonly entries: readonly Entry[];
}

interface AttemptParts {
  readonly store: EventStore;
  readonly lookup: EventLookup;
  readonly registry: Registry;
  readonly rule: PostingRule;
}

const identity = ({ meta }: Statement): string => `${meta.source}\n${meta.statementId}`;
const isOpen = ({ verdict }: Entry): boolean => verdict === undefined;
const refused = (refusal: Refusal): Verdict => ({ kind: 'refused', refusal });

/** One pass over the open statements of a round: decide all, append all, give verdicts to those it settled. */
export class Attempt {
  readonly #plan: Plan;
  /** The entries decided in this attempt by statement identity: a second one of the same identity waits for the first. */
  readonly #decided = new Map<string, Entry>();
  #groups: readonly (readonly Entry[])[] = [];

  constructor(
    private readonly parts: AttemptParts,
    private readonly folds: Folds,
    private readonly jobs: readonly Job[],
    recordedAt: string,
  ) {
    this.#plan = new Plan(folds, parts.registry, parts.rule, recordedAt);
  }

  /** Settles what is recorded already. */
  async findRecorded(): Promise<void> {
    for (const { entries } of this.jobs) for (const entry of entries.filter(isOpen)) await this.#settleRecorded(entry);
  }

  async decide(): Promise<void> {
    const groups: (readonly Entry[])[] = [];
    for (const job of this.jobs) {
      if (job.mode === 'all') groups.push(await this.#decideAll(job));
      else for (const entry of job.entries) if (await this.#decideOne(entry, this.#plan)) groups.push([entry]);
    }
    this.#groups = groups.filter((group) => group.length > 0);
  }

  async append(): Promise<void> {
    const appends = this.#groups.map((group) =>
      group.flatMap(({ planned }) => (planned === undefined ? [] : [planned.append])),
    );
    const outcomes = await this.#appendTwice(appends);
    outcomes.forEach((outcome, index) => this.#settle(this.#groups[index] ?? [], outcome));
    this.#settleRepeated();
  }

  /** Instead of `append`: verdicts as if everything decided had been appended. */
  async pretend(): Promise<void> {
    const position = await this.parts.store.head();
    for (const entry of this.#groups.flat())
      if (entry.planned !== undefined) entry.verdict = recorded(entry.planned, entry.planned.folded.revision, position);
    this.#settleRepeated();
  }

  /** True when the entry is planned and waits for its append. */
  async #decideOne(entry: Entry, plan: Plan): Promise<boolean> {
    if (!isOpen(entry) || this.#isRepeated(entry)) return false;
    const decision = await plan.decide(entry.statement);
    if (decision instanceof Refusal) {
      // What is refused now may have been admitted before: then this is a repetition, and no mistake.
      if (!(await this.#settleRecorded(entry))) entry.verdict = refused(decision);
      return false;
    }
    entry.planned = decision;
    this.#decided.set(identity(entry.statement), entry);
    return true;
  }

  async #decideAll({ entries }: Job): Promise<readonly Entry[]> {
    const branch = this.#plan.branch();
    const group: Entry[] = [];
    for (const entry of entries) if (await this.#decideOne(entry, branch)) group.push(entry);
    if (!entries.some(({ verdict }) => verdict?.kind === 'refused')) {
      this.#plan.adopt(branch);
      return group;
    }
    for (const entry of entries) entry.verdict ??= refused(refuse('batch-not-recorded'));
    for (const { statement } of group) this.#decided.delete(identity(statement));
    return [];
  }

  #isRepeated({ statement }: Entry): boolean {
    return this.#decided.has(identity(statement));
  }

  /** An answer lost on the way leaves open whether the append happened; the same words again settle it. */
  async #appendTwice(appends: readonly (readonly Append[])[]): Promise<readonly Outcome[]> {
    if (appends.length === 0) return [];
    try {
      return await this.parts.store.appendBatch(appends);
    } catch (failure) {
      if (!(failure instanceof Refusal)) throw failure;
      for (const { stream } of appends.flat()) this.folds.forget(stream);
      return this.parts.store.appendBatch(appends);
    }
  }

  #settle(group: readonly Entry[], outcome: Outcome): void {
    group.forEach((entry, index) => {
      const { planned, statement } = entry;
      const at = outcome.kind === 'appended' ? outcome.appends[index] : undefined;
      if (at === undefined || planned === undefined) {
        this.folds.forget(statement.stream);
        return;
      }
      this.folds.keep(statement.stream, planned.folded);
      entry.verdict = recorded(planned, at.revision, at.position);
    });
  }

  /** A repetition within the round takes the answer of the first; if that has none, it stays open. */
  #settleRepeated(): void {
    for (const entry of this.jobs.flatMap(({ entries }) => entries).filter(isOpen)) {
      const first = this.#decided.get(identity(entry.statement));
      if (first === undefined || first === entry || first.verdict?.kind !== 'recorded') continue;
      entry.verdict =
        first.statement.meta.digest === entry.statement.meta.digest
          ? { kind: 'recorded', receipt: { ...first.verdict.receipt, replayed: true } }
          : idReused(entry.statement, first.verdict.receipt.eventIds[0] ?? '');
    }
  }

  async #settleRecorded(entry: Entry): Promise<boolean> {
    const { source, statementId, digest } = entry.statement.meta;
    const events = await this.parts.lookup.statement(source, statementId);
    const first = events[0];
    if (first === undefined) return false;
    entry.verdict = first.meta.digest === digest ? replayed(events) : idReused(entry.statement, first.id);
    return true;
  }
}

const recorded = ({ append }: Planned, revision: number, position: number): Verdict => {
  const eventIds = append.events.map(({ id }) => id);
  const recordedAt = append.events[0]?.meta.recordedAt ?? '';
  return {
    kind: 'recorded',
    receipt: { eventIds, stream: append.stream, revision, position, recordedAt, replayed: false },
  };
};

const replayed = (events: readonly RecordedEvent[]): Verdict => {
  const last = events.at(-1);
  if (last === undefined) throw new Error('a replay needs its events');
  const receipt: Receipt = {
    eventIds: events.map(({ id }) => id),
    stream: last.stream,
    revision: last.revision,
    position: last.position,
    recordedAt: last.meta.recordedAt,
    replayed: true,
  };
  return { kind: 'recorded', receipt };
};

const idReused = ({ meta: { statementId } }: Statement, event: string): Verdict =>
  refused(refuse('statement-id-reused', { params: { statementId, event }, pointer: '/id' }));
