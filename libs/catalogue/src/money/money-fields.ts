import { integer, pattern } from '#kernel';

/** Field kinds of rules about money. All amounts are whole 分, all shares basis points (万分比). */

export const basisPoints = integer(0, 10_000).as('万分比,5000 即 50%', 'basis points, 5000 = 50 %', 5_000);

/** What one unit costs, 分: 1 亿元 at most, so that products of it stay exact. */
export const unitPrice = integer(1, 10_000_000_000);

/** How many units: sessions, organisations, times or persons. */
export const quantity = integer(0, 100_000);

/** The name of a part of a rule that events and answers cite it by. */
export const partCode = pattern(
  '[A-Z][A-Z0-9_-]{0,19}',
  '1–20 位大写字母、数字、下划线或连字符,以字母开头',
  '1 to 20 capital letters, digits, underscores or hyphens, beginning with a letter',
);
