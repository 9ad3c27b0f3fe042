import { Field, integer, listOf, oneOf, pattern } from '#kernel';

/** 场, 家, 次, 人: what the deliveries of a catalogue entry are counted in. */
export const WELFARE_UNITS = ['SESSIONS', 'ORGS', 'TIMES', 'PERSONS'] as const;
export type WelfareUnit = (typeof WELFARE_UNITS)[number];

/** What an entry of the welfare catalogue (公益性服务清单, guideline §9) demands of a delivery, quoted so that no later version changes it. */
export class WelfareTerms {
  @Field(integer(1, 9_999)) catalogueVersion: number;
  @Field(oneOf(WELFARE_UNITS)) unit: WelfareUnit;
  @Field(listOf(pattern('[A-Z][A-Z_]{1,29}', '佐证种类代码,如 SIGN_IN', 'a kind of evidence, such as SIGN_IN'), 0, 20))
  evidenceKinds: readonly string[];
}
