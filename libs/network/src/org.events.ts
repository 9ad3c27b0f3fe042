import {
  civilDate,
  eventIdField,
  eventType,
  fen,
  Field,
  id,
  integer,
  listOf,
  oneOf,
  pattern,
  sha256Hex,
  text,
  type FactOf,
} from '#kernel';
import type { CheckOutcome, SizeClass, SizeStandardVersion } from '#reference';
import { FIGURE_FLAGS, type FigureFlag } from './figures.js';
import { IDENTIFIER_KINDS, type IdentifierKind } from './identifier.js';
import { basis, divisionCode, name } from './network-fields.js';

class OrganizationRegistered {
  @Field(name) name: string;
  @Field(oneOf(['ENTERPRISE', 'SOLE_TRADER', 'COOP', 'INSTITUTION', 'ASSOCIATION', 'TEAM'])) kind: string;
  /** Where it does business, which the credit code does not tell. */
  @Field(divisionCode) divisionCode: string;
  /** Teams (创业团队) have none. */
  @Field(civilDate, 'optional') foundedOn?: string;
}

/** `normalised` and the checks are computed by the ledger; a poster may leave them out. */
class OrganizationIdentifierClaimed {
  @Field(oneOf(IDENTIFIER_KINDS)) kind: IdentifierKind;
  /** As it was typed. Personal data is refused by the rule, under a code of its own. */
  @Field(pattern(String.raw`[^\p{Cc}\p{Cs}]{1,64}`, '1–64 个字符', '1 to 64 characters')) raw: string;
  @Field(text(1, 64), 'optional') normalised?: string;
  @Field(oneOf(['PASS', 'FAIL']), 'optional') checkDigit?: CheckOutcome;
  @Field(oneOf(['PASS', 'FAIL']), 'optional') innerCheck?: CheckOutcome;
}

class OrganizationIdentifierVerified {
  @Field(oneOf(IDENTIFIER_KINDS)) kind: IdentifierKind;
  /** As the claim was recorded. */
  @Field(text(1, 64)) normalised: string;
  @Field(oneOf(['REGISTRY', 'LICENCE_IMAGE', 'MANUAL'])) source: string;
  @Field(sha256Hex, 'optional') evidenceSha256?: string;
}

class OrganizationRenamed {
  @Field(name) name: string;
  @Field(civilDate) effectiveOn: string;
}

class OrganizationRelocated {
  @Field(divisionCode) divisionCode: string;
  @Field(civilDate) effectiveOn: string;
}

/** Year-end figures; amounts are 分 always. `flags` is computed by the ledger. */
class OrganizationFiguresReported {
  @Field(integer(2000, 2100)) year: number;
  @Field(integer(0, 10_000_000)) headcount: number;
  @Field(fen) revenueFen: number;
  @Field(fen) assetsFen: number;
  @Field(pattern('[0-9]{4}', '四位行业小类代码,如 6513', 'four digits of GB/T 4754-2017, such as 6513'))
  industry: string;
  @Field(sha256Hex, 'optional') evidenceSha256?: string;
  @Field(listOf(oneOf(FIGURE_FLAGS), 0, FIGURE_FLAGS.length), 'optional') flags?: readonly FigureFlag[];
}

class EnterpriseSizeClassified {
  @Field(oneOf(['LARGE', 'MEDIUM', 'SMALL', 'MICRO'])) size: SizeClass;
  @Field(oneOf(['2011-300'])) standardVersion: SizeStandardVersion;
  @Field(eventIdField) figuresEventId: string;
}

/** 专精特新, 小巨人, 创新型, 单项冠军, 示范平台, 双创基地, 高新技术 in this order. */
const QUALIFICATIONS = [
  'SPECIALISED_AND_NEW',
  'LITTLE_GIANT',
  'INNOVATIVE',
  'SINGLE_CHAMPION',
  'DEMONSTRATION_PLATFORM',
  'STARTUP_BASE',
  'HIGH_TECH',
  'OTHER',
];
const LEVELS = ['NATIONAL', 'PROVINCIAL', 'PREFECTURAL', 'COUNTY'];

