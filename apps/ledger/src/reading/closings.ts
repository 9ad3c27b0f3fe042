import { networkProjection } from '#network';
import type { ReadStore } from '#read-store';
import { monthsProjection } from '#submission';
import { monthsOf, spanOf } from './months.js';

/** A month of a node is closed from here on. */
export interface Closing {
  readonly position: number;
  /** The event that closed it. */
  readonly eventId: string;
}

/** Whose months, and which days they are asked for; civil dates, inclusive. */
export interface ClosingScope {
  readonly from?: string;
  readonly to?: string;
  /** Left out: of all nodes. */
  readonly node?: string | readonly string[];
}

const ROWS_PAGE = 10_000;

/**
 * Which months of which nodes are closed, as known at a position. A scope of nodes and months is closed once every month of it
 * is, for every node in operation in it; its closing is the last of theirs.
 */
export class Closings {
  private constructor(
    private readonly closed: ReadonlyMap<string, Closing>,
    private readonly inOperation: ReadonlyMap<string, readonly string[]>,
  ) {}

  static async in(
    models: ReadStore,
    { from, to, node, atPosition }: ClosingScope & { readonly atPosition?: number },
  ): Promise<Closings> {
    if (from === undefined || to === undefined) return new Closings(new Map(), new Map());
    const months = monthsOf(from, to);
    const of = {
      ...spanOf(months),
      ...(node === undefined ? {} : { dims: { node } }),
      ...(atPosition === undefined ? {} : { atPosition }),
    };
    const closed = await closedIn(models, of);
    return new Closings(closed, closed.size === 0 ? new Map() : await nodesInOperation(models, months, of));
  }

  /** The last closing of one month of a node. */
  ofMonth(node: string, month: string): Closing | undefined {
    return this.closed.get(keyOf(node, month));
  }

  /** The closing of a scope, which lies within the one that was read; undefined while any of its months is open. */
  of({ from, to, node }: ClosingScope): Closing | undefined {
    if (from === undefined || to === undefined || this.closed.size === 0) return undefined;
    const asked = node === undefined ? undefined : [node].flat();
    let last: Closing | undefined;
    for (const month of monthsOf(from, to))
      for (const each of this.inOperation.get(month) ?? []) {
        if (asked?.includes(each) === false) continue;
        const closing = this.closed.get(keyOf(each, month));
        if (closing === undefined) return undefined;
        if (last === undefined || closing.position > last.position) last = closing;
      }
    return last;
  }
}

type Rows = { readonly from: string; readonly to: string; readonly atPosition?: number };

const keyOf = (node: string, month: string): string => `${node} ${month}`;

/** The last closing of every month that has not been opened again since. */
async function closedIn(models: ReadStore, of: Rows): Promise<ReadonlyMap<string, Closing>> {
  const closed = new Map<string, Closing>();
  let after: { readonly position: number; readonly n: number } | undefined;
  do {
    const page = { limit: ROWS_PAGE, ...(after === undefined ? {} : { after }) };
    const rows = await models.rows(monthsProjection, { measures: ['month-closed'], ...of }, page);
    for (const { amount, occurredOn, dims, position, eventId } of rows) {
      const key = keyOf(dims.node ?? '', occurredOn.slice(0, 7));
      if (amount > 0) closed.set(key, { position, eventId });
      else closed.delete(key);
    }
    after = rows.length < ROWS_PAGE ? undefined : rows.at(-1);
  } while (after !== undefined);
  return closed;
}

/** The nodes that were in operation at the beginning or at the end of each month. */
async function nodesInOperation(
  models: ReadStore,
  months: readonly string[],
  { from: _from, ...of }: Rows,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const groups = await models.aggregate(networkProjection, {
    measures: ['node-active'],
    ...of,
    function: { kind: 'sum' },
    groupBy: ['node', 'month'],
  });
  const changes = [...Map.groupBy(groups, ({ by: { node = '' } }) => node)];
  const standing = (of: typeof groups, isCounted: (month: string) => boolean): boolean =>
    of.reduce((sum, { by: { month = '' }, value = 0 }) => (isCounted(month) ? sum + value : sum), 0) > 0;
  return new Map(
    months.map((month) => [
      month,
      changes
        .filter(([, of]) => standing(of, (changed) => changed < month) || standing(of, (changed) => changed <= month))
        .map(([node]) => node),
    ]),
  );
}
