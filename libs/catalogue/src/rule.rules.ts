import type { List } from 'immutable';
import { canonical, sha256, type Rules, type Seen } from '#kernel';
import { refuse } from './catalogue-refusals.js';
import { policySight, standsOn } from './policy.state.js';
import { checkBody, isSingleRuleId, singleRuleId } from './rule-bodies.js';
import type { RuleFact } from './rule.events.js';
import type { RuleVersion } from './rule.published.js';
import type { RuleState } from './rule.state.js';
import { requireNextVersion, today } from './versions.js';

function publish({ versions }: RuleState, fact: RuleFact, seen: Seen, stream: string): void {
  const { kind, body, bodySha256: stated, effectiveFrom: date, anchor } = fact.data;
  checkPlace(fact.data, stream);
  requireSameKind(versions, kind);
  checkBody(kind, body);
  const computed = sha256(canonical(body));
  if (stated !== computed)
    throw refuse('rule-body-digest-differs', { params: { computed, stated }, pointer: '/data/bodySha256' });
  requireNextVersion(versions, fact.data, today(fact));
  if (!standsOn(seen.of(policySight(anchor)), date))
    throw refuse('anchor-not-in-force', { params: { policy: anchor, date }, pointer: '/data/anchor' });
}

/** A kind of which there is one rule has its own id; rules about money have any other. */
function checkPlace({ ruleId, kind }: RuleFact['data'], stream: string): void {
  const single = singleRuleId(kind);
  const isOfKind = single === undefined ? !isSingleRuleId(ruleId) : ruleId === single;
  if (stream !== `rule-${ruleId}` || !isOfKind)
    throw refuse('rule-not-of-stream', { params: { ruleId, kind, stream }, pointer: '/data/ruleId' });
}

/** A rule keeps its kind for ever: programmes name it by its id alone. */
function requireSameKind(versions: List<RuleVersion>, stated: string): void {
  const kind = versions.last()?.kind ?? stated;
  if (kind !== stated) throw refuse('rule-of-another-kind', { params: { kind, stated }, pointer: '/data/kind' });
}

/** The rule of each event of a rule. */
export const ruleRules: Rules<RuleState, RuleFact> = { RuleVersionPublished: publish };
