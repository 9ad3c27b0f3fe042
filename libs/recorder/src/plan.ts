import type { Append } from '#event-store';
import {
  admit,
  canonical,
  checkGuards,
  correct,
  considerCorrection,
  emptyFold,
  factOf,
  foldAll,
  foldOn,
  isCorrection,
  consider,
  needsHistory,
  postingRuleOf,
  Refusal,
  type Admission,
  type AnyAggregate,
  type Asked,
  type Correction,
  type Fact,
  type Folded,
  type Registry,
  type Seen,
  type Sight,
  type Statement,
} from '#kernel';
import { sightKey, type Folds } from './folds.js';

/** A statement decided: what to append, and what its stream will then be. */
export interface Planned {
  readonly append: Append;
  readonly folded: Folded;
}

/**
 * What became of a statement. `deferred`: the decision would rest on facts that may yet fail to be recorded, so it is
 * to be decided when those are settled.
 */
export type Decision = Planned | Refusal | 'deferred';

export interface PlanParts {
  readonly folds: Folds;
  readonly registry: Registry;
  readonly recordedAt: string;
  /** A stream that is not held is first taken for new; where a look at the log is cheap, it is looked at. */
  readonly presumesNew: boolean;
}

/** What a decision goes by: its stream, folded, and whether the streams it looks at may be as this process knows them. */
interface Basis {
  readonly folded: Folded;
  readonly asKnown: boolean;
}

interface Decided {
  readonly facts: readonly Fact[];
  readonly folded: Folded;
}

/** Thrown to leave a decision that may not be taken yet. */
class Deferred extends Error {}

/**
 * Decides statements one after the other as if each had been recorded before the next, without recording any. What a plan
 * assumes of a statement's own stream is guarded by the expected revision of its append. What it assumes of other streams
 * is not, and nor is a refusal: these go by recorded facts only (or, `together`, by facts that are recorded in the same group
 * or not at all), and what would rest on others is deferred.
 */
export class Plan {
  readonly #folded = new Map<string, Folded>();
  readonly #pending = new Map<string, Fact[]>();
  readonly #read = new Map<string, Folded>();
  /** Streams as they were looked at, of which nothing is pending here: once in a plan, whatever many statements look at. */
  readonly #seen = new Map<string, unknown>();
  /** The streams of deferred statements. */
  readonly #held = new Set<string>();
  /** The streams these look at: nothing may be added to them before, but they are looked at as they are. */
  readonly #watched = new Set<string>();
  #isSettled = false;

  constructor(
    private readonly parts: PlanParts,
    /** Statements decided before these, whose appends are or were under way. */
    private before?: Plan,
    private readonly together = false,
  ) {}

