import { industryOf } from './industry.js';
import type { SizeIndustry } from './size-standard.js';

/** GB/T 4754-2017 大类, first and last; what is in no range is OTHER. */
const RANGES: readonly (readonly [first: string, last: string, industry: SizeIndustry])[] = [
  ['01', '05', 'AGRICULTURE'],
  ['06', '46', 'INDUSTRY'],
  ['47', '50', 'CONSTRUCTION'],
  ['51', '51', 'WHOLESALE'],
  ['52', '52', 'RETAIL'],
  ['54', '58', 'TRANSPORT'],
  ['59', '59', 'WAREHOUSING'],
  ['60', '60', 'POSTAL'],
  ['61', '61', 'LODGING'],
  ['62', '62', 'CATERING'],
  ['63', '64', 'INFORMATION_TRANSMISSION'],
  ['65', '65', 'SOFTWARE'],
  ['71', '72', 'LEASING_AND_BUSINESS'],
];

/**
 * The row of the size standard (工信部联企业〔2011〕300号, article 3) for a GB/T 4754-2017 code of 2–4 digits.
 *
 * Undefined for a code that does not exist, for finance (66–69: its own standard, 银发〔2015〕309号) and for a bare 70,
 * which holds three rows. Industries that article 3 does not name (railways, which it excludes from transport,
 * education, health and the like) follow the last row, since article 7 has them classed by analogy. Within 59, 591
 * 装卸搬运 is transport and the rest, a bare 59 too, is storage: the 2017 classification joined what the standard parts.
 */
export function sizeIndustryOf(code: string): SizeIndustry | undefined {
  const division = industryOf(code)?.division;
  if (division === undefined || (division >= '66' && division <= '69')) return undefined;
  if (division === '70') return realEstate(code);
  if (code.startsWith('591')) return 'TRANSPORT';
  return RANGES.find(([first, last]) => first <= division && division <= last)?.[2] ?? 'OTHER';
}

function realEstate(code: string): SizeIndustry | undefined {
  if (code === '70') return undefined;
  if (code.startsWith('701')) return 'REAL_ESTATE';
  return code.startsWith('702') ? 'PROPERTY_MANAGEMENT' : 'OTHER';
}
