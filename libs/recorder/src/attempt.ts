import type { Append, EventLookup, EventStore, Outcome } from '#event-store';
import { isSameStatement, kernelRefusals, Refusal, refusals, type RecordedEvent, type Statement } from '#kernel';
import { Plan, type PlanParts } from './plan.js';
import type { Decision, Planned } from './planned.js';
import type { Admitted, Receipt, Verdict } from './receipt.js';
import { refuse } from './recorder-refusals.js';

const refuseShared = refusals(kernelRefusals);

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
  /** Attempts in which an append of this job met another writer's, or one of its statements recorded already. */
  conflicts: number;
  /** It was decided before, at least in part, and is decided anew. */
  isAgain: boolean;
}

export interface AttemptParts extends PlanParts {
  readonly store: EventStore;
  readonly lookup: EventLookup;
}

/** Entries appended as one group. */
interface Group {
  readonly job: Job;
  readonly entries: readonly Entry[];
}

/** What is appended of an entry, that of its own stream last. */
const appendsOf = ({ planned }: Entry): readonly Append[] =>
  planned === undefined ? [] : [...planned.along, planned.own];

const identity = ({ meta }: Statement): string => `${meta.source}\n${meta.statementId}`;
export const isOpen = ({ verdict }: Entry): boolean => verdict === undefined;
const refused = (refusal: Refusal): Verdict => ({ kind: 'refused', refusal });

/** One pass over the open statements of some jobs: decide all, append all, give verdicts to those it settled. */
export class Attempt {
  readonly #plan: Plan;
  /** What is planned in this attempt, by statement identity. */
  readonly #stated = new Map<string, { readonly entry: Entry; readonly job: Job }>();
  /** Identities of deferred statements: what comes under them later must not overtake either. */
  readonly #deferred = new Set<string>();
  #groups: readonly Group[] = [];
  /** Streams of groups that were not recorded: what was decided on top of these is not sent. */
  readonly #spoiled = new Set<string>();
  #isSettled = false;

  constructor(
    private readonly parts: AttemptParts,
    private readonly jobs: readonly Job[],
    /** The attempt whose appends are under way. */
    private before?: Attempt,
    /** Nothing will be appended, so that no expected revision guards what is presumed. */
    private readonly isRehearsal = false,
  ) {
    this.#plan = new Plan(parts, before === undefined ? undefined : before.#plan, isRehearsal);
  }

