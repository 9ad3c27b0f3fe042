import { civilDateOf, POSTING_RULE, type Guard } from '#kernel';
import type { BackdatingBody } from './rule-bodies.js';
import { ruleOn, ruleView } from './rule.js';

const sight = { stream: 'rule-backdating', view: ruleView };

/** 补录 (Q04): how far back an entry may lie is what `rule-backdating` says on the day of recording; entries cite its version. */
export const backdating: Guard = {
  sees: () => [sight],
  postingRule({ fact }, seen) {
    const inForce = ruleOn(seen.of(sight), civilDateOf(fact.meta.recordedAt));
    if (inForce === undefined) return undefined;
    const { maxDays } = inForce.body as BackdatingBody;
    return { ...POSTING_RULE, version: `backdating@${inForce.version}`, backdateDays: maxDays };
  },
};
