import type { Append } from '#event-store';
import {
  admit,
  canonical,
  checkPeriods,
  civilDateOf,
  correct,
  correctedBy,
  correctionSights,
  emptyFold,
  factOf,
  foldAll,
  foldOn,
  isCorrection,
  needsHistory,
  periodSights,
  Refusal,
  reportedBy,
  sightsOf,
  type AnyAggregate,
  type Correction,
  type Fact,
  type Folded,
  type PostingRule,
  type Registry,
  type Reported,
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
  readonly rule: PostingRule;
  readonly recordedAt: string;
  /** A stream that is not held is first taken for new; where a look at the log is cheap, it is looked at. */
  readonly presumesNew: boolean;
}

/** What a decision goes by: its stream, folded, and whether the streams it looks at may be as this process knows them. */
interface Basis {
  readonly folded: Folded;
  readonly asKnown: boolean;
}

interface Ruled extends Basis {
  readonly rule: PostingRule;
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
  readonly #held = new Set<string>();
  #rule: Promise<PostingRule> | undefined;
  private isSettled = false;

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
    if (this.isHeld(stream)) return this.defer(statement);
    const fact = factOf(statement, this.parts.recordedAt, this.parts.rule);
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
    if (this.isHeld(stream)) return this.defer(statement);
    const fact = factOf(statement, this.parts.recordedAt, this.parts.rule);
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
      const rule = await this.#ruleInForce();
      const ruled = { ...fact, meta: { ...fact.meta, ruleVersions: [rule.version] } };
      const decided = isCorrection(ruled)
        ? await this.#correct(aggregate, ruled, stream, rule)
        : await this.#admit(aggregate, { ...basis, rule }, ruled, stream);
      this.#keep(stream, decided);
      return { append: appendOf(statement, folded.revision, decided.facts), folded: decided.folded };
    } catch (reason) {
      const isFinal = reason instanceof Refusal && !this.#restsOn(stream);
      if (isFinal) return reason;
      if (reason instanceof Refusal || reason instanceof Deferred) return this.defer(statement);
      throw reason;
    }
  }

  /** Whatever comes later on the statement's stream or on those it looks at, or looks at these, waits too: nothing overtakes. */
  async defer(statement: Statement): Promise<'deferred'> {
    const { stream } = statement;
    const aggregate = this.#aggregateOf(stream);
    const fact = factOf(statement, this.parts.recordedAt, this.parts.rule);
    const history = isCorrection(fact) ? await this.#history(stream) : [];
    const sights = isCorrection(fact)
      ? correctionSights(aggregate, history, fact, stream)
      : sightsOf(aggregate, fact, stream);
    const { state } = this.foldedOf(stream) ?? (await this.look(stream));
    const reported = isCorrection(fact)
      ? correctedBy(aggregate, history, fact, stream)
      : reportedBy(aggregate, state, [fact], stream);
    const months = this.#periodSights(reported);
    for (const held of [stream, ...[...sights, ...months].map((sight) => sight.stream)]) this.#held.add(held);
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
    return this.unsettled()?.pendingOf(stream) !== undefined;
  }

  /** The appends of this plan are answered: from now on the store says what is. What stood before it is let go. */
  settle(): void {
    this.isSettled = true;
    this.before = undefined;
  }

  async #admit(aggregate: AnyAggregate, basis: Ruled, fact: Fact, stream: string): Promise<Decided> {
    const { folded: before, asKnown, rule } = basis;
    const reported = reportedBy(aggregate, before.state, [fact], stream);
    const seen = await this.#see([...sightsOf(aggregate, fact, stream), ...this.#periodSights(reported)], asKnown);
    const requireOpen = (): void => checkPeriods(this.parts.registry.periods, seen, reported);
    const history = needsHistory(aggregate, before.times, fact) ? await this.#settledHistory(stream, before) : [];
    const facts = admit(aggregate, before, fact, { stream, seen, rule, history, requireOpen });
    return { facts, folded: foldOn(aggregate, before, facts) ?? foldAll(aggregate, [...history, ...facts]) };
  }

  /** All that a stream has up to where it is folded: what another has appended meanwhile is no part of the decision. */
  async #settledHistory(stream: string, { revision }: Folded): Promise<readonly Fact[]> {
    if (this.unsettled()?.pendingOf(stream) !== undefined) throw new Deferred();
    return (await this.#history(stream)).slice(0, revision + 1);
  }

  /** Rare, and the one decision that needs the stream's whole history. */
  async #correct(aggregate: AnyAggregate, correction: Correction, stream: string, rule: PostingRule): Promise<Decided> {
    if (this.unsettled()?.pendingOf(stream) !== undefined) throw new Deferred();
    const history = await this.#history(stream);
    const { periods } = this.parts.registry;
    // What a restatement changes is told by what its decision adds to it.
    const reversed = correction.type === 'EntryReversed' ? correctedBy(aggregate, history, correction, stream) : [];
    const sights = [...correctionSights(aggregate, history, correction, stream), ...this.#periodSights(reversed)];
    const seen = await this.#see(sights, false);
    const requireOpen = (): void => checkPeriods(periods, seen, reversed);
    const fact = correct(aggregate, history, correction, { stream, seen, rule, requireOpen });
    if (fact.type === 'EntryRestated') {
      const restated = correctedBy(aggregate, history, fact, stream);
      checkPeriods(periods, await this.#see(this.#periodSights(restated), false), restated);
    }
    return { facts: [fact], folded: foldAll(aggregate, [...history, fact]) };
  }

  /** The streams that say whether the months are open that something counts in. */
  #periodSights(reported: readonly Reported[]): readonly Sight[] {
    return periodSights(this.parts.registry.periods, reported);
  }

  /** The rule about occurrence times, as published by the day of recording; looked at once in a plan. */
  async #ruleInForce(): Promise<PostingRule> {
    const { postingRules } = this.parts.registry;
    if (postingRules === undefined) return this.parts.rule;
    const { sight } = postingRules;
    if (this.#restsOn(sight.stream) || this.isHeld(sight.stream)) throw new Deferred();
    this.#rule ??= this.parts.folds
      .seen(sight, [], true)
      .then((state) => postingRules.ruleOn(state, civilDateOf(this.parts.recordedAt)) ?? this.parts.rule);
    return this.#rule;
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
      states.set(sightKey(sight), await this.parts.folds.seen(sight, this.#pending.get(sight.stream) ?? [], asKnown));
    }
    return {
      of: <State>(sight: Sight<State>) => {
        const key = sightKey(sight);
        if (!states.has(key)) throw new Error(`a decision looked at ${key}, which its sees() did not name`);
        return states.get(key) as State;
      },
    };
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
  private pendingOf(stream: string): readonly Fact[] | undefined {
    return this.#pending.get(stream) ?? this.unsettled()?.pendingOf(stream);
  }

  private foldedOf(stream: string): Folded | undefined {
    return this.#folded.get(stream) ?? this.unsettled()?.foldedOf(stream);
  }

  /** What the plan before has deferred is decided when this one is done, so it holds it to its end. */
  private isHeld(stream: string): boolean {
    return this.#held.has(stream) || this.before?.isHeld(stream) === true;
  }

  private unsettled(): Plan | undefined {
    return this.before?.isSettled === true ? undefined : this.before;
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
