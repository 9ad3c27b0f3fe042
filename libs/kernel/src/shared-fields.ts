import { codeList, type CodeOf, type SizeClass } from '#reference';
import { kind, type FieldSpec } from './field.js';
import { id, integer, listOf, oneOf, pattern, sha256Hex, text } from './field-kinds.js';

/**
 * Fields that several contexts state: one grammar and one meaning each. What streams are called is built of the same
 * patterns, and what reading routes take is never narrower, so whatever may be stated can be asked about.
 */

/** A node of the network; the id of its stream `node-{code}`. */
export const NODE_PATTERN = '[A-Za-z0-9][A-Za-z0-9-]{1,19}';
export const nodeCode = pattern(NODE_PATTERN, '2–20 位字母、数字或连字符', '2 to 20 letters, digits or hyphens').as(
  '节点代码',
  'node code',
  'W430104',
);

/** A network, whose nodes, members and welfare catalogue belong together; a province has one, such as HN. No hyphen: it ends `mship-{agency}-{network}`. */
export const NETWORK_PATTERN = '[A-Za-z0-9]{2,12}';
export const networkCode = pattern(NETWORK_PATTERN, '2–12 位字母或数字', '2 to 12 letters or digits').as(
  '网络代码,指一张公共服务平台网络(通常一省一网,如 HN);机构入网(mship-{机构}-{网络})与公益性服务清单(wcat-{网络})均以它为名',
  'network code: one public-service platform network (usually one per province, such as HN), as agency memberships (mship-{agency}-{network}) and the welfare catalogue (wcat-{network}) name it',
  'HN',
);

export const orgId = id.as('主体编号(org-{编号} 中的编号)', 'organisation id, as in org-{id}', 'E00001');
export const agencyId = id.as('服务机构的主体编号', 'organisation id of the agency', 'AG001');
export const staffIds = (max: number) =>
  listOf(id.as('服务人员编号', 'id of a member of staff', 'S001'), 1, max).as(
    '提供服务的人员,编号由其所在机构自定,不得含个人信息',
    'who served; ids of their employer, no personal data',
  );

/** Classes, of two digits, or the networks' own items below them. */
export const classCode = pattern(
  '\\d{2}(?:\\d{2})?',
  '2 位服务类别或 4 位细目',
  'a service class of 2 digits or an item of 4',
).as('服务类别,见 /v1/reference/service-classes', 'service class, see /v1/reference/service-classes', '13');
export const wholeClass = pattern('\\d{2}', '2 位服务类别', 'a service class of 2 digits').as(
  '服务类别,见 /v1/reference/service-classes',
  'service class, see /v1/reference/service-classes',
  '13',
);
export const classReason = text(1, 200).as(
  '归入其他服务(99)的理由',
  'why class 99 (other services) is used; owed there only',
  '企业托管服务,现有类别未列',
);

export const channelCode = pattern('\\d{1,2}', '1–2 位服务方式代码', 'a channel code of 1 or 2 digits').as(
  '服务方式(渠道),见 /v1/reference/channels',
  'how the service reached its beneficiary, see /v1/reference/channels',
  '1',
);

export const divisionCode = pattern(
  '[0-9]{6}',
  '六位行政区划代码,如 440300',
  'six digits of GB/T 2260, such as 440300',
).as('行政区划,见 /v1/reference/divisions', 'division, see /v1/reference/divisions', '430104');

/** 公益性 · 低收费 · 增值性 (guideline §4, §9). */
export const welfareKind = oneOf(
  codeList('welfare-kinds', '公益属性', 'whether it is public welfare', {
    PUBLIC: ['公益性', 'free of charge, of the welfare catalogue'],
    LOW_FEE: ['低收费', 'at a low fee'],
    VALUE_ADDED: ['增值性', 'value-added, at a market price'],
  }),
);

const ORG_KINDS = codeList('org-kinds', '主体类型', 'kind of organisation', {
  ENTERPRISE: ['企业', 'enterprise'],
  SOLE_TRADER: ['个体工商户', 'sole trader'],
  COOP: ['农民专业合作社', 'cooperative'],
  INSTITUTION: ['事业单位', 'public institution'],
  ASSOCIATION: ['社会团体', 'association'],
  TEAM: ['创业团队', 'start-up team'],
});
export type OrgKind = CodeOf<typeof ORG_KINDS>;
export const orgKind = oneOf(ORG_KINDS);

/** From the largest down (中小企业划型标准). */
const SIZES = codeList<SizeClass>('sizes', '企业规模', 'size of an enterprise', {
  LARGE: ['大型', 'large'],
  MEDIUM: ['中型', 'medium'],
  SMALL: ['小型', 'small'],
  MICRO: ['微型', 'micro'],
});
export const enterpriseSize = oneOf(SIZES);

