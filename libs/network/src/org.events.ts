import {
  basis,
  civilDate,
  divisionCode,
  enterpriseSize,
  eventIdField,
  eventType,
  fen,
  Field,
  integer,
  keptElsewhere,
  listOf,
  oneOf,
  orgId,
  orgKind,
  pattern,
  qualificationKind,
  qualificationLevel,
  text,
  type FactOf,
  type OrgKind,
} from '#kernel';
import { codesOf, type CheckOutcome, type SizeClass, type SizeStandardVersion } from '#reference';
import { UNIT_FLAGS, type UnitFlag } from './annual-accounts.js';
import { IDENTIFIER_KINDS, type IdentifierKind } from './identifier.js';
import { CHECK_OUTCOMES, name } from './network-fields.js';
import { RELATIONS, SIZE_STANDARDS, SUCCESSIONS, VERIFICATION_SOURCES } from './org.codes.js';

class OrganizationRegistered {
  @Field(name) name: string;
  @Field(orgKind) kind: OrgKind;
  @Field(
    divisionCode.as(
      '经营所在地,信用代码不能说明',
      'where it does business, which the credit code does not tell',
      '430104',
    ),
  )
  divisionCode: string;
  @Field(civilDate.as('成立日期;创业团队没有', 'day it was founded; teams have none', '2015-06-01'), 'optional')
  foundedOn?: string;
}

/** `normalised` and the checks are computed by the ledger; a poster may leave them out. */
class OrganizationIdentifierClaimed {
  @Field(oneOf(IDENTIFIER_KINDS)) kind: IdentifierKind;
  @Field(
    pattern(String.raw`[^\p{Cc}\p{Cs}]{1,64}`, '1–64 个字符', '1 to 64 characters').as(
      '标识原文,照录;不得为居民身份号码',
      'as it was typed; a resident ID is refused',
      '91430100MA4L16JQ9B',
    ),
  )
  raw: string;
  @Field(
    text(1, 64).as('规范化后的标识', 'the identifier as it is compared', '91430100MA4L16JQ9B').byLedger(),
    'optional',
  )
  normalised?: string;
  @Field(oneOf(CHECK_OUTCOMES).as('统一社会信用代码第 18 位校验', 'check of character 18').byLedger(), 'optional')
  checkDigit?: CheckOutcome;
  @Field(
    oneOf(CHECK_OUTCOMES).as('其中组织机构代码的校验', 'check of the organisation code in it').byLedger(),
    'optional',
  )
  innerCheck?: CheckOutcome;
}

class OrganizationIdentifierVerified {
  @Field(oneOf(IDENTIFIER_KINDS)) kind: IdentifierKind;
  @Field(text(1, 64).as('所核验的标识,同申报记录', 'the identifier, as the claim was recorded', '91430100MA4L16JQ9B'))
  normalised: string;
  @Field(oneOf(VERIFICATION_SOURCES)) source: string;
  @Field(
    keptElsewhere('核验凭据(登记信息或证照影像)', 'what it was verified by (registry record or licence image)', [
      '核验方',
      'whoever verified it',
    ]),
    'optional',
  )
  evidenceSha256?: string;
}

class OrganizationRenamed {
  @Field(name.as('新名称', 'the new name', '长沙某智能科技有限公司')) name: string;
  @Field(civilDate.as('更名日期', 'first day of the new name')) effectiveOn: string;
}

class OrganizationRelocated {
  @Field(divisionCode) divisionCode: string;
  @Field(civilDate.as('迁址日期', 'first day at the new place')) effectiveOn: string;
}

