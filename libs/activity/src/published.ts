export { activityProjection, type ServiceDoc } from './activity.projection.js';
export { EvidenceRef } from './evidence.js';
export { FLAGS, type Flag } from './fields.js';
export { monthTotals } from './figures.js';
export { MEASURES, type Measure } from './measures.js';
export { ordersCancelled, ordersCompleted } from './order-figures.js';
export { awaitsEvidence, type ActivityDoc } from './service-activity.projection.js';