/** 资质: what an enterprise or platform is recognised as, and by which level of government. */
const QUALIFICATIONS = codeList('qualifications', '资质', 'qualification', {
  SPECIALISED_AND_NEW: ['专精特新中小企业', 'specialised and new'],
  LITTLE_GIANT: ['专精特新“小巨人”企业', 'little giant'],
  INNOVATIVE: ['创新型中小企业', 'innovative'],
  SINGLE_CHAMPION: ['制造业单项冠军', 'single champion'],
  DEMONSTRATION_PLATFORM: ['公共服务示范平台', 'demonstration platform'],
  STARTUP_BASE: ['小型微型企业创业创新示范基地', 'start-up base'],
  HIGH_TECH: ['高新技术企业', 'high-tech enterprise'],
  OTHER: ['其他', 'other'],
});
const QUALIFICATION_LEVELS = codeList('qualification-levels', '资质级别', 'level of a qualification', {
  NATIONAL: ['国家级', 'national'],
  PROVINCIAL: ['省级', 'provincial'],
  PREFECTURAL: ['市级', 'prefectural'],
  COUNTY: ['县级', 'county'],
});
export type QualificationKind = CodeOf<typeof QUALIFICATIONS>;
export type QualificationLevel = CodeOf<typeof QUALIFICATION_LEVELS>;
export const qualificationKind = oneOf(QUALIFICATIONS);
export const qualificationLevel = oneOf(QUALIFICATION_LEVELS);

/** 场, 家, 次, 人: what the deliveries of a catalogue entry are counted in. */
export const WELFARE_UNITS = codeList('welfare-units', '公益性服务计量单位', 'unit of a welfare delivery', {
  SESSIONS: ['场', 'sessions'],
  ORGS: ['家', 'organisations'],
  TIMES: ['次', 'times'],
  PERSONS: ['人', 'persons'],
});
export type WelfareUnit = CodeOf<typeof WELFARE_UNITS>;
export const welfareUnit = oneOf(WELFARE_UNITS);

/** An entry of a welfare catalogue, as the catalogue names it; too short to hold a person's number. */
export const entryCode = pattern(
  '[A-Za-z0-9][A-Za-z0-9.-]{0,9}',
  '1–10 位条目代码,如 GY-01',
  'an entry code of 1 to 10 letters, digits, points or hyphens',
).as(
  '公益性服务清单的条目,见流水 wcat-{网络}',
  'entry of the welfare catalogue, as the stream wcat-{network} has it',
  'GY-01',
);

/** Kinds of evidence (佐证) and their names. */
const EVIDENCE_KINDS = codeList('evidence-kinds', '佐证种类', 'kind of evidence', {
  NOTICE: ['通知', 'notice'],
  SIGN_IN: ['签到表', 'sign-in sheet'],
  PHOTO: ['照片', 'photo'],
  SLIDES: ['课件', 'slides'],
  SUMMARY: ['总结', 'summary'],
  QUESTIONNAIRE: ['问卷', 'questionnaire'],
  RECORDING: ['录屏', 'recording'],
  CONTRACT: ['合同', 'contract'],
  DELIVERABLE: ['交付成果', 'deliverable'],
  OTHER: ['其他', 'other'],
});
export const evidenceKind = oneOf(EVIDENCE_KINDS);
/** Kinds of evidence a delivery owes. */
export const evidenceKinds = listOf(
  pattern('[A-Z][A-Z_]{1,29}', '佐证种类代码,如 SIGN_IN', 'a kind of evidence, such as SIGN_IN').as(
    '佐证种类,见 /v1/reference/evidence-kinds',
    'kind of evidence, see /v1/reference/evidence-kinds',
    'SIGN_IN',
  ),
  0,
  20,
).as('每次服务应留的佐证种类', 'kinds of evidence each delivery owes');

/** Versions of what is published; they may skip numbers, so that they can be years. */
export const version = integer(1, 9_999).as('版本号,可为年份', 'version, may be a year', 1);
export const reason = text(1, 500).as('理由', 'why', '企业要求改期');
export const basis = text(1, 500).as(
  '依据:决定的理由或文号',
  'why it was decided, or the number of the document that decided it',
  '湘工信企业〔2026〕5号',
);

/** The digest of a file in the store of evidence. */
export const storedFile = kind({ ...sha256Hex, digestOf: 'STORED' }).as(
  '已存佐证文件的摘要:先以 PUT /v1/evidence/{sha256} 上传,未上传的退回',
  'digest of a stored file: PUT it to /v1/evidence/{sha256} first, an event that names one not stored is refused',
);

/** The digest of a document that somebody else keeps: the ledger never asks for the file. */
export const keptElsewhere = (zh: string, en: string, keeper: readonly [zh: string, en: string]): FieldSpec =>
  kind({ ...sha256Hex, digestOf: 'KEPT_ELSEWHERE' }).as(
    `${zh}的摘要;原件由${keeper[0]}保存,台账不存,无须上传`,
    `digest of ${en}; ${keeper[1]} keeps the file, the ledger neither holds nor asks for it`,
  );

/** A hash from which nobody who lacks the key, or the secret itself, learns what was hashed. */
export const keyedHash = (zh: string, en: string): FieldSpec => kind({ ...sha256Hex, digestOf: 'KEYED' }).as(zh, en);

/** The digest of what is stated beside it or was posted. */
export const digestOfStated = (zh: string, en: string): FieldSpec =>
  kind({ ...sha256Hex, digestOf: 'STATED' }).as(zh, en);
