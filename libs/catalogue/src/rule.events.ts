import { anyObject, civilDate, eventType, Field, id, oneOf, sha256Hex, type FactOf } from '#kernel';
import { version } from './catalogue-fields.js';
import { RULE_KINDS } from './rule-bodies.js';

/** What is on disk of a rule of the ledger (规则), stream `rule-{sla|calendar|dq|backdating}`. */

class RuleVersionPublished {
  /** The id of its stream: the text names its rule wherever it is carried. Events cite `ruleId@version`. */
  @Field(id) ruleId: string;
  @Field(version) version: number;
  @Field(oneOf(RULE_KINDS)) kind: string;
  /** See `rule-bodies.ts`. */
  @Field(anyObject) body: object;
  /** SHA-256 of the body's RFC 8785 form. */
  @Field(sha256Hex) bodySha256: string;
  @Field(civilDate) effectiveFrom: string;
  /** The policy it rests on, by its id in the ledger. */
  @Field(id) anchor: string;
}

export const ruleEvents = {
  RuleVersionPublished: eventType(RuleVersionPublished, {
    version: 1,
    zh: '规则版本已发布',
    by: ['AUTHORITY'],
    from: ['ABSENT', 'PUBLISHED'],
    to: 'PUBLISHED',
  }),
};

export type RuleFact = FactOf<typeof ruleEvents>;
