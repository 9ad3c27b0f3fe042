import type { Meta, RecordedEvent, Refusal } from '#kernel';

/** What a stream's last revision must be for an append to happen: no event yet, or exactly this one. There is no "any". */
export type Expected = 'none' | number;

export interface NewEvent {
  /** UUID, unique in the ledger for ever. */
  readonly id: string;
  readonly type: string;
  readonly version: number;
  /** RFC 8785 text of the payload; stored as these bytes. */
  readonly dataText: string;
  readonly meta: Meta;
}

/** 1–100 events for one stream. */
export interface Append {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: readonly NewEvent[];
  /** What the next of its group rest on: a store without transactions sends those when this is recorded; all of the same at once. */
  readonly ahead?: 'first' | 'then';
}

/**
 * What became of one group of appends. Nothing of a group that is not `appended` is recorded; only a store without
 * transactions may, when another process writes to one of its streams in the same instant, have recorded a part of it.
 * Revisions are looked at before identities: the same append sent again answers wrong-revision, or, where the store knows
 * it by its content, appended where it is.
 */
export type Outcome =
  | { readonly kind: 'appended'; readonly appends: readonly AppendedAt[] }
  /** The `at`-th append of the group met another revision (-1: the stream has no event). */
  | { readonly kind: 'wrong-revision'; readonly at: number; readonly revision: number }
  /** An event id of the `at`-th append is recorded already, or its (source, statement id, index); the index counts a statement's events over the whole group. */
  | { readonly kind: 'already-recorded'; readonly at: number }
  /** The store cannot take the `at`-th append: too large for it, or its stream was cut short by another's hand. */
  | { readonly kind: 'refused'; readonly at: number; readonly refusal: Refusal };

/** Where an append landed: revision and position of its last event. */
export interface AppendedAt {
  readonly revision: number;
  readonly position: number;
}

export interface StreamRead {
  /** First revision to return; default 0 forwards, the last one backwards. */
  readonly from?: number;
  readonly direction?: 'forwards' | 'backwards';
  /** At most this many events; default all. */
  readonly limit?: number;
  /** What this process knows will do: what another has recorded in the last seconds may be missing. */
  readonly asKnown?: boolean;
}

export interface LogRead {
  /** Exclusive. 0 = from the beginning; beyond the head nothing is found and nothing passed. */
  readonly after: number;
  /** At most this many events, 1–10,000. */
  readonly limit: number;
  /** Only streams of these categories. */
  readonly categories?: readonly string[];
  /** Only events of these types. */
  readonly types?: readonly string[];
  /** Never beyond this position (inclusive). */
  readonly upTo?: number;
}

export interface LogPage {
  readonly events: readonly RecordedEvent[];
  /** Everything up to and including this position was considered: read on after it. */
  readonly position: number;
}

/**
 * The log. Acknowledged means durable: what an append answered survives a crash of the process or the machine at any
 * instant. Positions ascend in commit order and are never reused; a reader that has seen position p never later finds an
 * event below p. They may have gaps: nothing counts by them. Payloads are returned in the shape they were recorded in.
 */
export abstract class EventStore {
  /**
   * Appends each group all-or-nothing, in order, and answers each on its own. Rejects with store-unavailable when nothing can
   * be said of any, and with posting-queue-full when too much waits.
   */
  abstract appendBatch(groups: readonly (readonly Append[])[]): Promise<readonly Outcome[]>;

  /** A stream's events in order. An unknown stream is empty. */
  abstract readStream(stream: string, read?: StreamRead): Promise<readonly RecordedEvent[]>;

  /** Every stream's events in position order. */
  abstract readAll(read: LogRead): Promise<LogPage>;

  /** The last event, whoever recorded it; undefined when there is none. */
  abstract last(): Promise<RecordedEvent | undefined>;

  /** Position of the last event this process knows of: its own at once, another's within a second; 0 when there is none. */
  abstract head(): Promise<number>;

  /** The doorbell: resolves when an event beyond `after` exists, or when `signal` aborts or the store closes. Never rejects. */
  abstract news(after: number, signal?: AbortSignal): Promise<void>;

  /**
   * Resolves when an append would be recorded, as far as can be told without one. Rejects with store-unavailable while the
   * disk is full or cannot be written, or the server is away.
   */
  abstract ready(): Promise<void>;

  /** Waits for appends under way, then releases everything. Later calls reject with store-unavailable. */
  abstract close(): Promise<void>;
}

/** Finds events by identity. The log need not be able to; a store that is asks itself, another asks an index beside it. */
export abstract class EventLookup {
  /** True: the store itself refuses what is recorded already. Else every statement is looked up before it is decided. */
  abstract readonly isEnforced: boolean;

  abstract event(id: string): Promise<RecordedEvent | undefined>;

  /** The events recorded for one statement, in order; empty when there is none. */
  abstract statement(source: string, statementId: string): Promise<readonly RecordedEvent[]>;

  /**
   * Where the statement of an event stands a second time: two processes recorded it about two streams in one instant, each
   * before it knew of the other. Undefined for all others.
   */
  abstract doubleOf(id: string): Promise<{ readonly stream: string; readonly revision: number } | undefined>;

  /** How many statements stand twice. */
  abstract doubles(): Promise<number>;
}
