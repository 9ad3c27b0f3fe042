import { visit, type JSONPath } from 'jsonc-parser';
import { pointerOf } from '#kernel';

/** A place of a JSON text that only its wording tells: a key that stands a second time in its object, or a number with point or exponent. */
export interface OddPlace {
  readonly kind: 'repeated-key' | 'fraction';
  /** The key it is, or under which it stands. */
  readonly key: string;
  /** RFC 6901. */
  readonly pointer: string;
}

/** The odd places of a JSON text, in its order. The text must be one that `JSON.parse` reads. */
export function oddPlaces(text: string): readonly OddPlace[] {
  const found: OddPlace[] = [];
  /** Keys seen in each object that is open. */
  const seen: Set<string>[] = [];
  const odd = (kind: OddPlace['kind'], path: JSONPath): unknown =>
    found.push({ kind, key: String(path.at(-1) ?? ''), pointer: pointerOf(path) });
  visit(text, {
    onObjectBegin: () => void seen.push(new Set()),
    onObjectEnd: () => void seen.pop(),
    onObjectProperty: (key, _offset, _length, _line, _character, pathOf) => {
      if (seen.at(-1)?.has(key) === true) odd('repeated-key', [...pathOf(), key]);
      seen.at(-1)?.add(key);
    },
    onLiteralValue: (value, offset, length, _line, _character, pathOf) => {
      if (typeof value === 'number' && /[.eE]/.test(text.slice(offset, offset + length))) odd('fraction', pathOf());
    },
  });
  return found;
}
