/** The languages people are answered in. */
export type Language = 'zh' | 'en';

/** The better of the two by an `Accept-Language` header (RFC 9110 §12.5.4); Chinese when it says nothing of either. */
export function languageOf(acceptLanguage: string | undefined): Language {
  let best: { language: Language; weight: number } = { language: 'zh', weight: 0 };
  for (const range of (acceptLanguage ?? '').slice(0, 200).split(',')) {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const primary = tag.split('-', 1)[0];
    const weight = Number(parameters.find((part) => part.startsWith('q='))?.slice(2) ?? 1);
    if ((primary === 'zh' || primary === 'en') && weight > best.weight) best = { language: primary, weight };
  }
  return best.language;
}

/** The value of a `Content-Language` header. */
export const contentLanguage = (language: Language): string => (language === 'zh' ? 'zh-CN' : 'en');
