/** A place where two JSON values differ. */
export interface Difference {
  /** RFC 6901 pointer; list members are compared place by place. */
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** What stood there; not of what was added. */
  readonly from?: unknown;
  /** What stands there; not of what was removed. */
  readonly to?: unknown;
}

/** The first `max` places at which two JSON values differ, in the order of their members. */
export function differences(from: unknown, to: unknown, max: number): readonly Difference[] {
  const found: Difference[] = [];
  for (const difference of between(from, to, '')) {
    if (found.length === max) break;
    found.push(difference);
  }
  return found;
}

function* between(from: unknown, to: unknown, path: string): Generator<Difference> {
  if (!isNested(from) || !isNested(to) || Array.isArray(from) !== Array.isArray(to)) {
    if (from !== to) yield { path, kind: 'changed', from, to };
    return;
  }
  for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
    const at = `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (!Object.hasOwn(to, key)) yield { path: at, kind: 'removed', from: from[key] };
    else if (!Object.hasOwn(from, key)) yield { path: at, kind: 'added', to: to[key] };
    else yield* between(from[key], to[key], at);
  }
}

const isNested = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
