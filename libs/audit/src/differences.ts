import { pointerOf } from '#kernel';

/** A place where two JSON values differ. */
export interface Difference {
  /**
   * RFC 6901 pointer. Members of lists of things that have ids are compared by id and named by it; those of other lists are
   * compared place by place.
   */
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** What stood there; not of what was added. */
  readonly from?: unknown;
  /** What stands there; not of what was removed. */
  readonly to?: unknown;
}

/** The first `max` places at which two JSON values differ, in the order of their members, and how many there are. */
export function differences(
  from: unknown,
  to: unknown,
  max: number,
): { readonly found: readonly Difference[]; readonly count: number } {
  const found: Difference[] = [];
  let count = 0;
  for (const difference of between(from, to, [])) {
    count += 1;
    if (count <= max) found.push(difference);
  }
  return { found, count };
}

type Place = readonly string[];

function* between(from: unknown, to: unknown, place: Place): Generator<Difference> {
  if (!isNested(from) || !isNested(to) || Array.isArray(from) !== Array.isArray(to)) {
    if (from !== to) yield { path: pointerOf(place), kind: 'changed', from, to };
    return;
  }
  const [before, after] = [byId(from), byId(to)];
  if (before === undefined || after === undefined)
    yield* ofMembers(new Map(Object.entries(from)), new Map(Object.entries(to)), place);
  else yield* ofIdentified(before, after, place);
}

type Members = ReadonlyMap<string, unknown>;

function* ofMembers(from: Members, to: Members, place: Place): Generator<Difference> {
  for (const key of new Set([...from.keys(), ...to.keys()])) {
    const at = [...place, key];
    if (!to.has(key)) yield { path: pointerOf(at), kind: 'removed', from: from.get(key) };
    else if (!from.has(key)) yield { path: pointerOf(at), kind: 'added', to: to.get(key) };
    else yield* between(from.get(key), to.get(key), at);
  }
}

/** Of things with ids the order is told apart from what they say. */
function* ofIdentified(from: Members, to: Members, place: Place): Generator<Difference> {
  yield* ofMembers(from, to, place);
  const before = [...from.keys()].filter((id) => to.has(id));
  const after = [...to.keys()].filter((id) => from.has(id));
  if (before.some((id, index) => id !== after[index]))
    yield { path: pointerOf(place), kind: 'changed', from: before, to: after };
}

/** The members of a list by their ids; undefined: not all of them have one of their own. */
function byId(value: unknown): Members | undefined {
  if (!Array.isArray(value)) return undefined;
  const members = new Map<string, unknown>();
  for (const item of value as readonly unknown[]) {
    const id = isNested(item) ? item['id'] : undefined;
    if (typeof id !== 'string' || members.has(id)) return undefined;
    members.set(id, item);
  }
  return members;
}

const isNested = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