  async decide(): Promise<void> {
    const groups: Group[] = [];
    for (const job of this.jobs) {
      // A store that refuses repetitions spares single statements the look-up.
      if (job.isAgain || job.mode === 'all' || !this.parts.lookup.isEnforced)
        for (const entry of job.entries.filter(isOpen))
          await (job.isAgain ? this.#lookAndSettle(entry, this.#plan) : this.#settleRecorded(entry));
      if (job.mode === 'all') groups.push({ job, entries: await this.#decideAll(job) });
      else
        for (const entry of job.entries)
          if ((await this.#decideOne(entry, job, this.#plan)) === 'planned') groups.push({ job, entries: [entry] });
    }
    this.#groups = groups.filter(({ entries }) => entries.length > 0);
  }

  async append(): Promise<void> {
    const sound = this.#sound(this.before === undefined ? [] : this.before.#spoiled);
    try {
      const outcomes = await this.#appendTwice(sound.map(({ entries }) => entries.flatMap(appendsOf)));
      const byGroup = new Map(sound.map((group, index) => [group, outcomes[index]]));
      const missed = this.#groups.filter((group) => !this.#settle(group, byGroup.get(group)));
      for (const job of new Set(missed.map((group) => group.job))) job.conflicts += 1;
      this.#settleRepeated();
    } catch (failure) {
      for (const group of this.#groups) this.#spoil(group);
      throw failure;
    } finally {
      this.#isSettled = true;
      this.before = undefined;
      this.#plan.settle();
    }
  }

  /** The groups that rest neither on these streams nor on groups that do. */
  #sound(spoiled: Iterable<string>): readonly Group[] {
    const streams = new Set(spoiled);
    if (streams.size === 0) return this.#groups;
    return this.#groups.filter(({ entries }) => {
      const own = entries.flatMap(appendsOf).map(({ stream }) => stream);
      const isSound = !own.some((stream) => streams.has(stream));
      if (!isSound) for (const stream of own) streams.add(stream);
      return isSound;
    });
  }

  #spoil({ entries }: Group): void {
    for (const { stream } of entries.flatMap(appendsOf)) {
      this.#spoiled.add(stream);
      this.parts.folds.forget(stream);
    }
  }

  /** Instead of `append`: what would be recorded of an entry, for itself or with the first of those that say the same. */
  admittedOf(entry: Entry, job: Job): Admitted | undefined {
    const { statement, verdict } = entry;
    if (verdict !== undefined) return undefined;
    const first = this.#stated.get(identity(statement));
    if (first?.job !== job || first.entry.planned === undefined) return undefined;
    return {
      kind: 'admitted',
      stream: statement.stream,
      events: first.entry.planned.own.events.length,
      again: first.entry !== entry,
    };
  }

  async #decideOne(entry: Entry, job: Job, plan: Plan): Promise<'planned' | 'settled' | 'deferred' | 'repeated'> {
    const { statement } = entry;
    if (!isOpen(entry)) return 'settled';
    const superseded = this.#superseded(statement);
    if (superseded !== undefined) {
      if (!(await this.#lookAndSettle(entry, plan))) entry.verdict = refused(superseded);
      return 'settled';
    }
    const same = this.#stated.get(identity(statement));
    if (same?.job === job) return this.#repeats(entry, same.entry);
    // Another post says the same, or something else under the same id: what became of it is looked up when that is known.
    const isTaken = same !== undefined || this.#isUnderWay(statement);
    const decision = isTaken ? await plan.defer(statement) : await this.#decision(entry, plan, job.isAgain);
    if (decision === undefined) return 'settled';
    if (decision === 'deferred') {
      this.#deferred.add(identity(statement));
      return decision;
    }
    if (decision instanceof Refusal) {
      // What is refused now may have been admitted before: then this is a repetition, and no mistake.
      if (!(await this.#settleRecorded(entry))) entry.verdict = refused(decision);
      return 'settled';
    }
    entry.planned = decision;
    this.#stated.set(identity(statement), { entry, job });
    return 'planned';
  }

  /** An old shape is not decided: no rule reads it. It can only repeat what was recorded while it was the newest. */
  #superseded({ stream, type, version }: Statement): Refusal | undefined {
    const newest = this.parts.registry.newest(stream, type);
    if (version === newest.eventType.version) return undefined;
    return refuseShared('event-type-superseded', { params: { newest: newest.wireType }, pointer: '/type' });
  }

  async #decideAll(job: Job): Promise<readonly Entry[]> {
    const { entries } = job;
    const branch = this.#plan.branch();
    const group: Entry[] = [];
    let isDeferred = false;
    for (const entry of entries) {
      const decision = await this.#decideOne(entry, job, branch);
      if (decision === 'planned') group.push(entry);
      isDeferred ||= decision === 'deferred';
    }
    const isRefused = entries.some(({ verdict }) => verdict?.kind === 'refused');
    // What could be recorded if the rest could is a mistake of its own where what it rests on is not recorded in the end.
    isDeferred ||= isRefused && group.flatMap(appendsOf).some(({ stream }) => branch.restsOnPending(stream));
    if (!isRefused && !isDeferred) {
      this.#plan.adopt(branch);
      return group;
    }
    for (const { statement } of group) this.#stated.delete(identity(statement));
    for (const { statement } of isDeferred ? entries : []) {
      await this.#plan.defer(statement);
      this.#deferred.add(identity(statement));
    }
    for (const entry of entries)
      if (!isDeferred) entry.verdict ??= refused(refuse('batch-not-recorded'));
      else if (entry.verdict?.kind === 'refused') delete entry.verdict;
    return [];
  }

  /** A statement of this identity is being appended by the attempt before, or waits to be decided anew. */
  #isUnderWay(statement: Statement): boolean {
    const same = identity(statement);
    if (this.#deferred.has(same)) return true;
    const { before } = this;
    return before !== undefined && (before.#deferred.has(same) || (!before.#isSettled && before.#stated.has(same)));
  }

  /** An answer lost on the way leaves open whether the append happened; the same words again settle it. */
  async #appendTwice(appends: readonly (readonly Append[])[]): Promise<readonly Outcome[]> {
    if (appends.length === 0) return [];
    try {
      return await this.parts.store.appendBatch(appends);
    } catch (failure) {
      if (!(failure instanceof Refusal)) throw failure;
      for (const { stream } of appends.flat()) this.parts.folds.forget(stream);
      return this.parts.store.appendBatch(appends);
    }
  }

  /** False when the group was not appended, and is to be decided anew. */
  #settle(group: Group, outcome: Outcome | undefined): boolean {
    const { entries } = group;
    const { folds } = this.parts;
    if (outcome?.kind !== 'appended') this.#spoil(group);
    if (outcome?.kind === 'refused') {
      const blamed = entries.flatMap((entry) => appendsOf(entry).map(() => entry))[outcome.at];
      for (const entry of entries)
        entry.verdict = refused(entry === blamed ? outcome.refusal : refuse('batch-not-recorded'));
      return true;
    }
    if (outcome?.kind !== 'appended') return false;
    let ofOwn = -1;
    for (const entry of entries) {
      const { planned } = entry;
      ofOwn += appendsOf(entry).length;
      const at = outcome.appends[ofOwn];
      if (planned === undefined || at === undefined) continue;
      for (const [stream, folded] of planned.folded) folds.keep(stream, folded);
      entry.verdict = recorded(planned, at.revision, at.position);
    }
    return true;
  }

  /** A repetition within a job takes the receipt of the first; if that has none, it stays open. */
  #settleRepeated(): void {
    for (const job of this.jobs)
      for (const entry of job.entries.filter(isOpen)) {
        const first = this.#stated.get(identity(entry.statement));
        if (first?.job !== job || first.entry.verdict?.kind !== 'recorded') continue;
        entry.verdict = { kind: 'recorded', receipt: { ...first.entry.verdict.receipt, replayed: true } };
      }
  }

  /** Undefined: it was found recorded already. A rehearsal is guarded by nothing, so it goes by the log. */
  async #decision(entry: Entry, plan: Plan, isAgain: boolean): Promise<Decision | undefined> {
    const { statement } = entry;
    const decision = isAgain || this.isRehearsal ? await plan.decideOnLog(statement) : await plan.decide(statement);
    if (decision !== 'unsure') return decision;
    return (await this.#lookAndSettle(entry, plan)) ? undefined : plan.decideOnLog(statement);
  }

  /** A store that does not find repetitions itself finds them in what was read of the statement's stream. */
  async #lookAndSettle(entry: Entry, plan: Plan): Promise<boolean> {
    if (!this.parts.lookup.isEnforced) await plan.look(entry.statement.stream);
    return this.#settleRecorded(entry);
  }