/** Year-end figures; amounts are 分 always. `flags` is computed by the ledger. */
class OrganizationFiguresReported {
  @Field(integer(2000, 2100).as('年度', 'year', 2025)) year: number;
  @Field(integer(0, 10_000_000).as('年末从业人员,人', 'persons employed at the end of the year', 86)) headcount: number;
  @Field(fen.as('营业收入', 'revenue', 3_500_000_000)) revenueFen: number;
  @Field(fen.as('资产总额', 'assets', 5_200_000_000)) assetsFen: number;
  @Field(
    pattern('[0-9]{4}', '四位行业小类代码,如 6513', 'four digits of GB/T 4754-2017, such as 6513').as(
      '行业,见 /v1/reference/industries',
      'industry, see /v1/reference/industries',
      '6513',
    ),
  )
  industry: string;
  @Field(keptElsewhere('年度报表', 'the year-end statements', ['填报方', 'the poster']), 'optional')
  evidenceSha256?: string;
  @Field(
    listOf(oneOf(UNIT_FLAGS), 0, codesOf(UNIT_FLAGS).length).as('台账所附标记', 'what the ledger noticed').byLedger(),
    'optional',
  )
  flags?: readonly UnitFlag[];
}

class EnterpriseSizeClassified {
  @Field(enterpriseSize) size: SizeClass;
  @Field(oneOf(SIZE_STANDARDS)) standardVersion: SizeStandardVersion;
  @Field(eventIdField.as('据以划型的年度经营数据事件', 'the event that reported the figures it follows from'))
  figuresEventId: string;
}

class OrganizationQualificationGranted {
  @Field(qualificationKind) kind: string;
  @Field(qualificationLevel) level: string;
  @Field(civilDate.as('有效期首日', 'first day on which it holds')) validFrom: string;
  @Field(civilDate.as('有效期末日', 'last day on which it holds', '2029-03-04')) validTo: string;
  @Field(text(1, 200).as('认定名单', 'the published list it stands on', '2026 年度第一批专精特新中小企业名单'))
  listRef: string;
}

class OrganizationQualificationLapsed {
  @Field(qualificationKind) kind: string;
  @Field(qualificationLevel) level: string;
  @Field(civilDate.as('失效日期', 'first day on which it no longer holds')) on: string;
  @Field(basis) basis: string;
}

class OrganizationRelationDeclared {
  @Field(orgId.as('关联方', 'the other organisation', 'E00002')) otherOrgId: string;
  @Field(oneOf(RELATIONS)) kind: string;
  @Field(integer(0, 100).as('持股比例,百分数', 'share held, percent', 30), 'optional') sharePercent?: number;
}

/** 直接变更, 注销新设, 合并, 分立. */
class OrganizationSucceeded {
  @Field(orgId.as('承继主体', 'the organisation that succeeds it', 'E00002')) successorOrgId: string;
  @Field(oneOf(SUCCESSIONS)) mode: string;
}

class OrganizationDeregistered {
  @Field(civilDate.as('注销日期', 'day it was deregistered')) on: string;
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
  OrganizationRegistered: eventType(OrganizationRegistered, {
    ...describes,
    zh: '主体已登记',
    from: ['ABSENT'],
    to: 'LIVE',
  }),
  OrganizationIdentifierClaimed: eventType(OrganizationIdentifierClaimed, {
    ...describes,
    zh: '标识已申报',
    flags: { 'check-digit': 'Q01', 'inner-check': 'Q01' },
  }),
  OrganizationIdentifierVerified: eventType(OrganizationIdentifierVerified, { ...decides, zh: '标识已核验' }),
  OrganizationRenamed: eventType(OrganizationRenamed, { ...describes, zh: '主体已更名' }),
  OrganizationRelocated: eventType(OrganizationRelocated, { ...describes, zh: '主体已迁址' }),
  OrganizationFiguresReported: eventType(OrganizationFiguresReported, {
    ...describes,
    zh: '年度经营数据已填报',
    flags: { REVENUE_UNIT_DOUBTFUL: 'Q11', ASSETS_UNIT_DOUBTFUL: 'Q11' },
  }),
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
  OrganizationDeregistered: eventType(OrganizationDeregistered, { ...decides, zh: '主体已注销', to: 'DEREGISTERED' }),
};

export type OrgStatus = 'ABSENT' | 'LIVE' | 'DEREGISTERED';
export type OrgFact = FactOf<typeof orgEvents>;
export type OrgFactOf<Type extends OrgFact['type']> = Extract<OrgFact, { type: Type }>;
