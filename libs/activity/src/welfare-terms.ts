import { evidenceKinds, Field, version, welfareUnit, type WelfareUnit } from '#kernel';

/** What an entry of the welfare catalogue (公益性服务清单, guideline §9) demands of a delivery, quoted so that no later version changes it. */
export class WelfareTerms {
  @Field(version.as('所引公益性服务清单的版本', 'the version of the welfare catalogue that is quoted'))
  catalogueVersion: number;
  @Field(welfareUnit) unit: WelfareUnit;
  @Field(evidenceKinds) evidenceKinds: readonly string[];
}
