import { monthsOf } from './months.js';

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

/**
 * Which months of which nodes are closed, as known at a position. A scope of nodes and months is closed once every month of it
 * is, for every node in operation in it; its closing is the last of theirs.
 */
export class Closings {
  /** Of nothing closed, or asked of no days. */
  static readonly NONE = new Closings(new Map(), new Map());

  /** The last closing by node and month; the nodes in operation by month. */
  constructor(
    private readonly closed: ReadonlyMap<string, Closing>,
    private readonly inOperation: ReadonlyMap<string, readonly string[]>,
  ) {}

  static keyOf(node: string, month: string): string {
    return `${node} ${month}`;
  }

  /** The last closing of one month of a node. */
  ofMonth(node: string, month: string): Closing | undefined {
    return this.closed.get(Closings.keyOf(node, month));
  }

  /** The closing of a scope, which lies within the one that was read; undefined while any of its months is open. */
  of({ from, to, node }: ClosingScope): Closing | undefined {
    if (from === undefined || to === undefined || this.closed.size === 0) return undefined;
    const asked = node === undefined ? undefined : [node].flat();
    let last: Closing | undefined;
    for (const month of monthsOf(from, to))
      for (const each of this.inOperation.get(month) ?? []) {
        if (asked?.includes(each) === false) continue;
        const closing = this.closed.get(Closings.keyOf(each, month));
        if (closing === undefined) return undefined;
        if (last === undefined || closing.position > last.position) last = closing;
      }
    return last;
  }
}

/** Which months are closed. One context keeps them and provides this. */
export abstract class ClosedMonths {
  /** Of a scope without days, none. */
  abstract in(scope: ClosingScope & { readonly atPosition?: number }): Promise<Closings>;
}
