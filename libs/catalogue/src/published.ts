export { ruleOn, ruleView, type RuleState } from './rule.js';
