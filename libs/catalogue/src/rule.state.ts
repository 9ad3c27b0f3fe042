import { List } from 'immutable';
import { statusAfter } from '#kernel';
import { ruleEvents, type RuleFact } from './rule.events.js';
import { withRuleVersion, type RuleVersion } from './rule.published.js';

export interface RuleState {
  readonly status: 'ABSENT' | 'PUBLISHED';
  readonly versions: List<RuleVersion>;
}

export const initialRule: RuleState = { status: 'ABSENT', versions: List() };

export const evolveRule = ({ status, versions }: RuleState, fact: RuleFact): RuleState => ({
  status: statusAfter(ruleEvents, status, fact.type),
  versions: withRuleVersion(versions, fact),
});
