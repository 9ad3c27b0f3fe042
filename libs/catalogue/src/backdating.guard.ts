import { civilDateOf, POSTING_RULE, type Guard } from '#kernel';
import { ruleSight } from './rule.published.js';
import { inForceOn } from './versions.js';

const sight = ruleSight('backdating');

/** 补录 (Q04): how far back an entry may lie is what `rule-backdating` says on the day of recording; entries cite its version. */
export const backdating: Guard = {
  sees: () => [sight],
  postingRule({ fact }, seen) {
    const inForce = inForceOn(seen.of(sight), civilDateOf(fact.meta.recordedAt));
    if (inForce === undefined) return undefined;
    return { ...POSTING_RULE, version: `backdating@${inForce.version}`, backdateDays: inForce.body.maxDays };
  },
};
