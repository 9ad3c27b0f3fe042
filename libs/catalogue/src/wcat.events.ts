import { civilDate, eventType, Field, listOf, nested, oneOf, orderFen, pattern, text, type FactOf } from '#kernel';
import { entryCode, version } from './catalogue-fields.js';

/** What is on disk of a welfare catalogue (公益性服务清单, guideline §9), stream `wcat-{networkCode}`. */

/** 场, 家, 次, 人. */
const UNITS = ['SESSIONS', 'ORGS', 'TIMES', 'PERSONS'];

export class CatalogueEntry {
  @Field(entryCode) code: string;
  /** 支持范围, 服务要求, 服务标准. */
  @Field(text(1, 500)) scope: string;
  @Field(text(1, 500)) requirement: string;
  @Field(text(1, 500)) standard: string;
  @Field(oneOf(UNITS)) unit: string;
  /** What one unit is paid or subsidised with, 分; left out where it is settled case by case. */
  @Field(orderFen, 'optional') unitPriceFen?: number;
  /** Kinds of evidence a delivery owes, as activities name them. */
  @Field(listOf(pattern('[A-Z][A-Z_]{1,29}', '佐证种类代码,如 SIGN_IN', 'a kind of evidence, such as SIGN_IN'), 0, 20))
  evidenceKinds: readonly string[];
  @Field(oneOf(['PURCHASE', 'SUBSIDY'])) fundingMode: string;
}

/** The whole catalogue anew; what it does not repeat is no longer on it. */
class WelfareCataloguePublished {
  @Field(version) version: number;
  @Field(civilDate) effectiveFrom: string;
  @Field(listOf(nested(CatalogueEntry), 1, 300)) entries: readonly CatalogueEntry[];
}

export const wcatEvents = {
  WelfareCataloguePublished: eventType(WelfareCataloguePublished, {
    version: 1,
    zh: '公益性服务清单已发布',
    by: ['AUTHORITY'],
    from: ['ABSENT', 'PUBLISHED'],
    to: 'PUBLISHED',
  }),
};

export type WcatFact = FactOf<typeof wcatEvents>;
