import { civilDate, eventType, Field, listOf, sha256Hex, text, type FactOf } from '#kernel';
import { docNo, reason, title } from './catalogue-fields.js';

/** What is on disk of a policy document (政策文件), stream `policy-{id}`. Add types and optional fields; never rename, never remove. */

class PolicyPublished {
  @Field(docNo) docNo: string;
  /** Other numbers the same document is cited by: one text may carry its issuers' numbers. */
  @Field(listOf(docNo, 1, 5), 'optional') aliases?: readonly string[];
  @Field(listOf(text(2, 60), 1, 20)) issuers: readonly string[];
  @Field(title) title: string;
  @Field(civilDate) issuedOn: string;
  @Field(civilDate) effectiveFrom: string;
  /** SHA-256 of the document's file. */
  @Field(sha256Hex) docHash: string;
}

class PolicyWithdrawn {
  /** First day on which it no longer holds. */
  @Field(civilDate) on: string;
  @Field(reason) reason: string;
}

const AUTHORITY = { version: 1, by: ['AUTHORITY'] } as const;

export const policyEvents = {
  PolicyPublished: eventType(PolicyPublished, {
    ...AUTHORITY,
    zh: '政策已发布',
    from: ['ABSENT'],
    to: 'PUBLISHED',
  }),
  PolicyWithdrawn: eventType(PolicyWithdrawn, {
    ...AUTHORITY,
    zh: '政策已废止',
    from: ['PUBLISHED'],
    to: 'WITHDRAWN',
  }),
};

export type PolicyFact = FactOf<typeof policyEvents>;
export type PolicyFactOf<Type extends PolicyFact['type']> = Extract<PolicyFact, { type: Type }>;
