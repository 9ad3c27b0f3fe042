import type { LedgerClient } from './client.js';
import type { Account } from './province/accounts.js';

/** A month of a node that is closed, and the rows recorded since. */
export interface ClosedMonth {
  readonly node: string;
  readonly month: string;
  readonly closedAt: string;
  readonly adjustments: number;
}

interface Calendar {
  readonly months: readonly {
    readonly month: string;
    readonly items: readonly {
      readonly node: string;
      readonly closing?: { readonly closedAt: string; readonly adjustments: { readonly count: number } };
    }[];
  }[];
}

/** The closed months of a period, as the calendar of submissions has them. */
export async function closedMonths(
  client: LedgerClient,
  account: Account,
  period: string,
): Promise<readonly ClosedMonth[]> {
  const { months } = await client.get<Calendar>(account, `/v1/submissions?period=${period}`);
  return months.flatMap(({ month, items }) =>
    items.flatMap(({ node, closing }) =>
      closing === undefined
        ? []
        : [{ node, month, closedAt: closing.closedAt, adjustments: closing.adjustments.count }],
    ),
  );
}
