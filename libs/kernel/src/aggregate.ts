import type { EventType, FactOf } from './event-type.js';
import type { Fact } from './event.js';
import type { PostingRule } from './posting-rule.js';

/** A pure left fold over one stream. `evolve` is total: it never refuses, and skips facts it does not know. */
export interface View<State> {
  /** Names the fold in caches; unique in the process. */
  readonly name: string;
  readonly initial: State;
  /** It is shown every event as it was recorded, corrections among them; else what counts, corrections applied. */
  readonly showsCorrections?: true;
  evolve(state: State, fact: Fact): State;
}

/** Another stream a rule reads, as this rule's own fold of that stream. */
export interface Sight<State = unknown> {
  readonly stream: string;
  readonly view: View<State>;
}

/** Another stream a rule reserves on, as its own aggregate folds it. */
export interface Taken<State extends Statused = Statused> {
  readonly stream: string;
  /** That aggregate's, for the type of its state. */
  readonly initial: State;
}

/** The other streams of one decision, folded. Asking for one that neither `sees` nor `takes` named is a bug and throws. */
export interface Seen {
  /** The last revision of the statement's own stream, -1 for none: once the stream is beyond it, this was recorded or never will be. */
  readonly at: number;
  of<State>(sight: Sight<State>): State;
  /** The revision up to which a sight was folded; -1: the stream has no event. */
  revisionOf(sight: Sight): number;
  taken<State extends Statused>(taken: Taken<State>): State;
}

/** Parties of a stream: nodes and organisations whose own business it is. They may read it. */
export interface Parties {
  readonly nodes: readonly string[];
  readonly orgs: readonly string[];
}

/**
 * How an entry reads in its stream as it stands. `true`: it says the stream whole, in place of what said it before; a list: it
 * says these fields anew; a name: the last of such entries stands under it. What is left out is read among the entries alone.
 */
export type Reads = true | readonly string[] | string;

export interface Statused {
  readonly status: string;
}

/** A node and a civil day (Asia/Shanghai) that something counts for. */
export interface Reported {
  readonly node: string;
  readonly on: string;
}

/** One thing a stream counts for, at its node and day; equal things have equal texts. */
export interface Counted extends Reported {
  readonly row: string;
}

/** How a kind of stream is called in English, an id of one, and what each of its statuses is called. */
interface Shown<Status extends string = string> {
  readonly en: string;
  readonly example: string;
  readonly statuses: Readonly<Record<Status, readonly [zh: string, en: string]>>;
}

/** One kind of stream. Pure: no clock, no I/O, no randomness. Stream id = `${category}-${id}`. */
export interface Aggregate<
  State extends Statused = Statused,
  Table extends Readonly<Record<string, EventType>> = Readonly<Record<string, EventType>>,
> {
  /** The context it belongs to, as in the names of its event types. */
  readonly context: string;
  readonly category: string;
  readonly zh: string;
  /** Full pattern of the id behind the category, without anchors. */
  readonly id: string;
  /** What readers of the API are shown of it; all contexts' own aggregates have this. */
  readonly shown?: Shown<State['status']>;
  readonly events: Table;
  readonly initial: State;
  /** What a stream says as it stands, by event type; nothing is lost by what is left out (see `content.ts` of the audit lib). */
  readonly reads?: Readonly<Partial<Record<keyof Table & string, Reads>>>;
  /** Its entries are never corrected (accounts, refused postings): a new statement is the only remedy. */
  readonly final?: true;
  /** Its streams are published: everybody with an account reads them. */
  readonly published?: true;
  evolve(state: State, fact: FactOf<Table>): State;
  /** Other streams the rule reads. What they say may be newer when the event is recorded; see docs/architecture.md, "What a rule may rely on". */
  sees?(fact: FactOf<Table>, stream: string): readonly Sight[];
  /**
   * The events to record, usually the statement itself; refuses by throwing a `Refusal`. Role, status and time were
   * checked before (`admit.ts`).
   */
  decide(state: State, fact: FactOf<Table>, seen: Seen, stream: string): readonly NewFact[];
  /**
   * Other streams it reserves on. Unlike those it sees they are guarded as its own is: if one moves before the event is
   * recorded, the statement is decided anew. Asked of entries, and of what a correction words anew.
   */
  takes?(state: State, fact: FactOf<Table>, stream: string): readonly Taken[];
  /** Further streams it takes, which those it takes name: who is next. */
  takesThen?(state: State, fact: FactOf<Table>, seen: Seen, stream: string): readonly Taken[];
  /** Further streams the rule reads, which those it takes name: whether who holds something still does. */
  seesThen?(state: State, fact: FactOf<Table>, seen: Seen, stream: string): readonly Sight[];
  /**
   * What is recorded on streams it takes along with it, by the ledger. It is recorded no later than the event itself, and where a
   * server died in between without it, so: it may say that something is held, never that something no longer is, unless the
   * stream is past using it. What was left is taken up when the statement is posted again, and is then said a second time
   * by the same cause. See docs/architecture.md, "What a rule may rely on".
   */
  along?(change: Change<State>, seen: Seen, stream: string): readonly Along[];
  parties(state: State, stream: string): Parties;
  /**
   * The nodes and days that a fact about to be recorded counts for: those of all rows it makes, and of a type that comes
   * `later` its own day only. Their months must be open. Left out: it makes no rows of a node.
   */
  reportedBy?(state: State, fact: FactOf<Table>, stream: string): readonly Reported[];
  /** All rows of nodes that effective facts, in their newest shapes, come to: what a correction changes is read off them. */
  counted?(facts: readonly Fact[], stream: string): readonly Counted[];
}

