import 'reflect-metadata';
import assert from 'node:assert/strict';
import { expect } from '@jest/globals';
import {
  admit,
  calledOf,
  canonical,
  correct,
  correctionSights,
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
  sightsOf,
  type Actor,
  type AnyAggregate,
  type Bilingual,
  type Fact,
  type Folded,
  type Meta,
  type Params,
  type Role,
  type Seen,
  type Statement,
  type Statused,
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

/**
 * The past of one stream and of the streams its rule sees, and what a statement then leads to:
 * `given(aggregate).past([...]).seeing({ 'node-N01': [...] }).when(fact(...)).records(...)` or `.refuses(code)`.
 */
export const given = (aggregate: AnyAggregate, stream = `${aggregate.category}-T01`): Given =>
  new Given(aggregate, stream, [], {});

class Given {
  constructor(
    private readonly aggregate: AnyAggregate,
    private readonly stream: string,
    private readonly facts: readonly Fact[],
    private readonly others: Readonly<Record<string, readonly Fact[]>>,
  ) {}

  /** What this stream has recorded. */
  past(facts: readonly Fact[]): Given {
    for (const known of facts) assertFits(this.aggregate, known);
    return new Given(this.aggregate, this.stream, facts, this.others);
  }

  /** What other streams have recorded, by stream id; all others are empty. */
  seeing(others: Readonly<Record<string, readonly Fact[]>>): Given {
    return new Given(this.aggregate, this.stream, this.facts, others);
  }

  when(stated: Fact): Outcome {
    assertFits(this.aggregate, stated);
    assert.equal(stated.version, newestOf(this.aggregate, stated), `${stated.type} is stated in its newest version`);
    const folded = foldAll(this.aggregate, this.facts);
    return new Outcome(this.aggregate, this.facts, stated, () => this.#admit(folded, stated));
  }

  #admit(folded: Folded, stated: Fact): readonly Fact[] {
    const { type, version, data, meta } = stated;
    const statement: Statement = {
      stream: this.stream,
      type,
      version,
      data: data as object,
      dataText: canonical(data),
      meta,
    };
    const { stream } = this;
    const fact = factOf(statement, meta.recordedAt);
    const sights = isCorrection(fact)
      ? correctionSights(this.aggregate, this.facts, fact, stream)
      : sightsOf(this.aggregate, fact, stream);
    const named = sights.map(({ stream, view }) => `${stream} ${view.name}`);
    const seen: Seen = {
      of: ({ stream, view }) => {
        assert(named.includes(`${stream} ${view.name}`), `${type} asks for ${stream}, which sees() did not name`);
        const facts = this.others[stream] ?? [];
        const shown = view.showsCorrections === true ? facts : effective(facts);
        return shown.reduce((state, known) => view.evolve(state, known), view.initial);
      },
    };
    const by = { stream, seen, rule: POSTING_RULE, history: this.facts };
    return isCorrection(fact)
      ? [correct(this.aggregate, this.facts, fact, by)]
      : admit(this.aggregate, folded, fact, by);
  }
}

/** What became of a statement; every question admits it anew. */
class Outcome {
  constructor(
    private readonly aggregate: AnyAggregate,
    private readonly past: readonly Fact[],
    private readonly stated: Fact,
    private readonly admitted: () => readonly Fact[],
  ) {}

  /** The facts recorded; throws what the rule throws. */
  get recorded(): readonly Fact[] {
    const facts = this.admitted();
    for (const recorded of facts) assertFits(this.aggregate, recorded);
    return facts;
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

const newestOf = (aggregate: AnyAggregate, { type }: Pick<Fact, 'type'>): number | undefined =>
  eventTypeOf(aggregate, type)?.version;

/** The door lets through only payloads that fit, so a test may state no others. */
function assertFits(aggregate: AnyAggregate, { type, data }: Fact): void {
  const eventType = eventTypeOf(aggregate, type);
  assert(eventType !== undefined, `${aggregate.category} has no event ${type}`);
  assert.deepEqual(explainPayload(eventType.payload, data, '/data'), [], `payload of ${type} does not fit`);
}
