export { catalogue } from './catalogue.context.js';
export { catalogueProjection, type CatalogueDocument } from './catalogue.projection.js';
export { catalogueFigures } from './figures.js';
export { catalogueRefusals } from './catalogue-refusals.js';
export { ruleOn, ruleView, type RuleState } from './rule.js';
