const HAS_FULL_WIDTH = /[\uFF01-\uFF5E\u3000]/;

/** Full-width forms (U+FF01–FF5E) and the ideographic space to ASCII; every other character stays. */
export function toHalfWidth(text: string): string {
  if (!HAS_FULL_WIDTH.test(text)) return text;
  return text
    .replaceAll('\u3000', ' ')
    .replace(/[\uFF01-\uFF5E]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0));
}
