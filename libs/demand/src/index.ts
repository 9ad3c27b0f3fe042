export { demand } from './demand.context.js';
export { acceptedDemands, unforwarded } from './figure-parts.js';
export { demandFigures } from './figures.js';
export { demandProjection } from './demand.projection.js';
export { demandRefusals } from './demand-refusals.js';
