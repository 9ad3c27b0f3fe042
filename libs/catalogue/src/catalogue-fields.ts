import { ID_PATTERN, integer, oneOf, pattern, text } from '#kernel';

/** Field kinds of this context. */

export const NETWORK_CODE_PATTERN = '[A-Za-z0-9]{2,12}';
export const networkCode = pattern(
  NETWORK_CODE_PATTERN,
  '2–12 位网络代码',
  'a network code of 2 to 12 letters or digits',
);
export const classCode = pattern(
  '\\d{2}(?:\\d{2})?',
  '2 位服务类别或 4 位细目',
  'a service class of 2 digits or an item of 4',
);
/** 公益性 · 低收费 · 增值性 (guideline §4, §9). */
export const welfareKind = oneOf(['PUBLIC', 'LOW_FEE', 'VALUE_ADDED']);
/** An entry of a welfare catalogue; too short to hold a person's number. */
export const entryCode = pattern(
  '[A-Za-z0-9][A-Za-z0-9.-]{0,9}',
  '1–10 位条目代码,如 GY-01',
  'an entry code of 1 to 10 letters, digits, points or hyphens',
);
/** Versions may skip numbers, so that they can be years. */
export const version = integer(1, 9_999);
export const title = text(2, 100);
export const reason = text(1, 500);

/** A version of a standard as it is cited, `id@version`. */
export const citation = pattern(
  `${ID_PATTERN}@[1-9]\\d{0,3}`,
  '标准编号@版本,如 jiance@2',
  'id@version of a service standard, such as jiance@2',
);

/**
 * A document number as it is printed (GB/T 9704-2012, 7.2.5): year in 〔〕, no leading zeros; also the two older forms of
 * announcements and orders. One way of writing, so that equal documents have equal numbers.
 */
export const docNo = pattern(
  '[\\u4e00-\\u9fff]{1,30}(?:〔[12]\\d{3}〕|[12]\\d{3}年第|第)[1-9]\\d{0,4}号',
  '发文字号,如 工信部联企业〔2017〕187号(年份用六角括号)、公告2023年第5号、国务院令第174号',
  'a document number such as 工信部联企业〔2017〕187号 (the year in 〔〕), 公告2023年第5号 or 国务院令第174号',
);
