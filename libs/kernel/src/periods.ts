import type { AnyAggregate, Periods, Seen, Sight, Statused } from './aggregate.js';
import { effective, restated, type Correction } from './corrections.js';
import { current } from './event-type.js';
import type { Fact } from './event.js';
import { refuse } from './kernel-refusals.js';

interface Reported {
  readonly node: string;
  readonly month: string;
}

/** The streams that say whether what these facts report may still be reported. */
export const periodSights = (
  periods: Periods | undefined,
  aggregate: AnyAggregate,
  state: Statused,
  facts: readonly Fact[],
): readonly Sight[] =>
  periods === undefined ? [] : reportedOf(aggregate, state, facts).map(({ node, month }) => periods.sight(node, month));

/** Refuses with period-closed. */
export function checkPeriods(
  { periods, seen }: { readonly periods?: Periods | undefined; readonly seen: Seen },
  aggregate: AnyAggregate,
  state: Statused,
  facts: readonly Fact[],
): void {
  if (periods === undefined) return;
  for (const { node, month } of reportedOf(aggregate, state, facts))
    if (periods.isClosed(seen.of(periods.sight(node, month))))
      throw refuse('period-closed', { params: { node, month }, pointer: '/time' });
}

/**
 * What a correction changes, in the newest shape: its target where it stood, and the replacement where it will stand, which is
 * stated in no other. `facts` is the whole stream.
 */
export function correctedFacts(
  aggregate: AnyAggregate,
  facts: readonly Fact[],
  correction: Correction,
): readonly Fact[] {
  const target = effective(facts).find(({ id }) => id === correction.data.targetEventId);
  const eventType = target && aggregate.events[target.type];
  if (target === undefined || eventType === undefined) return [];
  const stood = current(eventType, target);
  return correction.type === 'EntryRestated' ? [stood, restated(stood, correction)] : [stood];
}

function reportedOf(aggregate: AnyAggregate, state: Statused, facts: readonly Fact[]): readonly Reported[] {
  const months = new Map<string, Reported>();
  for (const fact of facts)
    for (const node of aggregate.reportedBy?.(state, fact as never) ?? []) {
      // A stream that has not begun names no node yet; its statement is refused for its status.
      if (node === '') continue;
      const month = fact.meta.occurredAt.slice(0, 7);
      months.set(`${node} ${month}`, { node, month });
    }
  return [...months.values()];
}
