import { civilDate, digestOfStated, eventType, Field, id, objectOf, oneOf, version, type FactOf } from '#kernel';
import { RULE_BODIES, RULE_KINDS } from './rule-bodies.js';

/** What is on disk of a rule of the ledger (规则), stream `rule-{id}`: of rules about money any id, of the others their kind in lower case. */

class RuleVersionPublished {
  @Field(id.as('规则编号,即流水 rule-{编号} 中的编号', 'the rule, as in rule-{id}', 'backdating')) ruleId: string;
  @Field(version) version: number;
  @Field(oneOf(RULE_KINDS)) kind: string;
  @Field(
    objectOf(RULE_BODIES).as(
      '规则内容,各类规则的字段见本文档的 SlaBody、VoucherBody 等结构与 docs/reference.md',
      'what the rule says; for the fields of each kind see the schemas SlaBody, VoucherBody … of this document, and docs/reference.md',
      { maxDays: 90, lateAfterHours: 72 },
    ),
  )
  body: object;
  @Field(digestOfStated('规则内容规范化 JSON(RFC 8785)的 SHA-256', 'SHA-256 of the body’s RFC 8785 form'))
  bodySha256: string;
  @Field(civilDate.as('生效日期', 'first day on which it holds')) effectiveFrom: string;
  @Field(id.as('所依政策编号(policy-{编号})', 'the policy it rests on, as in policy-{id}', 'base')) anchor: string;
}

export const ruleEvents = {
  RuleVersionPublished: eventType(RuleVersionPublished, {
    version: 1,
    zh: '规则版本已发布',
    by: ['AUTHORITY'],
    inOwnName: true,
    from: ['ABSENT', 'PUBLISHED'],
    inSequence: true,
    to: 'PUBLISHED',
  }),
};

export type RuleFact = FactOf<typeof ruleEvents>;
