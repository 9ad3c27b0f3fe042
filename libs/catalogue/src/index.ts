export { catalogue } from './catalogue.context.js';
export type { CatalogueDocument } from './catalogue.document.js';
export { catalogueProjection } from './catalogue.projection.js';
export { catalogueFigures, itemFigures } from './figures.js';
export { catalogueRefusals } from './catalogue-refusals.js';
export { ruleOn, ruleView, type RuleState } from './rule.js';
