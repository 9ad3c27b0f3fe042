import Negotiator from 'negotiator';

/** The languages people are answered in; the first where nothing is asked for. */
const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const HEADER_MAX = 200;

/** The better of the two by an `Accept-Language` header (RFC 9110 §12.5.4); Chinese when it says nothing of either. */
export function languageOf(acceptLanguage = ''): Language {
  const negotiator = new Negotiator({ headers: { 'accept-language': acceptLanguage.slice(0, HEADER_MAX) } });
  const best = negotiator.language([...LANGUAGES]);
  return LANGUAGES.find((language) => language === best) ?? 'zh';
}

/** The value of a `Content-Language` header. */
export const contentLanguage = (language: Language): string => (language === 'zh' ? 'zh-CN' : 'en');
