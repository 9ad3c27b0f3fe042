import 'reflect-metadata';
import assert from 'node:assert/strict';
import { expect } from '@jest/globals';
import {
  admit,
  alongFacts,
  alongOf,
  calledOf,
  canonical,
  categoryOf,
  consider,
  considerCorrection,
  correct,
  effective,
  factOf,
  isCorrection,
  eventId,
  eventTypeOf,
  explainPayload,
  foldAll,
  msOf,
  POSTING_RULE,
  Refusal,
  sha256,
  stateOf,
  type Actor,
  type AnyAggregate,
  type Bilingual,
  type Considered,
  type Fact,
  type Folded,
  type Meta,
  type Params,
  type Role,
  type Seen,
  type Sight,
  type Statement,
  type Statused,
  type Taken,
} from '#kernel';

/** Who speaks when a test names only a role. Each has its own account and organisation; windows and the hub have a node. */
export const actorOf = (role: Role): Actor => {
  const name = role.toLowerCase();
  const actor = { account: `${name}-1`, org: `${name}-org`, role };
  if (role === 'WINDOW') return { ...actor, node: 'N01' };
  return role === 'HUB' ? { ...actor, node: 'HUB01' } : actor;
};

/** What a test says differently of a fact; `by` is a role or a whole actor. */
export type Otherwise = Partial<Omit<Meta, 'actor'>> & { readonly by?: Role | Actor; readonly version?: number };

const NOON = '2026-03-05T10:00:00.000+08:00';

/**
 * A fact as it stands in the log and, given to `when`, as it is stated. By default a window says on 2026-03-05 what happened
 * and it is recorded at once. Ids follow from type, data and time: say the same thing twice under two `statementId`s.
 */
export function fact<Data extends object>(type: string, data: Data, otherwise: Otherwise = {}): Fact<string, Data> {
  const { by = 'WINDOW', version = 1, ...meta } = otherwise;
  const occurredAt = meta.occurredAt ?? NOON;
  const digest = sha256(canonical({ type, data, occurredAt }));
  const statementId = meta.statementId ?? digest.slice(0, 16);
  const source = meta.source ?? '/test';
  return {
    id: eventId(source, statementId, 0, msOf(occurredAt)),
    type,
    version,
    data,
    meta: {
      enteredBy: 'SELF',
      recordedAt: occurredAt,
      digest,
      correlationId: statementId,
      ruleVersions: [],
      ...meta,
      actor: typeof by === 'string' ? actorOf(by) : by,
      occurredAt,
      source,
      statementId,
    },
  };
}

/** What of a recorded event a test compares. */
interface Said {
  readonly type: string;
  readonly version?: number;
  readonly data: unknown;
}

/** What facts are recorded along on other streams, by stream. */
type Alongside = Readonly<Record<string, readonly Fact[]>>;

/** What is recorded of a statement: on its own stream, and along on others. */
interface Recorded {
  readonly own: readonly Fact[];
  readonly along: Alongside;
}

/**
 * The past of one stream and of the streams its rule sees or takes, and what a statement then leads to:
 * `given(aggregate).past([...]).seeing({ 'node-N01': [...] }).when(fact(...)).records(...)` or `.refuses(code)`.
 * Streams it takes or records on are folded by the aggregates named by `among`.
 */
export const given = (aggregate: AnyAggregate, stream = `${aggregate.category}-T01`): Given =>
  new Given(aggregate, stream, [], {}, []);

class Given {
  constructor(
    private readonly aggregate: AnyAggregate,
    private readonly stream: string,
    private readonly facts: readonly Fact[],
    private readonly others: Readonly<Record<string, readonly Fact[]>>,
    private readonly aggregates: readonly AnyAggregate[],
  ) {}

  /** What this stream has recorded. */
  past(facts: readonly Fact[]): Given {
    for (const known of facts) assertFits(this.aggregate, known);
    return new Given(this.aggregate, this.stream, facts, this.others, this.aggregates);
  }

