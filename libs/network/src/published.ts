export { claimedCode, heldByAnother } from './held-code.js';
export { networkProjection, type NetworkDocument } from './network.projection.js';
