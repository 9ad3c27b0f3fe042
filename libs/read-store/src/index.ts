export { DIMENSIONS, type Dimension, type Dimensions, type Measurement, type MeasurementRow } from './measurement.js';
export { type Document, type Projection, type ProjectionKey } from './projection.js';
export {
  ReadStore,
  type AggregateFunction,
  type AggregateGroup,
  type AggregateQuery,
  type DeadLetter,
  type DistinctKey,
  type Find,
  type Found,
  type GroupKey,
  type ProjectionWrite,
  type RowFilter,
  type Scalar,
} from './read-store.js';