  /** What other streams have recorded, by stream id; all others are empty. */
  seeing(others: Readonly<Record<string, readonly Fact[]>>): Given {
    return new Given(this.aggregate, this.stream, this.facts, others, this.aggregates);
  }

  /** The kinds of streams it takes. */
  among(...aggregates: readonly AnyAggregate[]): Given {
    return new Given(this.aggregate, this.stream, this.facts, this.others, aggregates);
  }

  when(stated: Fact): Outcome {
    assertFits(this.aggregate, stated);
    assert.equal(stated.version, newestOf(this.aggregate, stated), `${stated.type} is stated in its newest version`);
    const folded = foldAll(this.aggregate, this.facts);
    return new Outcome(this.aggregate, this.facts, stated, () => this.#admit(folded, stated));
  }

  #admit(folded: Folded, stated: Fact): Recorded {
    const { type, version, data, meta } = stated;
    const { aggregate, facts, stream } = this;
    const dataText = canonical(data);
    const statement: Statement = { stream, type, version, data: data as object, dataText, meta };
    const fact = factOf(statement, meta.recordedAt);
    const considered = isCorrection(fact)
      ? considerCorrection([], aggregate, facts, fact, stream)
      : consider([], aggregate, folded.state, fact, stream);
    const { asked } = considered;
    const { seen, taken } = this.#seen(type, considered);
    const by = { stream, seen, rule: POSTING_RULE, history: facts };
    const own = isCorrection(fact) ? [correct(aggregate, facts, fact, by)] : admit(aggregate, folded, fact, by);
    const [cause] = own;
    if (cause === undefined) return { own, along: {} };
    const before = isCorrection(fact) ? stateOf(aggregate, effective(facts)) : folded.state;
    const after = foldAll(aggregate, [...facts, ...own]).state;
    const along = alongOf([], aggregate, { before, after, fact: cause }, asked, seen);
    return {
      own,
      along: Object.fromEntries(
        [...along].map(([other, said]) => {
          assert(taken.has(other), `${type} records along on ${other}, which takes() did not name`);
          const joined = { aggregate: this.#aggregateOf(other), stream: other, folded: this.#fold(other), cause };
          return [other, alongFacts(joined, said)];
        }),
      ),
    };
  }

  #seen(
    type: string,
    { sights, taken: first, takenThen, seenThen }: Considered,
  ): { readonly seen: Seen; readonly taken: ReadonlySet<string> } {
    const named = sights.map(nameOf);
    const taken = new Set(first);
    const seen: Seen = {
      at: this.facts.length - 1,
      of: ({ stream, view }) => {
        assert(named.includes(nameOf({ stream, view })), `${type} asks for ${stream}, which sees() did not name`);
        const facts = this.others[stream] ?? [];
        const shown = view.showsCorrections === true ? facts : effective(facts);
        return shown.reduce((state, known) => view.evolve(state, known), view.initial);
      },
      revisionOf: ({ stream }) => (this.others[stream] ?? []).length - 1,
      taken: <State extends Statused>({ stream }: Taken<State>) => {
        assert(taken.has(stream), `${type} asks for ${stream}, which takes() did not name`);
        return this.#fold(stream).state as State;
      },
    };
    for (const stream of takenThen(seen)) taken.add(stream);
    named.push(...seenThen(seen).map(nameOf));
    return { seen, taken };
  }

  #fold(stream: string): Folded {
    return foldAll(this.#aggregateOf(stream), this.others[stream] ?? []);
  }

  #aggregateOf(stream: string): AnyAggregate {
    const category = categoryOf(stream);
    const found = this.aggregates.find((each) => each.category === category);
    assert(found !== undefined, `among() names no aggregate of ${stream}`);
    return found;
  }
}

/** What became of a statement; every question admits it anew. */
class Outcome {
  constructor(
    private readonly aggregate: AnyAggregate,
    private readonly past: readonly Fact[],
    private readonly stated: Fact,
    private readonly admitted: () => Recorded,
  ) {}

