import type { Fact } from '#kernel';
import { inToldOrder, type Dimension, type MeasureDimensions, type Measurement } from './measurement.js';

/** JSON of one document. Top-level fields named in `indexes` can be searched; an array field is found by each of its members. */
export type Document = Readonly<Record<string, unknown>>;

/** What a read store is told of a projection. With any change it is declared as a new version. */
export interface Declaration {
  /** Kebab-case; with `version` it names the stored collections. */
  readonly name: string;
  readonly version: number;
  /** Fields of the document that `find` may search. */
  readonly indexes: readonly string[];
  /** What it measures, and the dimensions of each measure's rows: a store lays out these and no others. */
  readonly measures?: Readonly<Record<string, MeasureDimensions>>;
  /**
   * Dimensions that hardly two rows agree in, beside `org`: who is paid, who benefits. A store keeps them with each row, and adds
   * up beforehand by all others.
   */
  readonly perRow?: readonly Dimension[];
  /** Measures of which it is asked how many organisations (`org`) have some: a store keeps that by month, quarter and year. */
  readonly holders?: readonly string[];
  /** Measures that are often asked for day by day: a store adds up their days, and of the others whole months. */
  readonly daily?: readonly string[];
}

/** The dimensions of a projection's rows, in the order in which they are told. */
export const dimensionsOf = ({ measures = {} }: Declaration): readonly Dimension[] =>
  inToldOrder(Object.values(measures).flatMap(({ cuts, also = [] }) => [...cuts, ...also]));

/** Takes back everything a stream has stated so far but the rows of these measures (an invalidated activity was planned all the same). */
export interface Voiding {
  readonly voidsAllBut: readonly string[];
}

/**
 * A pure reading of the log. It keeps at most one document per stream, a fold of that stream's effective facts, and states
 * measurements. Both follow from the stream's effective facts alone, so a correction is handled once, in the runner: it
 * folds the stream anew and adds the difference as rows that cite the correction. Any change of what is computed bumps `version`.
 */
export interface Projection<Doc extends Document = Document> extends Declaration {
  /** Categories of the streams it reads; undefined = all. */
  readonly categories?: readonly string[];
  /**
   * `effective` (default): what counts; corrections are applied for it and never shown to it. `recorded`: every event as it
   * was recorded, corrections among them (an index of what was posted forgets nothing).
   */
  readonly reads?: 'effective' | 'recorded';
  /** The stream's document after `fact`; undefined = the stream has no document (yet). */
  project?(doc: Doc | undefined, fact: Fact, stream: string): Doc | undefined;
  /**
   * What `fact` adds to the measures; `before` and `after` are the document around it. A `Voiding` takes back what this
   * stream has stated so far.
   */
  measure?(
    fact: Fact,
    before: Doc | undefined,
    after: Doc | undefined,
    stream: string,
  ): readonly Measurement[] | Voiding;
}

/** The part of the log that some projections read between them, as a filter of its reading. */
export const categoriesOf = (projections: readonly Projection[]): { readonly categories?: readonly string[] } =>
  projections.some(({ categories }) => categories === undefined)
    ? {}
    : { categories: [...new Set(projections.flatMap(({ categories = [] }) => categories))] };

/** Names one projection's stored collections: those of one build, or without `build` those of whichever is active. */
export interface ProjectionKey {
  readonly name: string;
  readonly version: number;
  readonly build?: number;
}

/** Names one building of a projection's collections from the first event on; builds of a version are numbered from 1. */
export interface BuildKey extends ProjectionKey {
  readonly build: number;
}
