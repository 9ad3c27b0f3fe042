import { decideBy, erase, ID_PATTERN } from '#kernel';
import { policySight } from './policy.state.js';
import { ruleEvents, type RuleFact } from './rule.events.js';
import { ruleRules } from './rule.rules.js';
import { evolveRule, initialRule } from './rule.state.js';

/**
 * 规则: version after version. Of the kinds the ledger is run by there is one stream each; rules about money have ids of their
 * own. Never corrected: what was decided cites versions, the next one replaces it.
 */
export const rule = erase({
  context: 'catalogue',
  category: 'rule',
  zh: '规则',
  id: ID_PATTERN,
  shown: {
    en: 'rule',
    example: 'backdating',
    statuses: {
      ABSENT: ['未发布', 'not published'],
      PUBLISHED: ['已发布', 'published'],
    },
  },
  events: ruleEvents,
  initial: initialRule,
  reads: { RuleVersionPublished: true },
  final: true,
  evolve: evolveRule,
  sees: (fact: RuleFact) => [policySight(fact.data.anchor)],
  decide: decideBy(ruleRules),
  published: true,
  parties: () => ({ nodes: [], orgs: [] }),
});
