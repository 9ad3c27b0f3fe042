import { pointerOf } from '#kernel';

/** A place of a JSON text that only its wording tells: a key that stands a second time in its object, or a number with point or exponent. */
export interface OddPlace {
  readonly kind: 'repeated-key' | 'fraction';
  /** The key it is, or under which it stands. */
  readonly key: string;
  /** RFC 6901. */
  readonly pointer: string;
}

const TOKEN = /"(?:[^"\\]+|\\.)*"(\s*:)?|-?[0-9][0-9.eE+-]*|[{}[\],]/g;

/** The odd places of a JSON text, in its order. The text must be one that `JSON.parse` reads. */
export function* oddPlaces(text: string): Generator<OddPlace> {
  /** The way down to where we are: the key or the index in each object or list that is open. */
  const path: (string | number)[] = [];
  /** Keys seen in each that is open. */
  const seen: Set<string>[] = [];
  for (const [token, colon] of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') {
      path.push(token === '{' ? '' : 0);
      seen.push(new Set());
    } else if (token === '}' || token === ']') {
      path.pop();
      seen.pop();
    } else if (token === ',') {
      const at = path.at(-1);
      if (typeof at === 'number') path[path.length - 1] = at + 1;
    } else if (colon !== undefined) {
      const key = String(JSON.parse(token.slice(0, -colon.length)));
      path[path.length - 1] = key;
      if (seen.at(-1)?.has(key) === true) yield odd('repeated-key', path);
      seen.at(-1)?.add(key);
    } else if (!token.startsWith('"') && /[.eE]/.test(token)) yield odd('fraction', path);
  }
}

const odd = (kind: OddPlace['kind'], path: readonly (string | number)[]): OddPlace => ({
  kind,
  key: String(path.at(-1) ?? ''),
  pointer: pointerOf(path),
});
