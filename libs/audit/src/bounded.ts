import { pointerOf } from '#kernel';

/** A list of which an answer shows the beginning. */
export interface Cut {
  /** RFC 6901 pointer to the list. */
  readonly path: string;
  readonly shown: number;
  readonly of: number;
}

/** A JSON value with no list longer than `max`: of longer ones the beginning, and where they were cut. */
export function bounded(
  value: unknown,
  max: number,
  path = '',
): { readonly value: unknown; readonly cuts: readonly Cut[] } {
  if (typeof value !== 'object' || value === null) return { value, cuts: [] };
  const cuts: Cut[] = [];
  const within = (member: unknown, key: string): unknown => {
    const inner = bounded(member, max, path + pointerOf([key]));
    cuts.push(...inner.cuts);
    return inner.value;
  };
  if (!Array.isArray(value))
    return {
      value: Object.fromEntries(Object.entries(value).map(([key, member]) => [key, within(member, key)])),
      cuts,
    };
  if (value.length > max) cuts.push({ path, shown: max, of: value.length });
  return { value: value.slice(0, max).map((item: unknown, index) => within(item, String(index))), cuts };
}
