import {
  admit,
  alongFacts,
  alongOf,
  checkGuards,
  correct,
  considerCorrection,
  effective,
  emptyFold,
  factOf,
  foldAll,
  foldOn,
  isCorrection,
  consider,
  needsHistory,
  postingRuleOf,
  Refusal,
  stateOf,
  type Admission,
  type AnyAggregate,
  type Asked,
  type Change,
  type Considered,
  type Correction,
  type Fact,
  type Folded,
  type Registry,
  type Seen,
  type Sight,
  type Statement,
  type Statused,
  type Taken,
} from '#kernel';
import { sightKey, type Folds, type Viewed } from './folds.js';
import { plannedOf, type Added, type Decided, type Decision } from './planned.js';

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

/** Streams whose state a decision has gone by, its own among them: a refusal rests on what is pending of these. */
type Used = Set<string>;

/** What a decision goes by of other streams. */
interface Looked {
  readonly seen: Seen;
  readonly taken: ReadonlyMap<string, Folded>;
  /** Those that others name. */
  readonly later: ReadonlySet<string>;
}

/** Thrown to leave a decision that may not be taken yet. */
class Deferred extends Error {}

/**
 * Decides statements one after the other as if each had been recorded before the next, without recording any. What a plan
 * assumes of a statement's own stream and of those it takes is guarded by the expected revisions of its appends. What it assumes
 * of streams it only sees is not, and nor is a refusal: these go by recorded facts only (or, `together`, by facts that are
 * recorded in the same group or not at all), and what would rest on others is deferred.
 */