/** An event a decision wants recorded; ids and meta are given by `admit`. */
export interface NewFact {
  readonly type: string;
  readonly version: number;
  readonly data: unknown;
}

/** A fact that a decision records on another stream. Its type is stated by the ledger alone. */
export interface Along extends NewFact {
  readonly stream: string;
}

/** What a statement changes of its stream: an entry as it is recorded, or a correction. */
export interface Change<State extends Statused = Statused> {
  readonly before: State;
  readonly after: State;
  readonly fact: Fact;
}

/** What guards are asked about: something stated of a stream, not yet recorded. */
export interface Asked {
  readonly stream: string;
  /** As it was stated: an entry or a correction. */
  readonly fact: Fact;
  /** What will stand: the entry itself, or of a restatement its target as worded anew. Undefined of a reversal, or when there is none. */
  readonly entry: Fact | undefined;
  /** The nodes and days whose rows it makes or changes. */
  readonly reported: readonly Reported[];
}

/**
 * A rule of admission across contexts (closed months, sanctions, quotas), pure. The context that keeps what it goes by
 * contributes it; it is asked about every statement of every context, corrections and rehearsals alike.
 */
export interface Guard {
  /** The streams it looks at, treated as those an aggregate `sees` are; none where it has nothing to say. */
  sees(asked: Asked): readonly Sight[];
  /** Refuses by throwing. Asked once role, time, texts and status allow the statement, of a restatement once it is decided. */
  check?(asked: Asked, seen: Seen): void;
  /** The streams it reserves on, treated as those an aggregate `takes` are. */
  takes?(asked: Asked): readonly Taken[];
  /** Further streams it looks at, as `seesThen` of an aggregate. */
  seesThen?(asked: Asked, seen: Seen): readonly Sight[];
  /** What it has recorded on those it takes, as `along` of an aggregate. */
  along?(asked: Asked, change: Change, seen: Seen): readonly Along[];
  /** The rule to judge occurrence times by, whose version the event cites; undefined: it has none in force. */
  postingRule?(asked: Asked, seen: Seen): PostingRule | undefined;
}

/** A bounded context: the unit of imports, of event type names and of the map in docs/architecture.md. */
export interface Context {
  readonly name: string;
  readonly zh: string;
  readonly aggregates: readonly AnyAggregate[];
  readonly guards?: readonly Guard[];
}

/** An aggregate whose types are forgotten; made by `erase`, so that lists of aggregates need no casts. */
export type AnyAggregate = Aggregate<Statused, Readonly<Record<string, EventType>>>;

/** Forgets an aggregate's own types. Sound because `admit` feeds it only facts of its own table. */
export const erase = <State extends Statused, Table extends Readonly<Record<string, EventType>>>(
  aggregate: Aggregate<State, Table>,
): AnyAggregate => aggregate;
