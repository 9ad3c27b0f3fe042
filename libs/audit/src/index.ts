export { ACCOUNT_REFUSALS, accountFigures } from './account-figures.js';
export { accountsProjection } from './accounts.projection.js';
export { eventsAsOf, type Moment } from './as-of.js';
export { bounded, type Cut } from './bounded.js';
export { isKnown, readStream, type Content, type ReadStream, type StandingEntry } from './content.js';
export { differences, type Difference } from './differences.js';
export { standings, type Standing } from './history.js';
export { linksOf } from './links.js';
export { streams, type StreamEntry } from './streams.projection.js';
