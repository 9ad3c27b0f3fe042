import { ID_PATTERN, keptElsewhere, pattern, text } from '#kernel';

/** Field kinds of this context. */

export const title = text(2, 100).as('名称', 'title', '中小企业公共服务平台管理办法');

/** A version of a standard as it is cited, `id@version`. */
export const citation = pattern(
  `${ID_PATTERN}@[1-9]\\d{0,3}`,
  '标准编号@版本,如 jiance@2',
  'id@version of a service standard, such as jiance@2',
).as('所依服务规范的版本', 'the version of the service standard it follows', 'jiance@2');

/** The standard that is cited, whichever of its versions. */
export const idOfCitation = (cited: string): string => cited.slice(0, cited.lastIndexOf('@'));

/**
 * A document number as it is printed (GB/T 9704-2012, 7.2.5): year in 〔〕, no leading zeros; also the two older forms of
 * announcements and orders. One way of writing, so that equal documents have equal numbers.
 */
export const docNo = pattern(
  '[\\u4e00-\\u9fff]{1,30}(?:〔[12]\\d{3}〕|[12]\\d{3}年第|第)[1-9]\\d{0,4}号',
  '发文字号,如 工信部联企业〔2017〕187号(年份用六角括号)、公告2023年第5号、国务院令第174号',
  'a document number such as 工信部联企业〔2017〕187号 (the year in 〔〕), 公告2023年第5号 or 国务院令第174号',
).as('发文字号', 'document number', '湘工信企业〔2026〕1号');

/** The digest of a policy or standard as it was issued. */
export const documentHash = keptElsewhere('发布文件', 'the document', ['发布机关', 'its issuer']);
