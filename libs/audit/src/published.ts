export { streams, type StreamEntry } from './streams.projection.js';
