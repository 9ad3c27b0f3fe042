import { eventType, Field, id, reason, type FactOf } from '#kernel';
import { docNo } from './catalogue-fields.js';

/** What is on disk of a document number (发文字号), stream `docno-{SHA-256 of the number}`. */

const policyId = id.as('政策编号(policy-{编号} 中的编号)', 'the policy, as in policy-{id}', 'base');

class DocNumberReserved {
  @Field(docNo) docNo: string;
  @Field(policyId) policyId: string;
}

class DocNumberReleased {
  @Field(policyId) policyId: string;
  @Field(reason) reason: string;
}

const AUTHORITY = { version: 1, by: ['AUTHORITY'], inOwnName: true } as const;

export const docNumberEvents = {
  DocNumberReserved: eventType(DocNumberReserved, { ...AUTHORITY, zh: '文号已登记', from: ['FREE'], to: 'RESERVED' }),
  DocNumberReleased: eventType(DocNumberReleased, {
    ...AUTHORITY,
    zh: '文号已解除登记',
    from: ['RESERVED'],
    to: 'FREE',
  }),
};

export type DocNumberFact = FactOf<typeof docNumberEvents>;