  async #settleRecorded(entry: Entry): Promise<boolean> {
    const { source, statementId } = entry.statement.meta;
    const events = await this.parts.lookup.statement(source, statementId);
    const first = events[0];
    if (first === undefined) return false;
    const isRepeated = await this.#isSame(entry.statement, first);
    entry.verdict = isRepeated ? replayed(events) : idReused(entry.statement, first.id);
    return true;
  }

  /** A second statement of one identity in one job: the same again, or a mistake. */
  async #repeats(entry: Entry, first: Entry): Promise<'repeated' | 'settled'> {
    if (await this.#isSame(entry.statement, first.statement)) return 'repeated';
    entry.verdict = idReused(entry.statement, first.planned?.own.events[0]?.id ?? '');
    return 'settled';
  }

  /** The digest of the words mostly settles it; other words may say the same, in a ledger of any age. */
  async #isSame(statement: Statement, first: Statement | RecordedEvent): Promise<boolean> {
    if (statement.meta.digest === first.meta.digest) return true;
    if (statement.stream !== first.stream || statement.type !== first.type) return false;
    const { registry, lookup } = this.parts;
    const { payload } = registry.newest(statement.stream, statement.type).eventType;
    const { targetEventId } = statement.data as { readonly targetEventId?: unknown };
    const target =
      statement.type === 'EntryRestated' && typeof targetEventId === 'string'
        ? await lookup.event(targetEventId)
        : undefined;
    const replacement = target && registry.newest(target.stream, target.type).eventType.payload;
    return isSameStatement(statement, first, { data: payload, replacement });
  }
}

const recorded = ({ own }: Planned, revision: number, position: number): Verdict => {
  const eventIds = own.events.map(({ id }) => id);
  const recordedAt = own.events[0]?.meta.recordedAt ?? '';
  return {
    kind: 'recorded',
    receipt: { eventIds, stream: own.stream, revision, position, recordedAt, replayed: false },
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
