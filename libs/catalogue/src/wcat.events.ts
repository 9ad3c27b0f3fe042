import {
  civilDate,
  entryCode,
  eventType,
  evidenceKinds,
  Field,
  listOf,
  nested,
  oneOf,
  orderFen,
  text,
  version,
  welfareUnit,
  type FactOf,
  type WelfareUnit,
} from '#kernel';
import { codeList } from '#reference';

/** What is on disk of a welfare catalogue (公益性服务清单, guideline §9), stream `wcat-{networkCode}`. */

const FUNDING_MODES = codeList('funding-modes', '经费方式', 'how a delivery is funded', {
  PURCHASE: ['政府购买', 'purchased by the government'],
  SUBSIDY: ['补助', 'subsidised'],
});

export class CatalogueEntry {
  @Field(entryCode) code: string;
  @Field(text(1, 500).as('支持范围', 'what is supported', '政策宣讲、培训')) scope: string;
  @Field(text(1, 500).as('服务要求', 'what is required', '每场不少于 30 家企业')) requirement: string;
  @Field(text(1, 500).as('服务标准', 'the standard of service', '有签到、有照片、有总结')) standard: string;
  @Field(welfareUnit) unit: WelfareUnit;
  @Field(
    orderFen.as(
      '每单位购买或补助标准;逐案核定的不填',
      'what one unit is paid or subsidised with; left out where it is settled case by case',
    ),
    'optional',
  )
  unitPriceFen?: number;
  @Field(evidenceKinds)
  evidenceKinds: readonly string[];
  @Field(oneOf(FUNDING_MODES)) fundingMode: string;
}

/** The whole catalogue anew; what it does not repeat is no longer on it. */
class WelfareCataloguePublished {
  @Field(version) version: number;
  @Field(civilDate.as('生效日期', 'first day on which it holds')) effectiveFrom: string;
  @Field(
    listOf(nested(CatalogueEntry), 1, 300).as(
      '全部条目;未列入的即不再有效',
      'all entries; what is not among them is no longer on it',
    ),
  )
  entries: readonly CatalogueEntry[];
}

export const wcatEvents = {
  WelfareCataloguePublished: eventType(WelfareCataloguePublished, {
    version: 1,
    zh: '公益性服务清单已发布',
    by: ['AUTHORITY'],
    inOwnName: true,
    from: ['ABSENT', 'PUBLISHED'],
    inSequence: true,
    to: 'PUBLISHED',
  }),
};

export type WcatFact = FactOf<typeof wcatEvents>;