  /**
   * What is refused or deferred leaves no facts in the plan. Streams are taken to be as this process knows them, which for the
   * statement's own the expected revision guards. 'unsure': it would be refused so, or is a correction, and that nothing guards;
   * when the statement is not found in its stream as the log has it (`look`), it is decided on the log.
   */
  async decide(statement: Statement): Promise<Decision | 'unsure'> {
    const { stream } = statement;
    if (this.isHeld(stream) || this.isWatched(stream)) return this.defer(statement);
    const fact = factOf(statement, this.parts.recordedAt);
    const planned = this.foldedOf(stream);
    const presumed = planned ?? (isCorrection(fact) ? undefined : this.#presumed(stream));
    const decision = presumed && (await this.#decideOn({ folded: presumed, asKnown: true }, statement, fact));
    if (decision !== undefined && !(decision instanceof Refusal)) return decision;
    if (this.parts.presumesNew) return 'unsure';
    return decision !== undefined && planned !== undefined ? decision : this.decideOnLog(statement);
  }

  /** The same on nothing but what is recorded, and what this plan has decided before. */
  async decideOnLog(statement: Statement): Promise<Decision> {
    const { stream } = statement;
    if (this.isHeld(stream) || this.isWatched(stream)) return this.defer(statement);
    const fact = factOf(statement, this.parts.recordedAt);
    const folded = this.foldedOf(stream) ?? (await this.look(stream));
    return this.#decideOn({ folded, asKnown: false }, statement, fact);
  }

  /** The stream as the log has it, looked at once in a plan: a file of mistakes about one stream is not a reading for each. */
  async look(stream: string): Promise<Folded> {
    const { folds } = this.parts;
    const known = this.#read.get(stream);
    if (known !== undefined) return folds.held(stream) ?? known;
    const folded = await folds.folded(stream);
    this.#read.set(stream, folded);
    return folded;
  }

  #presumed(stream: string): Folded | undefined {
    const { folds, presumesNew } = this.parts;
    return folds.held(stream) ?? (presumesNew ? emptyFold(this.#aggregateOf(stream)) : undefined);
  }

  async #decideOn(basis: Basis, statement: Statement, fact: Fact): Promise<Decision> {
    const { stream } = statement;
    const { folded } = basis;
    const aggregate = this.#aggregateOf(stream);
    try {
      const decided = isCorrection(fact)
        ? await this.#correct(aggregate, fact, stream)
        : await this.#admit(aggregate, basis, fact, stream);
      this.#keep(stream, decided);
      return { append: appendOf(statement, folded.revision, decided.facts), folded: decided.folded };
    } catch (reason) {
      const isFinal = reason instanceof Refusal && !this.#restsOn(stream);
      if (isFinal) return reason;
      if (reason instanceof Refusal || reason instanceof Deferred) return this.defer(statement);
      throw reason;
    }
  }

  /** Whatever comes later on the statement's stream or on those it looks at, or looks at its own, waits too: nothing overtakes. */
  async defer(statement: Statement): Promise<'deferred'> {
    const { stream } = statement;
    const { guards } = this.parts.registry;
    const aggregate = this.#aggregateOf(stream);
    const fact = factOf(statement, this.parts.recordedAt);
    const { sights } = isCorrection(fact)
      ? considerCorrection(guards, aggregate, await this.#history(stream), fact, stream)
      : consider(guards, aggregate, (this.foldedOf(stream) ?? (await this.look(stream))).state, fact, stream);
    this.#held.add(stream);
    for (const sight of sights) this.#watched.add(sight.stream);
    return 'deferred';
  }

  /** A plan on top of this one, for statements that are recorded together; it changes nothing here until it is adopted. */
  branch(): Plan {
    return new Plan(this.parts, this, true);
  }

  adopt(branch: Plan): void {
    for (const [stream, folded] of branch.#folded) this.#folded.set(stream, folded);
    for (const [stream, facts] of branch.#pending)
      this.#pending.set(stream, [...(this.#pending.get(stream) ?? []), ...facts]);
  }

  /** Whether facts of a stream that were decided before this plan could fail to be recorded. */
  restsOnPending(stream: string): boolean {
    return this.#unsettled()?.pendingOf(stream) !== undefined;
  }

  /** The appends of this plan are answered: from now on the store says what is. What stood before it is let go. */
  settle(): void {
    this.#isSettled = true;
    this.before = undefined;
  }

  async #admit(aggregate: AnyAggregate, basis: Basis, fact: Fact, stream: string): Promise<Decided> {
    const { folded: before, asKnown } = basis;
    const { asked, sights } = consider(this.parts.registry.guards, aggregate, before.state, fact, stream);
    const by = this.#admission(asked, await this.#see(sights, asKnown));
    const history = needsHistory(aggregate, before.times, fact) ? await this.#settledHistory(stream, before) : [];
    const facts = admit(aggregate, before, fact, { ...by, history });
    return { facts, folded: foldOn(aggregate, before, facts) ?? foldAll(aggregate, [...history, ...facts]) };
  }

  #admission(asked: Asked, seen: Seen): Admission {
    const { guards } = this.parts.registry;
    const rule = postingRuleOf(guards, asked, seen);
    return { stream: asked.stream, seen, rule, checkGuards: () => checkGuards(guards, asked, seen) };
  }

  /** All that a stream has up to where it is folded: what another has appended meanwhile is no part of the decision. */
  async #settledHistory(stream: string, { revision }: Folded): Promise<readonly Fact[]> {
    if (this.#unsettled()?.pendingOf(stream) !== undefined) throw new Deferred();
    return (await this.#history(stream)).slice(0, revision + 1);
  }

  /** Rare, and the one decision that needs the stream's whole history. */
  async #correct(aggregate: AnyAggregate, correction: Correction, stream: string): Promise<Decided> {
    if (this.#unsettled()?.pendingOf(stream) !== undefined) throw new Deferred();
    const { guards } = this.parts.registry;
    const history = await this.#history(stream);
    const { asked, sights } = considerCorrection(guards, aggregate, history, correction, stream);
    const fact = correct(aggregate, history, correction, this.#admission(asked, await this.#see(sights, false)));
    if (fact.type === 'EntryRestated') {
      const decided = considerCorrection(guards, aggregate, history, fact, stream);
      checkGuards(guards, decided.asked, await this.#see(decided.sights, false));
    }
    return { facts: [fact], folded: foldAll(aggregate, [...history, fact]) };
  }

  async #history(stream: string): Promise<readonly Fact[]> {
    return [...(await this.parts.folds.events(stream, 0)), ...(this.#pending.get(stream) ?? [])];
  }

  #aggregateOf(stream: string): AnyAggregate {
    const found = this.parts.registry.aggregateOf(stream);
    if (found === undefined) throw new Error(`no aggregate for stream ${stream}`);
    return found.aggregate;
  }

  async #see(sights: readonly Sight[], asKnown: boolean): Promise<Seen> {
    const states = new Map<string, unknown>();
    for (const sight of sights) {
      if (this.#restsOn(sight.stream) || this.isHeld(sight.stream)) throw new Deferred();
      states.set(sightKey(sight), await this.#stateOf(sight, asKnown));
    }
    return {
      of: <State>(sight: Sight<State>) => {
        const key = sightKey(sight);
        if (!states.has(key)) throw new Error(`a decision looked at ${key}, which its sees() did not name`);
        return states.get(key) as State;
      },
    };
  }

  async #stateOf(sight: Sight, asKnown: boolean): Promise<unknown> {
    const pending = this.#pending.get(sight.stream);
    if (pending !== undefined) return this.parts.folds.seen(sight, pending, asKnown);
    const key = `${sightKey(sight)} ${asKnown}`;
    if (!this.#seen.has(key)) this.#seen.set(key, await this.parts.folds.seen(sight, [], asKnown));
    return this.#seen.get(key);
  }

  /** What is known of a stream may yet turn out otherwise: facts of it are decided that could fail to be recorded. */
  #restsOn(stream: string): boolean {
    return (!this.together && this.#pending.has(stream)) || this.restsOnPending(stream);
  }

  #keep(stream: string, { facts, folded }: Decided): void {
    this.#folded.set(stream, folded);
    const pending = this.#pending.get(stream);
    if (pending === undefined) this.#pending.set(stream, [...facts]);
    else pending.push(...facts);
  }

  /** Facts of a stream decided here or before that are not settled. */
  pendingOf(stream: string): readonly Fact[] | undefined {
    return this.#pending.get(stream) ?? this.#unsettled()?.pendingOf(stream);
  }

  foldedOf(stream: string): Folded | undefined {
    return this.#folded.get(stream) ?? this.#unsettled()?.foldedOf(stream);
  }

  /** What the plan before has deferred is decided when this one is done, so it holds it to its end. */
  isHeld(stream: string): boolean {
    return this.#held.has(stream) || this.before?.isHeld(stream) === true;
  }

  isWatched(stream: string): boolean {
    return this.#watched.has(stream) || this.before?.isWatched(stream) === true;
  }

  #unsettled(): Plan | undefined {
    return this.before === undefined || this.before.#isSettled ? undefined : this.before;
  }
}

const appendOf = (statement: Statement, revision: number, facts: readonly Fact[]): Append => ({
  stream: statement.stream,
  expected: revision === -1 ? 'none' : revision,
  events: facts.map(({ id, type, version, data, meta }) => ({
    id,
    type,
    version,
    dataText: data === statement.data ? statement.dataText : canonical(data),
    meta,
  })),
});
