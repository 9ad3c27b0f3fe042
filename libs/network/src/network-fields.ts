import { pattern, text } from '#kernel';

/** Field kinds of this context. Ids of organisations are the kernel's `id`. */

export const NODE_CODE_PATTERN = '[A-Za-z0-9][A-Za-z0-9-]{1,19}';
export const nodeCode = pattern(NODE_CODE_PATTERN, '2–20 位字母、数字或连字符', '2 to 20 letters, digits or hyphens');
export const divisionCode = pattern(
  '[0-9]{6}',
  '六位行政区划代码,如 440300',
  'six digits of GB/T 2260, such as 440300',
);
export const classCode = pattern('[0-9]{2}', '两位服务类别代码,如 13', 'two digits of the service classes, such as 13');
export const name = text(2, 100);
/** Why it was decided, or the number of the document that decided it. */
export const basis = text(1, 500);
