import { canonical, sha256, type Rules, type Seen } from '#kernel';
import { refuse } from './catalogue-refusals.js';
import { policySight, standsOn } from './policy.state.js';
import { checkBody } from './rule-bodies.js';
import type { RuleFact } from './rule.events.js';
import type { RuleState } from './rule.state.js';
import { requireNextVersion, today } from './versions.js';

function publish({ versions }: RuleState, fact: RuleFact, seen: Seen, stream: string): void {
  const { ruleId, kind, body, bodySha256: stated, effectiveFrom: date, anchor } = fact.data;
  if (stream !== `rule-${ruleId}` || ruleId !== kind.toLowerCase())
    throw refuse('rule-not-of-stream', { params: { ruleId, kind, stream }, pointer: '/data/ruleId' });
  checkBody(kind, body);
  const computed = sha256(canonical(body));
  if (stated !== computed)
    throw refuse('rule-body-digest-differs', { params: { computed, stated }, pointer: '/data/bodySha256' });
  requireNextVersion(versions, fact.data, today(fact));
  if (!standsOn(seen.of(policySight(anchor)), date))
    throw refuse('anchor-not-in-force', { params: { policy: anchor, date }, pointer: '/data/anchor' });
}

/** The rule of each event of a rule. */
export const ruleRules: Rules<RuleState, RuleFact> = { RuleVersionPublished: publish };