export class Plan {
  readonly #folded = new Map<string, Folded>();
  readonly #pending = new Map<string, Fact[]>();
  readonly #read = new Map<string, Folded>();
  /** Streams as they were looked at, of which nothing is pending here: once in a plan, whatever many statements look at. */
  readonly #seen = new Map<string, Viewed>();
  /** The streams of deferred statements, and those they take. */
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
    if (this.#isWaitedFor(stream)) return this.defer(statement);
    const fact = factOf(statement, this.parts.recordedAt);
    const presumed = this.foldedOf(stream) ?? (isCorrection(fact) ? undefined : this.#presumed(stream));
    const decision = presumed && (await this.#decideOn({ folded: presumed, asKnown: true }, statement, fact));
    if (decision !== undefined && !(decision instanceof Refusal)) return decision;
    return this.parts.presumesNew ? 'unsure' : this.decideOnLog(statement);
  }

  /** The same on nothing but what is recorded, and what this plan has decided before. */
  async decideOnLog(statement: Statement): Promise<Decision> {
    const { stream } = statement;
    if (this.#isWaitedFor(stream)) return this.defer(statement);
    const fact = factOf(statement, this.parts.recordedAt);
    return this.#decideOn({ folded: await this.#latest(stream, false), asKnown: false }, statement, fact);
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
    const aggregate = this.#aggregateOf(stream);
    const used = new Set([stream]);
    try {
      const decided = isCorrection(fact)
        ? await this.#correct(aggregate, fact, stream, used)
        : await this.#admit(aggregate, { ...basis, used }, fact, stream);
      for (const added of [...decided.along, decided.own]) this.#keep(added);
      return plannedOf(decided, statement);
    } catch (reason) {
      const isFinal = reason instanceof Refusal && ![...used].some((each) => this.#restsOn(each));
      if (isFinal) return reason;
      if (reason instanceof Refusal || reason instanceof Deferred) return this.defer(statement);
      throw reason;
    }
  }

  /** Whatever comes later on the statement's streams or on those it looks at, or looks at its own, waits too: nothing overtakes. */
  async defer(statement: Statement): Promise<'deferred'> {
    const { stream } = statement;
    const { guards } = this.parts.registry;
    const aggregate = this.#aggregateOf(stream);
    const fact = factOf(statement, this.parts.recordedAt);
    const { sights, taken } = isCorrection(fact)
      ? considerCorrection(guards, aggregate, await this.#history(stream), fact, stream)
      : consider(guards, aggregate, (await this.#latest(stream, false)).state, fact, stream);
    for (const each of [stream, ...taken]) this.#held.add(each);
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

  async #admit(
    aggregate: AnyAggregate,
    { folded: before, asKnown, used }: Basis & { readonly used: Used },
    fact: Fact,
    stream: string,
  ): Promise<Decided> {
    const considered = consider(this.parts.registry.guards, aggregate, before.state, fact, stream);
    const { asked } = considered;
    const looked = await this.#look(considered, before.revision, asKnown, used);
    const history = needsHistory(aggregate, before.times, fact) ? await this.#settledHistory(stream, before) : [];
    const facts = admit(aggregate, before, fact, { ...this.#admission(asked, looked.seen), history });
    const [entry] = facts;
    if (entry === undefined) throw new Error(`${fact.type} was decided and nothing is to be recorded`);
    const folded = foldOn(aggregate, before, facts) ?? foldAll(aggregate, [...history, ...facts]);
    const { revision } = before;
    const change = { before: before.state, after: folded.state, fact: entry };
    const along = await this.#along(aggregate, change, asked, looked);
    return { own: { stream, revision, facts, folded }, along };
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
  async #correct(aggregate: AnyAggregate, correction: Correction, stream: string, used: Used): Promise<Decided> {
    if (this.#unsettled()?.pendingOf(stream) !== undefined) throw new Deferred();
    const { guards } = this.parts.registry;
    const history = await this.#history(stream);
    const considered = considerCorrection(guards, aggregate, history, correction, stream);
    const { asked } = considered;
    const revision = history.length - 1;
    const looked = await this.#look(considered, revision, false, used);
    const fact = correct(aggregate, history, correction, this.#admission(asked, looked.seen));
    if (fact.type === 'EntryRestated') {
      const decided = considerCorrection(guards, aggregate, history, fact, stream);
      checkGuards(guards, decided.asked, (await this.#look(decided, revision, false, used)).seen);
    }
    const folded = foldAll(aggregate, [...history, fact]);
    const change = { before: stateOf(aggregate, effective(history)), after: folded.state, fact };
    const along = await this.#along(aggregate, change, asked, looked);
    return { own: { stream, revision, facts: [fact], folded }, along };
  }

  /** What goes to the streams it takes, on top of what is pending there. */
  async #along(
    aggregate: AnyAggregate,
    change: Change,
    asked: Asked,
    { seen, taken, later }: Looked,
  ): Promise<readonly Added[]> {
    if (taken.size === 0) return [];
    const added: Added[] = [];
    for (const [stream, said] of alongOf(this.parts.registry.guards, aggregate, change, asked, seen)) {
      const folded = taken.get(stream);
      if (folded === undefined)
        throw new Error(`${change.fact.type} records along on ${stream}, which it does not take`);
      const joined = this.#aggregateOf(stream);
      const facts = alongFacts({ aggregate: joined, stream, folded, cause: change.fact }, said);
      const history = async () => foldAll(joined, [...(await this.#settledHistory(stream, folded)), ...facts]);
      const after = foldOn(joined, folded, facts) ?? (await history());
      const ahead = later.has(stream) ? 'then' : 'first';
      added.push({ stream, revision: folded.revision, facts, folded: after, ahead });
    }
    return [...added.filter(({ ahead }) => ahead === 'first'), ...added.filter(({ ahead }) => ahead === 'then')];
  }

  async #history(stream: string): Promise<readonly Fact[]> {
    return [...(await this.parts.folds.events(stream, 0)), ...(this.#pending.get(stream) ?? [])];
  }

  #aggregateOf(stream: string): AnyAggregate {
    const found = this.parts.registry.aggregateOf(stream);
    if (found === undefined) throw new Error(`no aggregate for stream ${stream}`);
    return found.aggregate;
  }

  async #look(
    { sights, taken: streams, takenThen, seenThen }: Considered,
    at: number,
    asKnown: boolean,
    used: Used,
  ): Promise<Looked> {
    const views = new Map<string, Viewed>();
    const see = async (these: readonly Sight[]): Promise<void> => {
      for (const sight of these) {
        if (this.#restsOn(sight.stream) || this.isHeld(sight.stream)) throw new Deferred();
        views.set(sightKey(sight), await this.#viewOf(sight, asKnown));
      }
    };
    await see(sights);
    const taken = new Map<string, Folded>();
    const take = async (these: ReadonlySet<string>): Promise<void> => {
      for (const stream of these) {
        if (this.#isWaitedFor(stream)) throw new Deferred();
        taken.set(stream, await this.#latest(stream, asKnown));
      }
    };
    await take(streams);
    const seen = seenOf(at, views, taken, used);
    const later = new Set([...takenThen(seen)].filter((stream) => !streams.has(stream)));
    await take(later);
    await see(seenThen(seen));
    return { seen, taken, later };
  }

  async #viewOf(sight: Sight, asKnown: boolean): Promise<Viewed> {
    const pending = this.#pending.get(sight.stream);
    if (pending !== undefined) return this.parts.folds.seen(sight, pending, asKnown);
    const key = `${sightKey(sight)} ${asKnown}`;
    const known = this.#seen.get(key);
    if (known !== undefined) return known;
    const viewed = await this.parts.folds.seen(sight, [], asKnown);
    this.#seen.set(key, viewed);
    return viewed;
  }

  /** A stream as it is with all that is pending; else as the log has it, or `asKnown` as this process last knew it. */
  async #latest(stream: string, asKnown: boolean): Promise<Folded> {
    return this.foldedOf(stream) ?? (asKnown ? this.parts.folds.held(stream) : undefined) ?? this.look(stream);
  }

  /** What is known of a stream may yet turn out otherwise: facts of it are decided that could fail to be recorded. */
  #restsOn(stream: string): boolean {
    return (!this.together && this.#pending.has(stream)) || this.restsOnPending(stream);
  }

  #keep({ stream, facts, folded }: Added): void {
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

  /** Nothing may be added to it before what waits is decided. */
  #isWaitedFor(stream: string): boolean {
    return this.isHeld(stream) || this.isWatched(stream);
  }

  #unsettled(): Plan | undefined {
    return this.before === undefined || this.before.#isSettled ? undefined : this.before;
  }
}

/** What a decision may ask for of what was looked at; of taken streams it is noted. */
function seenOf(at: number, views: ReadonlyMap<string, Viewed>, taken: ReadonlyMap<string, Folded>, used: Used): Seen {
  const viewed = (sight: Sight): Viewed => {
    const found = views.get(sightKey(sight));
    if (found === undefined) throw new Error(`a decision looked at ${sightKey(sight)}, which its sees() did not name`);
    return found;
  };
  return {
    at,
    of: <State>(sight: Sight<State>) => viewed(sight).state as State,
    revisionOf: (sight) => viewed(sight).revision,
    taken: <State extends Statused>({ stream }: Taken<State>) => {
      const found = taken.get(stream);
      if (found === undefined) throw new Error(`a decision asked for ${stream}, which its takes() did not name`);
      used.add(stream);
      return found.state as State;
    },
  };
}
