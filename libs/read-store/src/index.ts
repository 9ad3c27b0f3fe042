export { allCutsOf, cutsOf, isAdditive, type Cut } from './cuts.js';
export { askingOnce, evaluateFigure, isBeyond, scopeOf, sumsOf, type Figure, type FigureValue } from './figure.js';
export { measurementsOf, sumPart, type Aggregating, type FigureScope, type Part } from './part.js';
export { conditionOf, settled } from './stock.js';
export { countedBy } from './fold-stream.js';
export { type BuildContent, type Comparison, type Listed } from './comparison.js';
export { type Compared } from './comparisons.js';
export {
  inToldOrder,
  SEVERAL_AGENCIES,
  type Dimension,
  type DimensionOf,
  type Dimensions,
  type MeasureDimensions,
  type Measurement,
  type MeasurementRow,
} from './measurement.js';
export { type BuildProgress, type ParkedStream, type Replayed } from './projection-builds.js';
export { ProjectionOperations, type ProjectionStatus } from './projection-operations.js';
export { type Document, type Projection, type ProjectionKey, type Voiding } from './projection.js';
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
  type StoredBuild,
} from './read-store.js';
export { readStoreRefusals } from './read-store-refusals.js';
export { rebuild, rebuildAll, type RebuildOptions } from './rebuild.js';
export { ProjectionRunner, type ProjectionProgress, type RunnerOptions } from './runner.js';
export { endedOn, stockChanges, termChanges, type DatedStockItem, type StockItem, type Term } from './stock-changes.js';
