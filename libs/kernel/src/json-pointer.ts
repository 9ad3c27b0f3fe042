/** RFC 6901 of a way down through keys and indexes, of well-formed text only: half a character cannot be sent back. */
export const pointerOf = (path: readonly (string | number)[]): string =>
  path.map((step) => `/${String(step).toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
