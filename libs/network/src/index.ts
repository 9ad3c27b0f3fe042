export { claimedCode, heldByAnother } from './held-code.js';
export { network } from './network.context.js';
export { networkProjection, type NetworkDocument } from './network.projection.js';
export { liveAgencies, networkFigures } from './network-figures.js';
export { networkRefusals } from './network-refusals.js';
