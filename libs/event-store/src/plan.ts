import {
  admit,
  canonical,
  correct,
  correctionSights,
  factOf,
  foldAll,
  foldNext,
  isCorrection,
  Refusal,
  sightsOf,
  type AnyAggregate,
  type Correction,
  type Fact,
  type Folded,
  type PostingRule,
  type Registry,
  type Seen,
  type Sight,
  type Statement,
} from '#kernel';
import type { Append } from './event-store.js';
import { sightKey, type Folds } from './folds.js';

/** A statement decided: what to append, and what its stream will then be. */
export interface Planned {
  readonly append: Append;
  readonly folded: Folded;
}

interface Decided {
  readonly facts: readonly Fact[];
  readonly folded: Folded;
}

/**
 * Decides statements one after the other as if each had been recorded before the next, without recording any. What a
 * plan assumed is guarded by the expected revisions of its appends.
 */
export class Plan {
  #folded = new Map<string, Folded>();
  #pending = new Map<string, readonly Fact[]>();

  constructor(
    private readonly folds: Folds,
    private readonly registry: Registry,
    private readonly rule: PostingRule,
    private readonly recordedAt: string,
  ) {}

  /** A refused statement leaves the plan as it was. */
  async decide(statement: Statement): Promise<Planned | Refusal> {
    const { stream } = statement;
    const found = this.registry.aggregateOf(stream);
    if (found === undefined) throw new Error(`no aggregate for stream ${stream}`);
    const before = this.#folded.get(stream) ?? (await this.folds.folded(stream));
    const fact = factOf(statement, this.recordedAt, this.rule);
    try {
      const { facts, folded } = isCorrection(fact)
        ? await this.#correct(found.aggregate, fact, stream)
        : await this.#admit(found.aggregate, before, fact, stream);
      this.#folded.set(stream, folded);
      this.#pending.set(stream, [...this.#pendingOf(stream), ...facts]);
      return { append: appendOf(statement, before.revision, facts), folded };
    } catch (refused) {
      if (refused instanceof Refusal) return refused;
      throw refused;
    }
  }

  async #admit(aggregate: AnyAggregate, before: Folded, fact: Fact, stream: string): Promise<Decided> {
    const seen = await this.#see(sightsOf(aggregate, fact, stream));
    const facts = admit(aggregate, before.state, fact, { stream, seen, rule: this.rule });
    return { facts, folded: facts.reduce((state, next) => foldNext(aggregate, state, next), before) };
  }

  /** Rare, and the one decision that needs the stream's whole history. */
  async #correct(aggregate: AnyAggregate, correction: Correction, stream: string): Promise<Decided> {
    const history = [...(await this.folds.events(stream, 0)), ...this.#pendingOf(stream)];
    const seen = await this.#see(correctionSights(aggregate, history, correction, stream));
    const fact = correct(aggregate, history, correction, { stream, seen, rule: this.rule });
    return { facts: [fact], folded: foldAll(aggregate, [...history, fact]) };
  }

  #pendingOf(stream: string): readonly Fact[] {
    return this.#pending.get(stream) ?? [];
  }

  /** A copy to try a batch on; the original stays as it is until `adopt`. */
  branch(): Plan {
    const branch = new Plan(this.folds, this.registry, this.rule, this.recordedAt);
    branch.#folded = new Map(this.#folded);
    branch.#pending = new Map(this.#pending);
    return branch;
  }

  adopt(branch: Plan): void {
    this.#folded = branch.#folded;
    this.#pending = branch.#pending;
  }

  async #see(sights: readonly Sight[]): Promise<Seen> {
    const states = new Map<string, unknown>();
    for (const sight of sights)
      states.set(sightKey(sight), await this.folds.seen(sight, this.#pendingOf(sight.stream)));
    return {
      of: <State>(sight: Sight<State>) => {
        const key = sightKey(sight);
        if (!states.has(key)) throw new Error(`a decision looked at ${key}, which its sees() did not name`);
        return states.get(key) as State;
      },
    };
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
