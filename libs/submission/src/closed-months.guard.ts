import type { Guard, Reported } from '#kernel';
import { periodSight } from './month.js';
import { refuse } from './submission-refusals.js';

/**
 * 关账 (X5). What decides is the node and the day of the rows that a statement makes, not its time: nothing adds rows to a
 * closed month but what by its nature comes later, and what that changes is a post-closing adjustment.
 */
export const closedMonths: Guard = {
  sees: ({ reported }) => monthsOf(reported).map(({ node, month }) => periodSight(node, month)),
  check({ reported }, seen) {
    for (const { node, month, on } of monthsOf(reported))
      if (seen.of(periodSight(node, month)).isClosed) throw refuse('period-closed', { params: { node, month, on } });
  },
};

function monthsOf(reported: readonly Reported[]): readonly (Reported & { readonly month: string })[] {
  const months = new Map<string, Reported & { readonly month: string }>();
  for (const { node, on } of reported) {
    const month = on.slice(0, 7);
    if (!months.has(`${node} ${month}`)) months.set(`${node} ${month}`, { node, month, on });
  }
  return [...months.values()];
}
