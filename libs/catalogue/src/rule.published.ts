import { List } from 'immutable';
import { viewOf, type Sight, type View } from '#kernel';
import type { BackdatingBody, CalendarBody, DqBody, SlaBody } from './rule-bodies.js';
import type { ruleEvents } from './rule.events.js';
import type { Version } from './versions.js';

export interface RuleVersion<Body = object> extends Version {
  readonly body: Body;
  readonly bodySha256: string;
  readonly anchor: string;
}

export const withRuleVersion = (
  versions: List<RuleVersion>,
  { version, effectiveFrom, body, bodySha256, anchor }: RuleVersion,
): List<RuleVersion> => versions.push({ version, effectiveFrom, body, bodySha256, anchor });

const view = viewOf<typeof ruleEvents, List<RuleVersion>>('catalogue/rule', List(), {
  RuleVersionPublished: (versions, { data }) => withRuleVersion(versions, data),
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
