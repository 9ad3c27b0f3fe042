import { toHalfWidth } from './half-width.js';
import { looksLikeResidentId } from './resident-id.js';

export type PersonalData = 'mobile' | 'resident-id';

const MOBILE_LENGTH = 11;
const MOBILE = /^(?:(?:00)?86)?1[3-9]\d{9}$/;

/**
 * The first mobile number or resident id standing in a free text (half or full width), or undefined.
 *
 * A number counts only where neither letter nor digit touches it, so order numbers and hashes pass; the country code
 * 86 or 0086 in front of a mobile is part of the number. Numbers broken up by spaces or hyphens are not found.
 */
export function containsPersonalData(text: string): PersonalData | undefined {
  // Either kind holds eleven digits in a row, so looking at every eleventh character misses none.
  for (let at = MOBILE_LENGTH - 1; at < text.length; at += MOBILE_LENGTH) {
    if (!isDigit(text.charCodeAt(at))) continue;
    let start = at;
    while (start > 0 && isAlphanumeric(text.charCodeAt(start - 1))) start -= 1;
    let end = at + 1;
    while (end < text.length && isAlphanumeric(text.charCodeAt(end))) end += 1;
    const found = classify(text, start, end);
    if (found !== undefined) return found;
    at = end;
  }
  return undefined;
}

function classify(text: string, start: number, end: number): PersonalData | undefined {
  const length = end - start;
  if (length < MOBILE_LENGTH || length > 18) return undefined;
  const run = toHalfWidth(text.slice(start, end));
  if (length === 18) return looksLikeResidentId(run) ? 'resident-id' : undefined;
  return MOBILE.test(run) ? 'mobile' : undefined;
}

function isDigit(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0xff10 && code <= 0xff19);
}

function isAlphanumeric(code: number): boolean {
  if (isDigit(code)) return true;
  // The full-width letters sit at a fixed distance from ASCII; bit 0x20 folds the case of either.
  const letter = (code >= 0xff21 ? code - 0xfee0 : code) | 0x20;
  return letter >= 0x61 && letter <= 0x7a;
}
