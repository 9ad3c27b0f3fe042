import { POSTING_RULE, type PostingRules } from '#kernel';
import type { BackdatingBody } from './rule-bodies.js';
import { ruleOn, ruleView, type RuleState } from './rule.js';

/** 补录 (Q04): how far back an entry may lie is what `rule-backdating` says on the day of recording; entries cite its version. */
export const postingRules: PostingRules = {
  sight: { stream: 'rule-backdating', view: ruleView },
  ruleOn(state, date) {
    const inForce = ruleOn(state as RuleState, date);
    if (inForce === undefined) return undefined;
    const { maxDays } = inForce.body as BackdatingBody;
    return { ...POSTING_RULE, version: `backdating@${inForce.version}`, backdateDays: maxDays };
  },
};
