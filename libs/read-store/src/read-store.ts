import type { Dimension, MeasurementRow } from './measurement.js';
import type { BuildKey, Declaration, Document, ProjectionKey } from './projection.js';

export type Scalar = string | number | boolean;

/** Equality on indexed fields, all of which must hold; an array field holds when it contains the value. */
export interface Find {
  readonly where?: Readonly<Record<string, Scalar>>;
  /** Documents come in ascending id; this is the last id of the page before. */
  readonly after?: string;
  readonly limit: number;
}

export interface Found<Doc extends Document = Document> {
  readonly id: string;
  readonly doc: Doc;
}

/** Which rows. Everything left out does not restrict. */
export interface RowFilter {
  readonly measures: readonly string[];
  /** A dimension that the projection does not declare is one that its rows lack. */
  readonly dims?: Readonly<Partial<Record<Dimension, string | readonly string[]>>>;
  /** Civil dates, inclusive. */
  readonly from?: string;
  readonly to?: string;
  /** As known at this position (inclusive): rows beyond it are not seen. */
  readonly atPosition?: number;
}

/** What distinct things are: rows agreeing in all of these are one. A dimension, or `stream`: the activity or order itself. */
export type DistinctKey = Dimension;

export type AggregateFunction =
  | { readonly kind: 'sum' }
  /** Number of rows, those that take back counted as minus one. */
  | { readonly kind: 'count' }
  /** Number of distinct keys whose amounts add up to more than zero. */
  | { readonly kind: 'countDistinct'; readonly of: readonly DistinctKey[] }
  /**
   * Nearest-rank percentile (0 < p ≤ 100) of the amounts that stand; undefined for no rows. Asked of measures of sizes (none
   * below zero) whose rows take back only what stands, amount for amount.
   */
  | { readonly kind: 'percentile'; readonly p: number };

/** A dimension, or `day`, `month`, `measure`, `stream`. */
export type GroupKey = Dimension;

export interface AggregateQuery extends RowFilter {
  readonly function: AggregateFunction;
  readonly groupBy?: readonly GroupKey[];
}

export interface AggregateGroup {
  /** The group's keys; '' where a row has no such dimension. `day` is a civil date, `month` is `YYYY-MM`. */
  readonly by: Readonly<Record<GroupKey, string>>;
  /** undefined only for a percentile of nothing. */
  readonly value: number | undefined;
}

/** A page of rows in (position, n) order, or in the opposite one; `after` is the last row of the page before. */
export interface RowPage {
  readonly after?: { readonly position: number; readonly n: number };
  readonly limit: number;
  readonly order?: 'newest-first';
}

/** One atomic step of a projection: after it, `checkpoint` is the last position considered. */
export interface ProjectionWrite {
  readonly documents: readonly { readonly id: string; readonly doc: Document | undefined }[];
  readonly rows: readonly MeasurementRow[];
  readonly deadLetters: readonly DeadLetter[];
  /** Streams whose dead letter is resolved. */
  readonly revived: readonly string[];
  readonly checkpoint: number;
}

/** A stream parked for one projection: from `position` on, none of its events were applied. */
export interface DeadLetter {
  readonly stream: string;
  readonly position: number;
  readonly reason: string;
}

/** Who had a build made, and when (RFC 3339). */
export interface BuildOrigin {
  readonly by: string;
  readonly at: string;
}

/** One build as it is stored, of any version of any projection. */
export interface StoredBuild extends BuildKey {
  readonly isActive: boolean;
  /** Last position considered. */
  readonly checkpoint: number;
  /** Absent for the first build of a version, which comes by itself. */
  readonly origin?: BuildOrigin;
}

/**
 * Something that is kept to answer figures from, and is not what its rows come to: some of this measure, on this day. What is
 * kept of a whole month, quarter or year is named by its first day.
 */
export interface WrongTotal {
  readonly measure: string;
  readonly occurredOn: string;
}

/** Whole builds, all as they stood at one instant and in the order of `StateDigest`; to be closed after use. */
export interface Snapshot {
  checkpoint(key: BuildKey): Promise<number>;
  documents(key: BuildKey): AsyncIterable<Found>;
  deadLetters(key: BuildKey): AsyncIterable<DeadLetter>;
  rows(key: BuildKey): AsyncIterable<MeasurementRow>;
  /** In no order; none but where a store was tampered with or has a fault. */
  wrongTotals(key: BuildKey): AsyncIterable<WrongTotal>;
  close(): Promise<void>;
}

/**
 * Documents and measurements of projections, of each version in one or more builds, of which one is active: a key without
 * `build` means that one, in every call. Reads see whole steps only. Amounts are summed exactly (safe integers); a sum
 * beyond 2^53 is refused loudly.
 */
export abstract class ReadStore {
  /**
   * Prepares the projection's collections, at first with build 1, which is active; idempotent. Resolves to the active build.
   */
  abstract open(projection: Declaration): Promise<number>;

  /** Begins an empty build beside those of an opened projection. Resolves to its number, which none has had before. */
  abstract begin(key: ProjectionKey, origin: BuildOrigin): Promise<number>;

  /** Makes another build the active one, in one atomic step. */
  abstract activate(key: BuildKey): Promise<void>;

  /** All builds in the store, by name, version and number, opened or not. */
  abstract builds(): Promise<readonly StoredBuild[]>;

  /** Last position considered; 0 before the first. */
  abstract checkpoint(key: ProjectionKey): Promise<number>;

  abstract get<Doc extends Document>(key: ProjectionKey, id: string): Promise<Doc | undefined>;

  /** The documents that exist among `ids`. */
  abstract getMany(key: ProjectionKey, ids: readonly string[]): Promise<ReadonlyMap<string, Document>>;

  abstract find<Doc extends Document>(key: ProjectionKey, find: Find): Promise<readonly Found<Doc>[]>;

  /** Groups in ascending order of their keys. Without `groupBy` exactly one group. */
  abstract aggregate(key: ProjectionKey, query: AggregateQuery): Promise<readonly AggregateGroup[]>;

  /** The rows behind an aggregate, page by page. */
  abstract rows(key: ProjectionKey, filter: RowFilter, page: RowPage): Promise<readonly MeasurementRow[]>;

  /** All rows one stream has stated, in order. */
  abstract rowsOf(key: ProjectionKey, stream: string): Promise<readonly MeasurementRow[]>;

  /**
   * Applies one step atomically. A step whose checkpoint is not beyond the stored one changes nothing; only a step that
   * revives streams, all of them still parked, may stand at the stored checkpoint itself.
   */
  abstract write(key: ProjectionKey, step: ProjectionWrite): Promise<void>;

  abstract deadLetters(key: ProjectionKey): Promise<readonly DeadLetter[]>;

  /** SHA-256 over all documents, rows, dead letters and the checkpoint in a fixed order: equal states have equal digests on every adapter. */
  abstract digest(key: ProjectionKey): Promise<string>;

  abstract snapshot(): Promise<Snapshot>;

  /** Removes one build, which must not be the active one; without `build` the projection's collections altogether. */
  abstract drop(key: ProjectionKey): Promise<void>;

  abstract close(): Promise<void>;
}
