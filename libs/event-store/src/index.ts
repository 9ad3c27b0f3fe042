export {
  EventLookup,
  EventStore,
  type Append,
  type AppendedAt,
  type Expected,
  type LogPage,
  type LogRead,
  type NewEvent,
  type Outcome,
  type StreamRead,
} from './event-store.js';
export { eventStoreRefusals } from './store-refusals.js';
export { type MoveSource, MoveTarget } from './move-target.js';
export { moveLedger, type MoveProgress, type MoveReport } from './move.js';