class OrganizationQualificationGranted {
  @Field(oneOf(QUALIFICATIONS)) kind: string;
  @Field(oneOf(LEVELS)) level: string;
  @Field(civilDate) validFrom: string;
  /** Last day on which it holds. */
  @Field(civilDate) validTo: string;
  /** The published list it stands on. */
  @Field(text(1, 200)) listRef: string;
}

class OrganizationQualificationLapsed {
  @Field(oneOf(QUALIFICATIONS)) kind: string;
  @Field(oneOf(LEVELS)) level: string;
  /** First day on which it no longer holds. */
  @Field(civilDate) on: string;
  @Field(basis) basis: string;
}

class OrganizationRelationDeclared {
  @Field(id) otherOrgId: string;
  @Field(oneOf(['SHAREHOLDER', 'SAME_LEGAL_REP', 'SAME_CONTACT', 'FAMILY', 'GROUP'])) kind: string;
  @Field(integer(0, 100), 'optional') sharePercent?: number;
}

/** 直接变更, 注销新设, 合并, 分立. */
class OrganizationSucceeded {
  @Field(id) successorOrgId: string;
  @Field(oneOf(['CONVERSION', 'RE_ESTABLISHMENT', 'MERGER', 'DIVISION'])) mode: string;
}

class OrganizationDeregistered {
  @Field(civilDate) on: string;
}

/**
 * Windows describe whom they serve; agencies and enterprises speak of themselves; what has consequences for others
 * (verification, qualification, succession, deregistration) is stated by hub and authority. See `speaks-for.ts`.
 */
const ANYONE = ['WINDOW', 'AGENCY', 'SME', 'HUB', 'AUTHORITY'] as const;
const REGISTRY = ['HUB', 'AUTHORITY'] as const;
const describes = { version: 1, by: ANYONE, from: ['LIVE'] } as const;
const decides = { version: 1, by: REGISTRY, from: ['LIVE'] } as const;

export const orgEvents = {
  OrganizationRegistered: eventType(OrganizationRegistered, { ...describes, zh: '主体已登记', from: ['ABSENT'] }),
  OrganizationIdentifierClaimed: eventType(OrganizationIdentifierClaimed, { ...describes, zh: '标识已申报' }),
  OrganizationIdentifierVerified: eventType(OrganizationIdentifierVerified, { ...decides, zh: '标识已核验' }),
  OrganizationRenamed: eventType(OrganizationRenamed, { ...describes, zh: '主体已更名' }),
  OrganizationRelocated: eventType(OrganizationRelocated, { ...describes, zh: '主体已迁址' }),
  OrganizationFiguresReported: eventType(OrganizationFiguresReported, { ...describes, zh: '年度经营数据已填报' }),
  EnterpriseSizeClassified: eventType(EnterpriseSizeClassified, { ...describes, zh: '企业划型已判定' }),
  OrganizationQualificationGranted: eventType(OrganizationQualificationGranted, { ...decides, zh: '资质已认定' }),
  OrganizationQualificationLapsed: eventType(OrganizationQualificationLapsed, {
    ...decides,
    zh: '资质已失效',
    from: ['LIVE', 'DEREGISTERED'],
  }),
  OrganizationRelationDeclared: eventType(OrganizationRelationDeclared, { ...describes, zh: '关联关系已申报' }),
  OrganizationSucceeded: eventType(OrganizationSucceeded, {
    ...decides,
    zh: '主体承继已记录',
    from: ['LIVE', 'DEREGISTERED'],
  }),
  OrganizationDeregistered: eventType(OrganizationDeregistered, { ...decides, zh: '主体已注销' }),
};

export type OrgFact = FactOf<typeof orgEvents>;
export type OrgFactOf<Type extends OrgFact['type']> = Extract<OrgFact, { type: Type }>;
