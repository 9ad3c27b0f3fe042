import { Injectable } from '@nestjs/common';
import { ClosedMonths, Closings, monthsOf, spanOf, type Closing, type ClosingScope } from '#context';
import { networkProjection } from '#network/published';
import { ReadStore } from '#read-store';
import { monthsProjection } from './months.projection.js';

const ROWS_PAGE = 10_000;

@Injectable()
export class MonthsClosed extends ClosedMonths {
  constructor(private readonly models: ReadStore) {
    super();
  }

  async in({ from, to, node, atPosition }: ClosingScope & { readonly atPosition?: number }): Promise<Closings> {
    if (from === undefined || to === undefined) return Closings.NONE;
    const months = monthsOf(from, to);
    const of = {
      ...spanOf(months),
      ...(node === undefined ? {} : { dims: { node } }),
      ...(atPosition === undefined ? {} : { atPosition }),
    };
    const closed = await closedIn(this.models, of);
    return closed.size === 0 ? Closings.NONE : new Closings(closed, await nodesInOperation(this.models, months, of));
  }
}

type Rows = { readonly from: string; readonly to: string; readonly atPosition?: number };

/** The last closing of every month that has not been opened again since. */
async function closedIn(models: ReadStore, of: Rows): Promise<ReadonlyMap<string, Closing>> {
  const closed = new Map<string, Closing>();
  let after: { readonly position: number; readonly n: number } | undefined;
  do {
    const page = { limit: ROWS_PAGE, ...(after === undefined ? {} : { after }) };
    const rows = await models.rows(monthsProjection, { measures: ['month-closed'], ...of }, page);
    for (const { amount, occurredOn, dims, position, eventId } of rows) {
      const key = Closings.keyOf(dims.node ?? '', occurredOn.slice(0, 7));
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