  /** The facts recorded; throws what the rule throws. */
  get recorded(): readonly Fact[] {
    const { own } = this.admitted();
    for (const recorded of own) assertFits(this.aggregate, recorded);
    return own;
  }

  /** The facts recorded along on other streams. */
  get along(): Alongside {
    return this.admitted().along;
  }

  /** The stream's state afterwards. */
  get state(): Statused {
    return foldAll(this.aggregate, [...this.past, ...this.recorded]).state;
  }

  /** Exactly these, in this order; none for `records()`. */
  records(...said: readonly Said[]): void {
    const expected = said.map(({ type, version, data }) => ({
      type,
      version: version ?? newestOf(this.aggregate, { type }),
      data,
    }));
    expect(this.recorded.map(({ type, version, data }) => ({ type, version, data }))).toStrictEqual(expected);
  }

  /** Exactly these on exactly these other streams. */
  recordsAlong(said: Readonly<Record<string, readonly Omit<Said, 'version'>[]>>): void {
    const recorded = Object.entries(this.along).map(([stream, facts]) => [
      stream,
      facts.map(({ type, data }) => ({ type, data })),
    ]);
    expect(Object.fromEntries(recorded)).toStrictEqual(said);
  }

  /** Exactly the statement itself. */
  recordsIt(): void {
    this.records(this.stated);
  }

  /** Exactly this refusal, with exactly these parameters where they are given. */
  refuses(code: string, params?: Params): void {
    let thrown: unknown;
    try {
      this.admitted();
    } catch (error) {
      thrown = error;
    }
    if (thrown !== undefined && !(thrown instanceof Refusal)) throw thrown;
    expect(thrown?.code).toBe(code);
    if (params !== undefined) expect(thrown?.params).toEqual(params);
    if (thrown !== undefined) expect(this.#misleads(thrown)).toEqual([]);
  }

  /** What of the texts could not be read or followed: names in the other language, and types to state that would be refused. */
  #misleads({ zh, en, params }: Refusal): readonly string[] {
    const values = Object.values(params).flatMap((value) => (typeof value === 'string' ? [value] : []));
    const withoutValues = values.reduce((text, value) => text.replaceAll(value, ''), en);
    const { status } = foldAll(this.aggregate, this.past).state;
    const untakeable = statedNext(params).filter((next) => !this.#canFollow(next, status));
    return [
      ...(/\p{Script=Han}/u.test(withoutValues) ? [`Chinese in ${en}`] : []),
      ...(/[{}]/.test(zh + en) ? [`a value is missing in ${zh} ${en}`] : []),
      ...untakeable.map((next) => `${next} cannot be stated in ${status}`),
    ];
  }

  #canFollow(next: string, status: string): boolean {
    const found = Object.keys(this.aggregate.events).find((type) => calledOf(this.aggregate, type).type === next);
    return found !== undefined && this.aggregate.events[found]?.from.includes(status) === true;
  }
}

/** The types that a refusal says may be stated instead. */
const statedNext = ({ next = [] }: Params): readonly string[] =>
  (Array.isArray(next) ? (next as readonly (string | Bilingual)[]) : []).flatMap((each) =>
    typeof each === 'object' && each.en.startsWith('cn.smes.') ? [each.en] : [],
  );

const nameOf = ({ stream, view }: Pick<Sight, 'stream'> & { readonly view: { readonly name: string } }): string =>
  `${stream} ${view.name}`;

const newestOf = (aggregate: AnyAggregate, { type }: Pick<Fact, 'type'>): number | undefined =>
  eventTypeOf(aggregate, type)?.version;

/** The door lets through only payloads that fit, so a test may state no others. */
function assertFits(aggregate: AnyAggregate, { type, data }: Fact): void {
  const eventType = eventTypeOf(aggregate, type);
  assert(eventType !== undefined, `${aggregate.category} has no event ${type}`);
  assert.deepEqual(explainPayload(eventType.payload, data, '/data'), [], `payload of ${type} does not fit`);
}
