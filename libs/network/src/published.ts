export { networkProjection, type NetworkDocument } from './network.projection.js';
