/** What a figure is a sum of. A row says: at this place in the log, this amount of this measure happened, and this event says so. */

/** The dimensions rows are cut by. Adding one is a change of every adapter's schema; think twice. */
export const DIMENSIONS = [
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
] as const;
export type Dimension = (typeof DIMENSIONS)[number];
export type Dimensions = Readonly<Partial<Record<Dimension, string>>>;

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
