import { List } from 'immutable';
import { viewOf, type Fact, type Sight, type View } from '#kernel';
import type { MoneyRule } from './money/money-bodies.js';
import { isMoneyKind } from './money/money-kind.js';
import type { BackdatingBody, CalendarBody, DqBody, SlaBody } from './rule-bodies.js';
import type { ruleEvents } from './rule.events.js';
import type { Version } from './versions.js';

export interface RuleVersion<Body = object> extends Version {
  readonly kind: string;
  readonly body: Body;
  readonly bodySha256: string;
  readonly anchor: string;
  /** The event that published it. */
  readonly eventId: string;
}

type Published = Pick<Fact<'RuleVersionPublished', Omit<RuleVersion, 'eventId'>>, 'id' | 'data'>;

export const withRuleVersion = (versions: List<RuleVersion>, { id, data }: Published): List<RuleVersion> => {
  const { version, effectiveFrom, kind, body, bodySha256, anchor } = data;
  return versions.push({ version, effectiveFrom, kind, body, bodySha256, anchor, eventId: id });
};

const view = viewOf<typeof ruleEvents, List<RuleVersion>>('catalogue/rule', List(), {
  RuleVersionPublished: withRuleVersion,
});

/** What a rule says, by its id. */
interface Bodies {
  readonly sla: SlaBody;
  readonly calendar: CalendarBody;
  readonly dq: DqBody;
  readonly backdating: BackdatingBody;
}

export type RuleVersions<Id extends keyof Bodies> = List<RuleVersion<Bodies[Id]>>;

/** The published versions of a rule. Bodies are of their rule's kind: they were checked when they were published. */
export const ruleSight = <Id extends keyof Bodies>(id: Id): Sight<RuleVersions<Id>> => ({
  stream: `rule-${id}`,
  view: view as unknown as View<RuleVersions<Id>>,
});

/** A version of a rule about money; `kind` tells which body it has. */
export type MoneyRuleVersion = RuleVersion & MoneyRule;

const moneyView = viewOf<typeof ruleEvents, List<MoneyRuleVersion>>('catalogue/money-rule', List(), {
  RuleVersionPublished: (versions, { id, data }) =>
    isMoneyKind(data.kind) ? (withRuleVersion(versions, { id, data }) as List<MoneyRuleVersion>) : versions,
});

/**
 * The published versions of the rule about money `rule-{ruleId}`, ascending, all of one kind; none where there is no such
 * rule, or one of another kind. Which is in force on the civil date of its anchor, `inForceOn` says.
 */
export const moneyRuleSight = (ruleId: string): Sight<List<MoneyRuleVersion>> => ({
  stream: `rule-${ruleId}`,
  view: moneyView,
});
