import { canonical, erase, sha256, type NewFact, type Seen } from '#kernel';
import { codesOf } from '#reference';
import { List } from 'immutable';
import { refuse } from './catalogue-refusals.js';
import { policySight, standsOn } from './policy.state.js';
import { checkBody, RULE_KINDS } from './rule-bodies.js';
import { ruleEvents, type RuleFact } from './rule.events.js';
import { withRuleVersion, type RuleVersion } from './rule.published.js';
import { checkNextVersion, today } from './versions.js';

/** 规则: one stream per kind, version after version. Never corrected: what was decided cites versions, the next one replaces it. */

export interface RuleState {
  readonly status: 'ABSENT' | 'PUBLISHED';
  readonly versions: List<RuleVersion>;
}

const initial: RuleState = { status: 'ABSENT', versions: List() };

const evolve = ({ versions }: RuleState, { data }: RuleFact): RuleState => ({
  status: 'PUBLISHED',
  versions: withRuleVersion(versions, data),
});

const RULE_IDS = codesOf(RULE_KINDS).map((kind) => kind.toLowerCase());

function decide({ versions }: RuleState, fact: RuleFact, seen: Seen, stream: string): readonly NewFact[] {
  const { ruleId, kind, body, bodySha256: stated, effectiveFrom: date, anchor } = fact.data;
  if (stream !== `rule-${ruleId}` || ruleId !== kind.toLowerCase())
    throw refuse('rule-not-of-stream', { params: { ruleId, kind, stream }, pointer: '/data/ruleId' });
  checkBody(kind, body);
  const computed = sha256(canonical(body));
  if (stated !== computed)
    throw refuse('rule-body-digest-differs', { params: { computed, stated }, pointer: '/data/bodySha256' });
  checkNextVersion(versions, fact.data, today(fact));
  if (!standsOn(seen.of(policySight(anchor)), date))
    throw refuse('anchor-not-in-force', { params: { policy: anchor, date }, pointer: '/data/anchor' });
  return [fact];
}

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
  initial,
  reads: { RuleVersionPublished: true },
  final: true,
  evolve,
  sees: (fact: RuleFact) => [policySight(fact.data.anchor)],
  decide,
  published: true,
  parties: () => ({ nodes: [], orgs: [] }),
});
