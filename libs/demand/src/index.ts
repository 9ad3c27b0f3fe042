export { demand } from './demand.context.js';
export { acceptedDemands, demandFigures, unforwarded } from './figures.js';
export { demandProjection } from './demand.projection.js';
export { demandRefusals } from './demand-refusals.js';
