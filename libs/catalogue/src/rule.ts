import { decideBy, erase } from '#kernel';
import { codesOf } from '#reference';
import { policySight } from './policy.state.js';
import { RULE_KINDS } from './rule-bodies.js';
import { ruleEvents, type RuleFact } from './rule.events.js';
import { ruleRules } from './rule.rules.js';
import { evolveRule, initialRule } from './rule.state.js';

const RULE_IDS = codesOf(RULE_KINDS).map((kind) => kind.toLowerCase());

/** 规则: one stream per kind, version after version. Never corrected: what was decided cites versions, the next one replaces it. */
export const rule = erase({
  context: 'catalogue',
  category: 'rule',
  zh: '规则',
  id: RULE_IDS.join('|'),
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
