import { civilDate, eventType, Field, listOf, reason, text, type FactOf } from '#kernel';
import { docNo, documentHash, title } from './catalogue-fields.js';

/** What is on disk of a policy document (政策文件), stream `policy-{id}`. Add types and optional fields; never rename, never remove. */

class PolicyPublished {
  @Field(docNo) docNo: string;
  @Field(listOf(docNo, 1, 5).as('同一文件的其他文号', 'other numbers the same document is cited by'), 'optional')
  aliases?: readonly string[];
  @Field(
    listOf(text(2, 60).as('发布机关', 'an issuer', '省工业和信息化厅'), 1, 20).as(
      '发布机关,第一个为主办',
      'who issued it, the lead first',
    ),
  )
  issuers: readonly string[];
  @Field(title) title: string;
  @Field(civilDate.as('印发日期', 'day of issue')) issuedOn: string;
  @Field(civilDate.as('施行日期', 'first day on which it holds')) effectiveFrom: string;
  @Field(documentHash) docHash: string;
}

class PolicyWithdrawn {
  @Field(civilDate.as('废止生效日期', 'first day on which it no longer holds')) on: string;
  @Field(reason) reason: string;
}

const AUTHORITY = { version: 1, by: ['AUTHORITY'], inOwnName: true } as const;

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
