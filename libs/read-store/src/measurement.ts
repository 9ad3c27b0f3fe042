/** What a figure is a sum of. A row says: at this place in the log, this amount of this measure happened, and this event says so. */

/**
 * What rows are cut by, each under a name that the projection declares (`MeasureDimensions`). Of all projections alike: `node`,
 * `class` and `agency` are what whoever asks a figure may limit it to, `org` is the organisation that is served.
 */
export type Dimension = string;
export type Dimensions<Name extends Dimension = Dimension> = Readonly<
  string extends Name ? Record<Name, string> : Partial<Record<Name, string>>
>;

/** What the rows of one measure bear. A context types its measurements by it (`DimensionOf`); a row that bears more parks its stream. */
export interface MeasureDimensions<Name extends Dimension = Dimension> {
  /** What figures may be cut by. A row without such a dimension says that there is none. */
  readonly cuts: readonly Name[];
  /** What figures are never cut by: only some of the rows have it, or it tells why something is counted. */
  readonly also?: readonly Name[];
}

/** The names that a table of measures declares. */
export type DimensionOf<Measures extends Readonly<Record<string, MeasureDimensions>>> =
  Measures[keyof Measures] extends MeasureDimensions<infer Name> ? Name : never;

/** Dimensions are told in this order, those not among them after these by their names; digests rest on it for ever. */
export const TOLD_FIRST: readonly Dimension[] = [
  'node',
  'class',
  'org',
  'agency',
  'channel',
  'kind',
  'welfare',
  'level',
  'code',
  'size',
];

/** Each once, in the order in which they are told. */
export const inToldOrder = (names: readonly Dimension[]): readonly Dimension[] => [
  ...TOLD_FIRST.filter((name) => names.includes(name)),
  ...[...new Set(names)].filter((name) => !TOLD_FIRST.includes(name)).toSorted(),
];

/**
 * The `agency` of a row that stands for several agencies at once. Such a row counts in totals; a figure cut by agency counts the
 * rows instead that say the same for each of them (`Part.forEachAgency`). No agency is called so.
 */
export const SEVERAL_AGENCIES = '*';

/** As a projection states it. */
export interface Measurement {
  /** Kebab-case name, unique over all projections. */
  readonly measure: string;
  /** Integer: a count, minutes, or 分. Negative amounts take back. */
  readonly amount: number;
  /** Civil date (Asia/Shanghai) it counts for. */
  readonly occurredOn: string;
  readonly dims: Dimensions;
}

/** As it is stored. `position` and `eventId` name the event that made the row; `originId` the event the row is about, which differs after a correction. */
export interface MeasurementRow extends Measurement {
  readonly position: number;
  /** 1 states, -1 takes back; a stated measurement has the sign of its amount. It alone tells a zero stated from a zero taken back. */
  readonly sign: 1 | -1;
  /** Counts the rows of one event, from 0. */
  readonly n: number;
  readonly eventId: string;
  readonly originId: string;
  readonly stream: string;
}
