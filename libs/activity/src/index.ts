export { activity } from './activity.context.js';
export { activityFigures } from './figures.js';
export { welfareStatement } from './welfare-figures.js';
export { activityProjection, type ServiceDoc } from './activity.projection.js';
export { awaitsEvidence, type ActivityDoc } from './service-activity.projection.js';
export { activityRefusals } from './activity-refusals.js';
export { EVIDENCE_KINDS, EvidenceRef } from './evidence.js';
export { FLAGS, type Flag } from './fields.js';
export { MEASURES, type Measure } from './measures.js';
