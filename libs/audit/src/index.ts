export { eventsAsOf, type Moment } from './as-of.js';
export { standings, type Standing } from './history.js';
export { linksOf } from './links.js';
export { streams, type StreamEntry } from './streams.projection.js';
