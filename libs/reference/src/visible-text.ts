/** Characters that show nothing: format characters, joiners, variation selectors, fillers, the blank Braille cell. */
const INVISIBLE = String.raw`\p{Default_Ignorable_Code_Point}\p{Cf}\u2800`;

/** Turn the order of what is shown (bidi controls and marks), or are controls of no text (C1). */
const DECEPTIVE = /[\u0080-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const NOTHING_SHOWN = new RegExp(`^[${INVISIBLE}\\s]+$`, 'u');
const SEEN_AND_UNSEEN = new RegExp(`[${INVISIBLE}\\p{M}]`, 'gu');
const TELLS_APART_UNSEEN = new RegExp(`[${INVISIBLE}\\u0080-\\u009f]|[^\\S ]|^ | $| {2}`, 'u');
const PLAIN = /^[!-~](?:[ -~]*[!-~])?$/;

/** Whether a text holds characters that make it read as something else than it is. */
export const isDeceptive = (text: string): boolean => DECEPTIVE.test(text);

/** Whether a text that is not empty shows nothing. */
export const isBlank = (text: string): boolean => NOTHING_SHOWN.test(text);

/** A text as it is read: compatible forms of digits and letters as the plain ones, without what is not seen or only marks them. */
export const asRead = (text: string): string =>
  PLAIN.test(text) ? text : text.normalize('NFKD').replaceAll(SEEN_AND_UNSEEN, '');

/** Whether two ids that look the same are the same: nothing in it is unseen, and it is spelt in one way (NFC). */
export const isPlainId = (id: string): boolean =>
  PLAIN.test(id) ? !id.includes('  ') : !TELLS_APART_UNSEEN.test(id) && id.normalize('NFC') === id;
